import fc from 'fast-check';
import type { Chart } from '../../src/clinical/facts/chart.js';
import type { DrugClass, Therapy } from '../../src/clinical/facts/therapy.js';
import { disease, receptors, therapy } from '../support/clinical-facts.js';
import { cqlDate } from './cql-library.js';

export const asOf = '2026-11-24';

interface Given {
  readonly drug: string;
  readonly class: DrugClass;
  readonly taxane: boolean;
  readonly setting: Therapy['setting'];
  readonly outcome: Therapy['outcome'];
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** One patient as both sides get it, beside the HER2 of a specimen. */
export interface PatientRecord {
  readonly birthDate: string | undefined;
  readonly er: 'positive' | 'negative' | 'unknown';
  readonly pr: 'positive' | 'negative' | 'unknown';
  readonly extent: Chart['disease']['extent'];
  readonly since: string | undefined;
  readonly recurrence: string | undefined;
  readonly stage: Chart['disease']['stage'];
  readonly residual: 'present' | 'absent' | undefined;
  readonly therapies: readonly Given[];
}

const drugs: readonly (readonly [string, DrugClass, boolean])[] = [
  ['letrozole', 'endocrine', false],
  ['fulvestrant', 'endocrine', false],
  ['goserelin', 'ovarian-suppression', false],
  ['palbociclib', 'cdk4/6', false],
  ['alpelisib', 'pi3k/akt/mtor', false],
  ['olaparib', 'parp', false],
  ['paclitaxel', 'chemotherapy', true],
  ['capecitabine', 'chemotherapy', false],
  ['pembrolizumab', 'immunotherapy', false],
  ['sacituzumab govitecan', 'trop2-adc', false],
  ['trastuzumab', 'anti-her2-mab', false],
  ['pertuzumab', 'anti-her2-mab', false],
  ['trastuzumab emtansine', 'her2-adc', false],
  ['trastuzumab deruxtecan', 't-dxd', false],
  ['tucatinib', 'anti-her2-tki', false],
];

const two = (value: number) => String(value).padStart(2, '0');
const month = fc
  .record({ year: fc.integer({ min: 2023, max: 2024 }), month: fc.integer({ min: 1, max: 12 }) })
  .map(({ year, month: at }) => `${year}-${two(at)}`);
const day = fc.record({ month, day: fc.constantFrom(1, 15) }).map(({ month: at, day: on }) => `${at}-${two(on)}`);
const orNone = <T>(values: fc.Arbitrary<T>, none: number) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: none }, { arbitrary: values, weight: 10 - none });
const date = fc.oneof({ arbitrary: day, weight: 9 }, { arbitrary: month, weight: 1 });

const given: fc.Arbitrary<Given> = fc
  .record({
    drug: fc.constantFrom(...drugs),
    setting: fc.constantFrom('metastatic', 'metastatic', 'adjuvant', 'neoadjuvant', 'unknown' as const),
    outcome: fc.constantFrom('progression', 'completed', 'ongoing', 'toxicity', 'unknown' as const),
    dates: fc.tuple(date, date),
    start: fc.integer({ min: 0, max: 9 }),
    end: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ drug: [drug, kind, taxane], setting, outcome, dates, start, end }) => {
    const [from, to] = dates.toSorted();
    return {
      drug,
      class: kind,
      taxane,
      setting,
      outcome,
      start: start < 8 ? from : undefined,
      // A running therapy has no end.
      end: end < 8 && outcome !== 'ongoing' ? to : undefined,
    };
  });

/** Mostly advanced disease with up to four therapies. */
export const patientRecords: fc.Arbitrary<PatientRecord> = fc
  .record({
    birthDate: fc.oneof(
      { arbitrary: fc.constant('1968-02-11'), weight: 8 },
      { arbitrary: fc.constantFrom('2008-11-24', '2008-11-25', '2015-01-01', undefined), weight: 2 },
    ),
    er: fc.constantFrom('positive', 'positive', 'negative', 'unknown' as const),
    pr: fc.constantFrom('positive', 'negative', 'negative', 'unknown' as const),
    extent: fc.constantFrom('metastatic', 'metastatic', 'metastatic', 'unresectable', 'early', 'unknown' as const),
    since: orNone(date, 2),
    recurrence: orNone(date, 7),
    stage: fc.constantFrom(undefined, 'I', 'II', 'III', 'IV'),
    residual: fc.constantFrom(undefined, 'present', 'absent'),
    therapies: fc.array(given, { maxLength: 4 }),
  })
  .map((record) =>
    // The date is that of metastatic or unresectable disease.
    record.extent === 'early' || record.extent === 'unknown' ? { ...record, since: undefined } : record,
  );

const antiHer2: ReadonlySet<DrugClass> = new Set(['anti-her2-mab', 'anti-her2-tki', 'her2-adc', 't-dxd']);

function therapyOf(record: Given): Therapy {
  const { drug, class: kind, taxane, setting, outcome, start, end } = record;
  const dates = { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
  return therapy(drug, kind, { taxane, setting, outcome, ...dates });
}

/** Facts of the record for the core. */
export function patientFacts(record: PatientRecord): Partial<Chart> {
  const { since: _since, ...rest } = disease();
  const { birthDate, er, pr, extent, since, recurrence, stage, residual } = record;
  return {
    ...(birthDate === undefined ? {} : { birthDate }),
    receptors: receptors(er, pr),
    therapies: record.therapies.map(therapyOf),
    disease: {
      ...rest,
      extent,
      ...(since === undefined ? {} : { since }),
      ...(recurrence === undefined ? {} : { recurrence }),
      ...(stage === undefined ? {} : { stage }),
      ...(residual === undefined ? {} : { residualInvasive: residual }),
    },
  };
}

/** The record as the parameter of the CQL, with the HER2 categories that are possible. */
export function patientParameter(record: PatientRecord, categories: unknown): unknown {
  return {
    ...record,
    asOf: cqlDate(asOf),
    birthDate: cqlDate(record.birthDate),
    since: cqlDate(record.since),
    recurrence: cqlDate(record.recurrence),
    categories,
    therapies: record.therapies.map(({ end, start, ...each }) => ({
      ...each,
      antiHer2: antiHer2.has(each.class),
      start: cqlDate(start),
      stop: cqlDate(end),
    })),
  };
}
