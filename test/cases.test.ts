import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { answersPage } from './support/answers-page.js';

const page = 'docs/answers.md';

test('docs/answers.md holds the answers to every case as they are given now', async () => {
  const now = await answersPage();
  if (process.env.UPDATE_DOCS === '1') writeFileSync(page, now);
  const kept = readFileSync(page, 'utf8').split('\n');
  // Lines that differ, so that a failure names the cases concerned.
  expect(now.split('\n').filter((line) => !kept.includes(line))).toEqual([]);
  expect(now).toBe(kept.join('\n'));
});
