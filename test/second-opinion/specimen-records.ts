import fc from 'fast-check';
import type { Chart } from '../../src/clinical/facts/chart.js';
import type { Her2Result, IhcScore, IshReading, Staining } from '../../src/clinical/facts/her2.js';
import { exactly } from '../../src/clinical/facts/measured.js';
import { her2Result } from '../support/clinical-facts.js';

const specimen = 'Specimen/s1';

/** One ISH count; a member that is undefined is not in the record. */
export interface IshCount {
  readonly probe: 'dual' | 'single' | undefined;
  readonly ratio: number | undefined;
  readonly copies: number | undefined;
  readonly cep17: number | undefined;
  readonly verdict: IshReading['interpretation'];
}

/** One specimen as both sides get it. */
export interface SpecimenRecord {
  readonly score: IhcScore | undefined;
  readonly membrane: 'none' | 'present' | undefined;
  readonly intensity: Staining['intensity'];
  readonly anyMembrane: number | undefined;
  readonly faintIncomplete: number | undefined;
  readonly completeIntense: number | undefined;
  readonly unknownKind: number | undefined;
  readonly first: IshCount | undefined;
  readonly recount: IshCount | undefined;
}

/** Undefined `none` times in ten. */
const sometimes = <T>(values: fc.Arbitrary<T>, none: number) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: none }, { arbitrary: values, weight: 10 - none });
const percent = fc.oneof(fc.constantFrom(0, 1, 9, 10, 11, 60), fc.integer({ min: 0, max: 100 }));
const tenths = (min: number, max: number) => fc.integer({ min: min * 10, max: max * 10 }).map((value) => value / 10);
const ratio = fc.oneof(fc.constantFrom(1.99, 2, 2.01, 2.1), tenths(0.5, 5));
const copies = fc.oneof(fc.constantFrom(3.99, 4, 4.01, 5.99, 6, 6.01), tenths(1, 12));
const word = (none: number) => sometimes(fc.constantFrom('amplified', 'not-amplified', 'equivocal'), none);

const hasNumbers = ({ ratio, copies }: IshCount) => ratio !== undefined || copies !== undefined;

const dual = fc
  .record({
    probe: fc.constantFrom('dual', undefined),
    ratio: sometimes(ratio, 2),
    copies: sometimes(copies, 2),
    cep17: sometimes(tenths(1, 4), 5),
    fits: fc.nat(5),
    verdict: word(8),
  })
  .map(({ fits, ...count }): IshCount => {
    // Mostly the CEP17 count that the ratio implies, to one decimal as laboratories print it; else any.
    if (fits === 0 || count.ratio === undefined || count.copies === undefined || count.cep17 === undefined)
      return count;
    return { ...count, cep17: Math.max(0.1, Math.round((count.copies / count.ratio) * 10) / 10) };
  })
  .filter(hasNumbers);
const single = fc.record({
  probe: fc.constantFrom('single' as const, undefined),
  ratio: fc.constant(undefined),
  copies,
  cep17: fc.constant(undefined),
  verdict: word(8),
});
const isDual = (given: IshCount | undefined) =>
  given !== undefined && (given.probe === 'dual' || given.ratio !== undefined || given.cep17 !== undefined);
const spoken = fc
  .constantFrom('amplified', 'not-amplified', 'equivocal', 'indeterminate')
  .map((verdict): IshCount => ({ probe: undefined, ratio: undefined, copies: undefined, cep17: undefined, verdict }));
const count: fc.Arbitrary<IshCount> = fc.oneof(
  { arbitrary: dual, weight: 5 },
  { arbitrary: single, weight: 2 },
  { arbitrary: spoken, weight: 1 },
);

const nothingSaid = {
  membrane: undefined,
  intensity: undefined,
  anyMembrane: undefined,
  faintIncomplete: undefined,
  completeIntense: undefined,
  unknownKind: undefined,
};

/** The staining of an IHC and up to two ISH counts, weighted to the thresholds. */
export const specimenRecords: fc.Arbitrary<SpecimenRecord> = fc
  .record({
    score: fc.oneof(
      { arbitrary: fc.constantFrom('0', '1+', '2+', '2+', '3+'), weight: 9 },
      { arbitrary: fc.constant(undefined), weight: 1 },
    ),
    membrane: sometimes(fc.constantFrom('none', 'present'), 8),
    intensity: sometimes(fc.constantFrom('none', 'faint', 'weak', 'moderate', 'strong'), 8),
    anyMembrane: sometimes(percent, 8),
    faintIncomplete: sometimes(percent, 8),
    completeIntense: sometimes(percent, 8),
    unknownKind: sometimes(percent, 8),
    first: sometimes(count, 3),
    recount: sometimes(count, 5),
  })
  .map((record) => {
    // A recount follows a dual-probe count; staining is said of an IHC.
    const recounted = isDual(record.first) && isDual(record.recount) ? record.recount : undefined;
    const staining = record.score === undefined ? nothingSaid : {};
    return { ...record, recount: recounted, ...staining };
  });

const measured = (value: number | undefined) => (value === undefined ? undefined : exactly(value));

function stainingOf(record: SpecimenRecord): Staining {
  const given = [
    ['any-membrane', record.anyMembrane],
    ['faint-incomplete', record.faintIncomplete],
    ['complete-intense', record.completeIntense],
    ['unspecified', record.unknownKind],
  ] as const;
  return {
    percents: given.flatMap(([kind, value]) => (value === undefined ? [] : [{ kind, percent: exactly(value) }])),
    membrane: record.membrane,
    intensity: record.intensity,
    completeness: undefined,
  };
}

function ishOf(given: IshCount, recount: boolean): Her2Result {
  const { probe, verdict } = given;
  const ish: IshReading = {
    probe,
    ratio: measured(given.ratio),
    her2Copies: measured(given.copies),
    cep17Copies: measured(given.cep17),
    cells: undefined,
    recount,
    interpretation: verdict,
    statedGroup: undefined,
    unreadable: false,
  };
  const [reference, date] = recount ? ['Observation/recount', '2026-06-03'] : ['Observation/ish', '2026-06-02'];
  return her2Result({ reference, date, specimen, method: 'ish', ish });
}

/** The facts of the record, as the reader of FHIR would give them. */
export function her2Facts(record: SpecimenRecord): Chart['her2'] {
  const { score, first, recount } = record;
  const ihc = her2Result({
    ...{ date: '2026-06-01', specimen },
    scores: score === undefined ? [] : [score],
    staining: stainingOf(record),
  });
  return {
    results: [
      ...(score === undefined ? [] : [ihc]),
      ...(first === undefined ? [] : [ishOf(first, false)]),
      ...(recount === undefined ? [] : [ishOf(recount, true)]),
    ],
    specimens: [
      { reference: 'Specimen/s1', collected: '2026-06-01', site: 'breast', side: undefined, words: 'Breast' },
    ],
  };
}
