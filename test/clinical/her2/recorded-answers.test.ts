import { test } from '@jest/globals';
import fc from 'fast-check';
import { categorize } from '../../../src/clinical/her2/categorize.js';
import { her2Facts, specimenRecords } from '../../second-opinion/specimen-records.js';
import { chart } from '../../support/clinical-facts.js';
import {
  her2Of,
  test as her2Test,
  ihc,
  ish,
  lineOf,
  metastasis,
  type Resource,
  specimen,
  words,
} from '../../support/her2-bundle.js';
import { expectAsRecorded } from '../../support/recorded.js';

const asOf = '2026-11-24';
const seed = 20_261_124;

/** A record in short: the members that say something. */
const short = (record: object): string => JSON.stringify(record).replaceAll('"', '');

test('one random specimen is answered as recorded', () => {
  const lines = fc.sample(specimenRecords, { seed, numRuns: 700 }).map((record) => ({
    record: short(record),
    answer: lineOf(categorize(chart({ her2: her2Facts(record) }), asOf)),
  }));
  expectAsRecorded('one-specimen.txt', lines);
});

const dates = ['2019-03-01', '2022-05-10', '2026-06-01', '2026-06-01', '2026-06-20', '2027-02-01', undefined] as const;
const sites = ['Left breast', 'Right breast', 'Breast', 'Breast', 'Liver (metastasis)', 'Axillary lymph node'] as const;
const stainings: readonly NonNullable<Parameters<typeof ihc>[1]>[] = [
  [],
  [],
  [],
  [['Percentage of tumor cells with membrane staining', 0]],
  [['Percentage of tumor cells with faint incomplete membrane staining', 5]],
  [['Percentage of tumor cells with faint incomplete membrane staining', 20]],
  [['Percentage of tumor cells with uniform intense complete membrane staining', 30]],
  [['Membrane staining intensity', 'none']],
];
const counts = [
  undefined,
  undefined,
  undefined,
  { ratio: 1.3, copies: 2.6 },
  { ratio: 2.4, copies: 6.5 },
  { ratio: 2.3, copies: 3.1 },
  { ratio: 1.5, copies: 6.2 },
  { ratio: 1.5, copies: 4.8 },
  { says: 'not amplified' },
  { says: 'amplified' },
  { says: 'equivocal' },
  { copies: 4.5, probe: 'single' },
] as const;
const verdicts = [
  undefined,
  undefined,
  undefined,
  undefined,
  'HER2 negative',
  'HER2 positive',
  'HER2-low',
  'equivocal',
] as const;

const examined = fc.record({
  collected: fc.constantFrom(...dates),
  site: fc.constantFrom(...sites),
  score: fc.constantFrom('0', '0', '1+', '2+', '2+', '3+', undefined),
  staining: fc.constantFrom(...stainings),
  ish: fc.constantFrom(...counts),
  verdict: fc.constantFrom(...verdicts),
  ihcStatus: fc.constantFrom('final', 'final', 'final', 'final', 'preliminary', 'registered', 'amended'),
  ishStatus: fc.constantFrom('final', 'final', 'final', 'preliminary', 'registered'),
  link: fc.constantFrom('specimen', 'specimen', 'specimen', 'report', 'none'),
  ishDate: fc.constantFrom('2022-05-17', '2026-06-05', undefined),
});
type Examined = typeof examined extends fc.Arbitrary<infer T> ? T : never;

function resourcesOf(given: Examined, at: number): readonly Resource[] {
  const { collected, site, score, staining, verdict, link } = given;
  const at1 = { specimen: link === 'specimen' ? `s${at}` : undefined, date: collected };
  const results = [
    ...(score === undefined ? [] : [ihc(score, staining, { ...at1, id: `ihc${at}`, status: given.ihcStatus })]),
    ...(given.ish === undefined
      ? []
      : [ish(given.ish, { ...at1, date: given.ishDate, id: `ish${at}`, status: given.ishStatus })]),
    ...(verdict === undefined ? [] : [her2Test('48676-1', words(verdict), { ...at1, id: `all${at}` })]),
  ];
  const report = {
    resourceType: 'DiagnosticReport',
    id: `report${at}`,
    status: 'final',
    code: { text: 'Pathology' },
    specimen: [{ reference: `Specimen/s${at}` }],
    result: results.map(({ id }) => ({ reference: `Observation/${String(id)}` })),
  };
  return [specimen(`s${at}`, collected, site), ...results, ...(link === 'report' ? [report] : [])];
}

const histories = fc.record({
  examined: fc.array(examined, { minLength: 1, maxLength: 3 }),
  metastatic: fc.constantFrom(undefined, '2024-03-01', '2026-05-01'),
});

test('random histories of one to three specimens are answered as recorded', () => {
  const lines = fc.sample(histories, { seed, numRuns: 900 }).map((history) => {
    const spread = history.metastatic === undefined ? [] : [metastasis(history.metastatic)];
    const answer = her2Of([...spread, ...history.examined.flatMap(resourcesOf)]);
    const each = answer.specimens.map((one) =>
      [one.specimen, one.category, one.ascoCapStatus, one.reason, one.ihc?.score, one.ish?.interpretation].join(' '),
    );
    return { record: short(history), answer: `${lineOf(answer)} @${answer.index ?? '-'}; ${each.join('; ')}` };
  });
  expectAsRecorded('specimen-histories.txt', lines);
});
