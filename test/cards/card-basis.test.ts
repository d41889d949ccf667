import { describe, expect, test } from '@jest/globals';
import { languages } from '../../src/cards/language.js';
import { wordings } from '../../src/cards/wording/languages.js';
import { cardsOf, everyCard, sentencesOf } from '../support/build-card.js';
import { adviseInput, evidence, her2Of, knowledge, specimen } from '../support/build-chart.js';

const all = Object.entries(everyCard).flatMap(([name, input]) =>
  languages.flatMap((language) =>
    sentencesOf(input, language).map((sentences) => ({ name, language, sentences, input })),
  ),
);

/** The FDA guidance on decision support, as clinical review reads it: what a clinician is shown to judge the basis alone. */
describe('what a clinician needs to judge the basis', () => {
  test.each(all)('$language: $name shows each item', ({ sentences, language, input }) => {
    const { heading, intendedUser, status, category, option, limits, limitsShort, reason } = wordings[language];
    const text = sentences.map((each) => each.text).join('\n');
    const line = (name: string): string =>
      sentences.find((each) => each.text.startsWith(`**${name}:**`))?.text.slice(`**${name}:**`.length) ?? '';
    const { her2, policy } = input;
    const found = line(heading.finding);
    const items: Readonly<Record<string, boolean>> = {
      'intended user and purpose': text.includes(intendedUser),
      'inputs used, with specimen and record': her2.specimens.every(
        (each) => each.specimen !== her2.index || found.includes(each.specimen),
      ),
      'inputs missing or not used': line(heading.notReceived).trim() !== '',
      'rule in plain words': line(heading.rule).trim().length > 20,
      'reason, where the result is not settled': her2.reason === undefined || text.includes(reason[her2.reason]),
      'ASCO/CAP status': found.includes(status[her2.ascoCapStatus]),
      'T-DXd category beside it': found.includes(category[her2.category]),
      limits: [limits[policy.region], limitsShort].includes(line(heading.limits).trim()),
      'sources with dates and version': /20\d\d/.test(line(heading.sources)) && text.includes(knowledge.version),
      'options with "no action"': text.includes(option['no-action']),
    };
    expect(Object.entries(items).filter(([, shown]) => !shown)).toEqual([]);
  });

  test.each(languages)('%s: the limits name assay, heterogeneity, 0 against 1+ and ultralow', (language) => {
    const { limits, limitsShort } = wordings[language];
    for (const words of [limits.US, limits.EU, limitsShort]) {
      for (const item of [/assay|test/i, /heterogen/i, /\b0\b.*1\+/, /ultralow/i]) expect(words).toMatch(item);
    }
  });

  test('every card offers override reasons', () => {
    for (const input of Object.values(everyCard)) {
      for (const card of cardsOf(input)) expect(card.overrideReasons.length).toBeGreaterThan(3);
    }
  });

  test('a category stated without a score is shown in the words of the record', () => {
    const input = adviseInput({
      her2: her2Of('low', {
        flags: ['CATEGORY_ASSERTED'],
        specimens: [specimen('low', { ihc: {}, evidence: [evidence('Observation/ihc', 'HER2-low')] })],
      }),
    });
    expect(cardsOf(input)[0]?.detail).toContain('no IHC score, "HER2-low"');
  });
});
