import { describe, expect, test } from '@jest/globals';
import { shortSourceName } from '../../src/cards/cited.js';
import { languages } from '../../src/cards/language.js';
import { wordings } from '../../src/cards/wording/languages.js';
import { maxDetail } from '../../src/cds/card.js';
import { advise } from '../../src/clinical/advice/advise.js';
import { type EligibilityFlag, eligibilityFlags } from '../../src/clinical/eligibility/vocabulary.js';
import type { Chart } from '../../src/clinical/facts/chart.js';
import { type Her2Category, her2Categories } from '../../src/clinical/her2/vocabulary.js';
import { cardsOf, everyCard, sentencesOf } from '../support/build-card.js';
import { adviseInput, evidence, her2Of, knowledge, order, specimen } from '../support/build-chart.js';

const all = Object.entries(everyCard).flatMap(([name, input]) =>
  languages.flatMap((language) =>
    sentencesOf(input, language).map((sentences) => ({ name, language, sentences, input })),
  ),
);

describe('what every card shows', () => {
  test.each(all)('$language: $name traces each sentence to a known source or to a record', ({ sentences, input }) => {
    const known = new Set(
      JSON.stringify([input.her2, input.chart, input.focus])
        .match(/"reference":"[^"]+"/g)
        ?.map((each) => each.slice(13, -1)),
    );
    for (const sentence of sentences) {
      const { sources, records } = sentence.basis;
      expect([sentence.text, sources.length + records.length > 0]).toEqual([sentence.text, true]);
      expect(sources.filter((id) => !knowledge.sources.has(id))).toEqual([]);
      expect(records.filter((reference) => !known.has(reference) && !reference.startsWith('Patient/'))).toEqual([]);
    }
  });

  test.each(all)('$language: $name keeps the order of paragraphs', ({ sentences, language }) => {
    const { heading } = wordings[language];
    const order = [
      heading.finding,
      heading.rule,
      heading.notReceived,
      heading.limits,
      heading.options,
      heading.sources,
    ];
    const at = order.map((each) => sentences.findIndex((sentence) => sentence.text.startsWith(`**${each}:**`)));
    expect(at).not.toContain(-1);
    expect(at).toEqual([...at].sort((a, b) => a - b));
  });

  test.each(all)('$language: $name offers options as a list with "no action" as the last', ({
    sentences,
    language,
  }) => {
    const { heading, option } = wordings[language];
    const from = sentences.findIndex((each) => each.text.startsWith(`**${heading.options}:**`));
    const to = sentences.findIndex((each) => each.text.startsWith(`**${heading.sources}:**`));
    const options = sentences.slice(from + 1, to);
    expect(options.length).toBeGreaterThanOrEqual(2);
    expect(options.at(-1)?.text).toBe(option['no-action']);
  });

  test.each(all)('$language: $name says for whom it is, by which rules and on which day', ({ sentences, language }) => {
    const text = sentences.map((each) => each.text).join('\n');
    expect(text).toContain(wordings[language].intendedUser);
    expect(text).toContain(knowledge.version);
    expect(text).toContain('2026-11-24');
  });

  test.each(all)('$language: $name dates every source that it rests on', ({ sentences, language }) => {
    const line = sentences.at(-2)?.text ?? '';
    const ids = new Set(sentences.slice(0, -2).flatMap((each) => each.basis.sources));
    for (const id of ids) {
      expect(line).toContain(`${shortSourceName(id, wordings[language].sourceName)} `);
      expect(line).toContain(knowledge.sources.get(id)?.date ?? '(no date)');
    }
  });
});

describe('the finding', () => {
  const ish = everyCard['discuss, low by ISH'];
  const text = (input = adviseInput()) => cardsOf(input)[0]?.detail ?? '';

  test('shows score, staining, ISH numbers with group, specimen, date, status and record', () => {
    const detail = text(ish);
    for (const each of [
      'IHC 2+',
      '30 % stained',
      'ratio 1.3',
      '2.6 HER2 copies',
      'group 5',
      'Specimen/s1',
      '2026-05-01',
      'final',
      'Observation/ihc',
    ]) {
      expect(detail).toContain(each);
    }
  });

  test('shows the ASCO/CAP status beside the T-DXd category', () => {
    expect(text(ish)).toContain('ASCO/CAP status: negative; T-DXd category: HER2-low');
  });

  test('shows an earlier result that differs', () => {
    expect(text(everyCard['discuss, earlier positive'])).toContain('HER2-positive (IHC 3+), 2020-01-01');
  });

  test('says that a described pattern is handled as 2+ where no score was reported', () => {
    const input = adviseInput({
      her2: her2Of('equivocal', {
        flags: ['SCORE_DERIVED_FROM_DESCRIPTION'],
        specimens: [specimen('equivocal', { ihc: { completeness: 'complete' } })],
      }),
    });
    expect(text(input)).toContain('no score reported; the described pattern is handled as 2+');
    expect(text(input)).toContain('no IHC score');
  });
});

