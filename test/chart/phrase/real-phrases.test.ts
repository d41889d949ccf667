import { expect, test } from '@jest/globals';
import type { PhraseTest } from '../../../src/chart/phrase/phrase.js';
import { readPhrase } from '../../../src/chart/phrase/read-phrase.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { describePhrases, type LabelledPhrase, labelledPhrases, settled } from '../../support/labelled-phrases.js';
import { type Reading, readingOf } from './category-of.js';

const words = loadKnowledge().phrases;

/** The item that such a text would be the value of. */
function askedOf({ ihc, ish, word, expect: expected }: LabelledPhrase): PhraseTest {
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

/** Labels that we do not share; the reason is the clinical rule. */
const disputed: ReadonlyMap<string, string> = new Map([
  ['HER2 FISH：结果待出', 'a pending ISH says nothing of the score'],
  ['greater than 2.2', 'a bounded ratio alone decides no group: the copies are missing (ISH_INCOMPLETE)'],
]);

describePhrases('phrasings from public records (skipped where the data set is absent)', () => {
  const read = labelledPhrases.map((each) => ({
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
    const wrong = labelledPhrases.flatMap(({ text, ihc, expect: expected }) =>
      tests
        .filter((asked) => asked !== 'ish' || ihc === undefined)
        .map((asked) => ({ text, asked, expected, got: readingOf(readPhrase(text, { test: asked, words })) }))
        .filter(({ got }) => settled.has(got) && got !== expected),
    );
    expect(wrong).toEqual([]);
  });
});
