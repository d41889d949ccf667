import { expect, it } from '@jest/globals';
import type { Her2Assessment } from '../src/clinical/assessment.js';
import { her2Of, s1, test, words } from './support/her2-bundle.js';
import { describePhrases, type LabelledPhrase, labelledPhrases, settled } from './support/labelled-phrases.js';

const codes = { ihc: '85319-2', ish: '85318-4', overall: '48676-1' } as const;

/** The HER2 item that such a text would be the value of. */
function codeOf({ ihc, ish, word, expect: label }: LabelledPhrase): string {
  if (ihc !== undefined) return codes.ihc;
  if (ish !== undefined || label === 'needs-ihc') return codes.ish;
  return word === undefined && label !== 'no-finding' ? codes.ihc : codes.overall;
}

const open: ReadonlySet<string> = new Set(['indeterminate', 'none']);
const isZero = ({ reason }: Her2Assessment) => reason === 'IHC0_STAINING_NOT_REPORTED' || reason === 'AMBIGUOUS_0PLUS';

/** What the answer must be for each label; a label of an open result allows every open answer. */
const agrees: Readonly<Record<string, (answer: Her2Assessment) => boolean>> = {
  positive: ({ category }) => category === 'positive',
  low: ({ category }) => category === 'low',
  ultralow: ({ category }) => category === 'ultralow',
  null: ({ category }) => category === 'null',
  equivocal: ({ category }) => category === 'equivocal',
  'zero-unspecified': isZero,
  'ambiguous-0+': isZero,
  'needs-ihc': ({ category, reason }) => category === 'indeterminate' && reason?.includes('ISH') === true,
  indeterminate: ({ category }) => open.has(category),
  'no-finding': ({ category }) => open.has(category),
};

const answerTo = (text: string, code: string) => her2Of([s1, test(code, words(text))]);

describePhrases('phrasings from public records, from text to category (skipped where absent)', () => {
  it('at least 97 % get the answer of their label', () => {
    const answers = labelledPhrases.map((each) => ({ ...each, answer: answerTo(each.text, codeOf(each)) }));
    const wrong = answers.filter(({ expect: label, answer }) => agrees[label]?.(answer) !== true);
    console.info(
      [
        `phrases: ${answers.length - wrong.length}/${answers.length}`,
        ...wrong.map(
          ({ text, expect: label, answer }) => `${label}: ${answer.category} ${answer.reason ?? ''} <- ${text}`,
        ),
      ].join('\n'),
    );
    expect(1 - wrong.length / answers.length).toBeGreaterThanOrEqual(0.97);
  });

  it.each(Object.entries(codes))('none settles against its label as the value of %s', (test, code) => {
    const wrong = labelledPhrases
      // A score is no answer to an ISH: what a gene test then means is not the label's question.
      .filter(({ ihc }) => test !== 'ish' || ihc === undefined)
      .filter(({ text, expect: label }) => {
        const { category } = answerTo(text, code);
        return settled.has(category) && category !== label;
      });
    expect(wrong.map(({ text }) => text)).toEqual([]);
  });
});