describe('the indications and the data', () => {
  test('a condition that rests on a request alone is said to be weaker', () => {
    const ordered = { ...adviseInput() };
    const requested = ordered.appraisals.map((each) => ({
      ...each,
      criteria: each.criteria.map((answer) =>
        answer.criterion === 'endocrine-therapy-metastatic'
          ? { ...answer, because: [evidence('MedicationRequest/r1', 'letrozole')] }
          : answer,
      ),
    }));
    expect(cardsOf({ ...ordered, appraisals: requested })[0]?.detail).toContain(
      'MedicationRequest/r1, request without an administration',
    );
  });

  test('what qualifies an answer is told with it: ER low, no progression on record, a setting from dates', () => {
    const detail = cardsOf(everyCard['discuss, with reservations'] ?? adviseInput())[0]?.detail ?? '';
    const { eligibilityFlag, unverified, orderOnly, missing } = wordings.en;
    for (const each of ['PROGRESSION_NOT_DOCUMENTED', 'ER_LOW_POSITIVE', 'SETTING_INFERRED_FROM_DATES'] as const) {
      expect(detail).toContain(eligibilityFlag[each]);
    }
    expect(detail).toContain(`Not documented: ${missing['progression on endocrine therapy']}`);
    expect(detail).toContain(unverified);
    expect(detail).toContain(orderOnly);
  });

  test('a flag that qualifies no condition of the card is not told', () => {
    const [card] = cardsOf(adviseInput({ combination: { hr: 'negative', history: 'chemotherapy' } }), 'en', {
      flags: ['ER_LOW_POSITIVE', 'NON_CANCER_INDICATION'],
    });
    expect(card?.detail).not.toContain(wordings.en.eligibilityFlag.ER_LOW_POSITIVE);
    expect(card?.detail).toContain(wordings.en.eligibilityFlag.NON_CANCER_INDICATION);
  });

  test('two indications concerned are both told', () => {
    const detail = cardsOf(everyCard['discuss, two indications'] ?? adviseInput())[0]?.detail;
    expect(detail).toContain('**HER2-low, after chemotherapy**');
    expect(detail).toContain('**HR-positive, HER2-low or HER2-ultralow, progressed on endocrine therapy**');
  });

  test('unknown receptors, missing LVEF, missing keys and unread records are told', () => {
    const input = adviseInput({
      combination: { hr: 'unknown' },
      chart: {
        unavailable: ['procedures'],
        gaps: [{ reference: 'Observation/r9', problem: 'VALUE_NOT_UNDERSTOOD' }],
      },
    });
    const detail = cardsOf(input)[0]?.detail ?? '';
    for (const each of ['Not documented: ER/PR status', 'no LVEF', 'not received: procedures', 'Observation/r9']) {
      expect(detail).toContain(each);
    }
  });

  test('a label warning on record is told where T-DXd is brought up', () => {
    const detail = cardsOf(everyCard['discuss, two indications'] ?? adviseInput())[0]?.detail;
    expect(detail).toContain('Label warnings on record');
    expect(detail).toContain('Condition/ild');
  });

  test('the drug is brought up in the words of the card rules', () => {
    const { summary } = cardsOf(adviseInput())[0] ?? {};
    expect(summary).toContain('consider discussing Enhertu (fam-trastuzumab deruxtecan-nxki) eligibility');
  });

  test('an earlier positive result stands in the summary', () => {
    const { summary = '' } = cardsOf(everyCard['discuss, earlier positive'] ?? adviseInput())[0] ?? {};
    expect(summary).toContain('HER2-low (IHC 1+, 2026-05-01), earlier positive (2020-01-01): consider discussing');
  });

  test('an open instance says that it is for synthetic data only', () => {
    const [card] = cardsOf(adviseInput(), 'en', { notice: 'synthetic-data-only' });
    expect(card?.detail).toContain('synthetic data only');
  });
});

describe('the links', () => {
  const linksOf = (name: string): readonly string[] =>
    (cardsOf(everyCard[name] ?? adviseInput())[0]?.links ?? []).map((each) => each.url);

  test('are the guideline, the consensus and the label page that the card rests on, in this order', () => {
    const hosts = linksOf('discuss, low').map((url) => new URL(url).host);
    expect(hosts).toEqual(['doi.org', 'pubmed.ncbi.nlm.nih.gov', 'www.accessdata.fda.gov']);
  });

  test('are of the regulator of the region', () => {
    expect(linksOf('discuss, EU')).toContain('https://www.ema.europa.eu/en/medicines/human/EPAR/enhertu');
    expect(linksOf('discuss, EU').join()).not.toContain('fda.gov');
  });

  test('are https, at most three, each page once, and rest on a source of the card', () => {
    const urls = new Map([...knowledge.sources.values()].map((source) => [source.url, source.id]));
    for (const input of Object.values(everyCard)) {
      for (const { links = [] } of cardsOf(input)) {
        expect(links.length).toBeLessThanOrEqual(3);
        expect(new Set(links.map((each) => each.url)).size).toBe(links.length);
        for (const { url } of links) expect([url.startsWith('https://'), urls.has(url)]).toEqual([true, true]);
      }
    }
  });
});

