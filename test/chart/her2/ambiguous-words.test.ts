import { expect, test } from '@jest/globals';
import { her2Of, test as her2Test, s1, words } from '../../support/her2-bundle.js';

const answer = (text: string, code: string) => {
  const { category, reason, flags } = her2Of([s1, her2Test(code, words(text))]);
  return [category, reason, ...flags].join(' ');
};

test.each([
  ['0+', 'indeterminate AMBIGUOUS_0PLUS AMBIGUOUS_TERM'],
  ['+', 'indeterminate AMBIGUOUS_NOTATION AMBIGUOUS_TERM'],
  ['weakly positive', 'indeterminate AMBIGUOUS_NOTATION AMBIGUOUS_TERM'],
  ['low', 'indeterminate AMBIGUOUS_NOTATION AMBIGUOUS_TERM'],
  ['present', 'indeterminate PRESENCE_WITHOUT_SCORE'],
])('"%s" as the value of an IHC has two readings and settles nothing', (text, wanted) => {
  expect(answer(text, '85319-2')).toBe(wanted);
});

test.each(['low', 'present'])('"%s" as the value of an ISH settles nothing', (text) => {
  expect(answer(text, '85318-4')).toMatch(/^(?:indeterminate|none) /);
});
