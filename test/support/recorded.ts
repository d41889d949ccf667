import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@jest/globals';

/**
 * Compares answers with those of fixtures/recorded/`name`, one a line, which UPDATE_FIXTURES=1 writes anew.
 * Recorded answers say what a change changes besides what it is meant to; whether they are right is for the other tests.
 */
export function expectAsRecorded(
  name: string,
  given: readonly { readonly record: string; readonly answer: string }[],
): void {
  const file = `fixtures/recorded/${name}`;
  if (process.env.UPDATE_FIXTURES === '1') writeFileSync(file, given.map(({ answer }) => `${answer}\n`).join(''));
  const recorded = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  const differ = given.map((each, at) => ({ ...each, before: recorded[at] }));
  expect(differ.filter(({ answer, before }) => answer !== before)).toEqual([]);
  expect(given).toHaveLength(recorded.length);
}
