import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { PhraseTest } from '../../../src/chart/phrase/phrase.js';
import { readPhrase } from '../../../src/chart/phrase/read-phrase.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { type Reading, readingOf } from './category-of.js';

const words = loadKnowledge().phrases;
const file = path.resolve(import.meta.dirname, '../../../../shared/real/phrases.jsonl');
const line = z.looseObject({
  text: z.string(),
  expect: z.string(),
  ihc: z.string().optional(),
  ish: z.string().optional(),
  word: z.string().optional(),
});
type Line = z.infer<typeof line>;

/** The item that such a text would be the value of. */
function askedOf({ ihc, ish, word, expect: expected }: Line): PhraseTest {
  if (expected === 'no-finding') return 'report';
  if (ihc !== undefined) return 'ihc';
  if (ish !== undefined) return 'ish';
  return word === undefined ? 'ihc' : 'overall';
}

/** Readings that a label allows: what stays open may stay open in another word. */
const allowed: Readonly<Record<string, readonly Reading[]>> = {
  'zero-unspecified': ['zero-unspecified', 'ambiguous-0+'],
  indeterminate: ['indeterminate', 'needs-ihc', 'no-finding'],
  equivocal: ['equivocal', 'needs-ihc'],
  'no-finding': ['no-finding'],
};
const settled: ReadonlySet<string> = new Set(['positive', 'low', 'ultralow', 'null']);

/** Labels that we do not share; the reason is the clinical rule. */
const disputed: ReadonlyMap<string, string> = new Map([
  ['HER2 FISH：结果待出', 'a pending ISH says nothing of the score'],
  ['greater than 2.2', 'a bounded ratio alone decides no group: the copies are missing (ISH_INCOMPLETE)'],
]);

const found = existsSync(file);
(found ? describe : describe.skip)('phrasings from public records (skipped where the data set is absent)', () => {
  const lines = found ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const cases = lines.map((each) => line.parse(JSON.parse(each)));
  const read = cases.map((each) => ({
    ...each,
    got: readingOf(readPhrase(each.text, { test: askedOf(each), words })),
  }));
  const rights = read.filter(({ expect: expected, got }) =>
    (allowed[expected] ?? [expected]).some((one) => one === got),
  );

  test('at least 97 % are read as labelled', () => {
    const wrong = read
      .filter((each) => !rights.includes(each))
      .map(({ text, expect: expected, got }) => ({ text, expected, got }));
    expect(wrong.filter(({ text }) => !disputed.has(text))).toEqual([]);
    expect(rights.length / read.length).toBeGreaterThanOrEqual(0.97);
  });

  test('none becomes low, ultralow, null or positive against its label, whichever test it is read for', () => {
    const tests: readonly PhraseTest[] = ['ihc', 'ish', 'overall', 'report'];
    const wrong = cases.flatMap(({ text, ihc, expect: expected }) =>
      tests
        .filter((asked) => asked !== 'ish' || ihc === undefined)
        .map((asked) => ({ text, asked, expected, got: readingOf(readPhrase(text, { test: asked, words })) }))
        .filter(({ got }) => settled.has(got) && got !== expected),
    );
    expect(wrong).toEqual([]);
  });
});
