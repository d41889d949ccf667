import { describe, expect, test } from '@jest/globals';
import { regexDanger } from '../../src/knowledge/regex-safety.js';

describe('a pattern of a site runs over texts of strangers', () => {
  test.each([
    '(a+)+',
    '(a*)*b',
    '((a+))+',
    '(a|a)*',
    '(a|ab)+$',
    '(?:x{2,})+',
    '(a?){30}a{30}',
    '([0-9]+[.])+',
    '((a|b)c)*',
    '(a)\\1',
    '.*.*.*=',
    '\\d{1,900}\\d{1,900}\\d{1,900}x',
    'a(',
    '[',
  ])('%s is refused', (pattern) => {
    expect(regexDanger(pattern)).toEqual(expect.any(String));
  });

  test.each([
    'IHC',
    '^\\s*HER2',
    '[0-3]\\+?',
    '(abc)+',
    '(1|2)\\+',
    '\\d+[.,]\\d+',
    '^(?:score )?[0-3]\\+$',
    '[+*]{2}',
    '\\(a+\\)',
    'a{2,5}',
  ])('%s is accepted', (pattern) => {
    expect(regexDanger(pattern)).toBeUndefined();
  });
});
