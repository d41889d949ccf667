import { describe, expect, test } from '@jest/globals';
import { pageName } from '../../src/screen/page-name.js';

describe('the file of a page of evidence', () => {
  test('is named after the id', () => {
    expect(pageName('pat-1.a')).toBe('pat-1.a.html');
  });

  test.each([
    '../../etc/passwd',
    'a/b',
    '..',
    '%2F',
    'a\u0000b',
    'half \ud800',
    'Ω'.repeat(500),
    '',
  ])('is one that any file system takes, for the id %j', (id) => {
    const name = pageName(id);
    expect(name).toMatch(/^[A-Za-z0-9%.()!~*'_-]*\.html$/);
    expect(name.length).toBeLessThanOrEqual(255);
  });

  test('is another for another long id', () => {
    expect(pageName(`${'n'.repeat(300)}1`)).not.toBe(pageName(`${'n'.repeat(300)}2`));
  });
});