describe('a card short of room', () => {
  const crowdedHer2 = (category: Her2Category) =>
    her2Of(category, {
      ishGroup: 4,
      flags: [
        'CATEGORY_ASSERTED',
        'SPECIMEN_LINK_ASSUMED',
        'LOW_CELL_COUNT',
        'NEWER_PRELIMINARY_RESULT',
        'HETEROGENEOUS',
      ],
      specimens: [
        specimen(category, {
          specimen: `Specimen/${'s'.repeat(80)}`,
          site: 'x'.repeat(80),
          ish: {
            probe: 'dual',
            ratio: 1.85,
            her2Copies: 4.55,
            cep17Copies: 2.46,
            interpretation: 'not-amplified',
            group: 4,
          },
          evidence: ['a', 'b', 'c'].map((id) => evidence(`Observation/${id.repeat(80)}`, '0')),
        }),
        specimen('low', { specimen: `Specimen/${'t'.repeat(80)}` }),
        specimen('ultralow', { specimen: `Specimen/${'u'.repeat(80)}` }),
      ],
      index: `Specimen/${'s'.repeat(80)}`,
    });
  const crowdedChart: Partial<Chart> = {
    unavailable: ['conditions', 'observations', 'reports', 'specimens', 'medicationRequests', 'medicationStatements'],
    gaps: ['p', 'q', 'r'].map((id) => ({
      reference: `Observation/${id.repeat(80)}`,
      problem: 'VALUE_NOT_UNDERSTOOD' as const,
    })),
    safety: {
      interstitialLungDisease: { evidence: [evidence(`Condition/${'i'.repeat(80)}`, 'z'.repeat(100))] },
      pregnancy: { status: 'pregnant', evidence: [evidence(`Condition/${'j'.repeat(80)}`, 'z'.repeat(100))] },
    },
  };
  const crowded = adviseInput({
    hook: 'order-sign',
    combination: { category: 'null', hr: 'unknown', history: 'chemotherapy' },
    orders: [order('t-dxd'), order('t-dxd', { reference: 'MedicationRequest/o2' })],
    her2: crowdedHer2('null'),
    chart: crowdedChart,
    policy: { region: 'EU', discussAtOrderSign: false },
  });
  const everyFlag: readonly EligibilityFlag[] = eligibilityFlags;
  const combinations = her2Categories.flatMap((category) =>
    (['positive', 'unknown'] as const).flatMap((hr) =>
      (['endocrine', 'chemotherapy', 'none'] as const).flatMap((history) =>
        (['metastatic', 'unknown'] as const).flatMap((extent) =>
          (['patient-view', 'order-sign'] as const).flatMap((hook) =>
            (['US', 'EU'] as const).map((region) => ({ category, hr, history, extent, hook, region })),
          ),
        ),
      ),
    ),
  );

  test.each(
    languages,
  )('%s: whatever is crowded, the length is kept and each item not documented is told', (language) => {
    let told = 0;
    for (const { hook, region, ...combination } of combinations) {
      const input = adviseInput({
        hook,
        combination,
        orders: hook === 'order-sign' ? [order('t-dxd')] : [],
        her2: crowdedHer2(combination.category),
        chart: crowdedChart,
        policy: { region, discussAtOrderSign: true },
      });
      const more = { notice: 'synthetic-data-only', flags: everyFlag } as const;
      const cards = cardsOf(input, language, more);
      for (const [index, advice] of advise(input).advice.entries()) {
        const detail = cards[index]?.detail ?? '';
        expect(detail.length).toBeLessThanOrEqual(maxDetail);
        for (const item of 'indications' in advice ? advice.indications.flatMap((each) => each.missing) : []) {
          told += 1;
          expect(detail).toContain(wordings[language].missing[item]);
        }
      }
    }
    expect(told).toBeGreaterThan(50);
  });

  test.each(languages)('%s: keeps its length and what speaks against the finding', (language) => {
    const cards = cardsOf(crowded, language, { notice: 'synthetic-data-only' });
    expect(cards.map((card) => card.source.topic.code)).toEqual(['TDXDSAFETY', 'TDXDORDERCHECK']);
    for (const card of cards) {
      expect(card.detail.length).toBeLessThanOrEqual(maxDetail);
      expect(card.detail).toContain(wordings[language].flag.NEWER_PRELIMINARY_RESULT);
      expect(card.detail).toContain(wordings[language].heading.earlier);
    }
  });
});
