import { describe, expect, test } from '@jest/globals';
import { readDisease } from '../../src/chart/disease.js';
import { readTherapies } from '../../src/chart/therapies.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import {
  breastCancer,
  coded,
  condition,
  intent,
  liverMetastasis,
  loinc,
  observation,
  type Resource,
  recordsFrom,
  snomed,
  statement,
} from '../support/fhir-records.js';

const knowledge = loadKnowledge();
const asOf = '2026-11-24';

function readFrom(...resources: readonly Resource[]) {
  const records = recordsFrom(breastCancer, ...resources);
  return readTherapies(records, knowledge, { asOf, diseaseRead: readDisease(records, knowledge, asOf) });
}
const only = (...resources: readonly Resource[]) => readFrom(...resources).therapies[0];
const period = (start?: string, end?: string): Resource => ({ effectivePeriod: { start, end } });
const worsened = (effectiveDateTime: string): Resource =>
  observation('status', coded(loinc, '97509-4'), {
    effectiveDateTime,
    valueCodeableConcept: coded(snomed, '271299001'),
  });

describe('setting by dates', () => {
  const unresectable = condition('u', { text: 'Unresectable breast cancer' }, { onsetDateTime: '2024-03-01' });
  const dateless = condition('m', { text: 'Metastatic breast cancer' });
  test.each<[string, Resource, Resource, string, boolean]>([
    ['after unresectable disease', period('2024-03-01'), unresectable, 'metastatic', true],
    ['before unresectable disease', period('2024-02-28'), unresectable, 'unknown', false],
    ['without a start', {}, liverMetastasis, 'unknown', false],
    ['metastatic disease without a date', period('2024-03-01'), dateless, 'unknown', false],
    ['stated palliative', { ...period('2020-01-01'), ...intent('palliative') }, liverMetastasis, 'metastatic', false],
    ['stated adjuvant', { ...period('2025-01-01'), ...intent('adjuvant') }, liverMetastasis, 'adjuvant', false],
    ['stated curative', { ...period('2025-01-01'), ...intent('curative') }, liverMetastasis, 'unknown', false],
  ])('%s', (_, therapy, ...rest) => {
    const [disease, setting, settingFromDates] = rest;
    expect(only(statement('t', 'capecitabine', therapy), disease)).toMatchObject({ setting, settingFromDates });
  });
  test('early disease says nothing of the setting', () => {
    const early = observation('m', coded(loinc, '21907-1'), { valueString: 'cM0', effectiveDateTime: '2024-01-01' });
    expect(only(statement('t', 'capecitabine', period('2025-01-01')), early)).toMatchObject({
      setting: 'unknown',
      settingFromDates: false,
    });
  });
});

describe('a documented progression', () => {
  test.each<[string, Resource, string, string]>([
    ['a day after the start', period('2025-01-10', '2025-06-10'), '2025-01-11', 'progression'],
    ['on the day of the start', period('2025-01-10', '2025-06-10'), '2025-01-10', 'completed'],
    ['a month after the end', period('2025-01-10', '2025-06-10'), '2025-07-10', 'progression'],
    ['a month and a day after the end', period('2025-01-10', '2025-06-10'), '2025-07-11', 'completed'],
    ['without a start', period(undefined, '2025-06-10'), '2025-05-10', 'completed'],
    ['while it runs', { status: 'active', ...period('2025-01-10') }, '2026-10-10', 'progression'],
    ['without an end', period('2025-01-10'), '2025-02-10', 'completed'],
    [
      'of a therapy that was stopped for toxicity',
      { statusReason: [{ text: 'toxicity' }], ...period('2025-01-10', '2025-06-10') },
      '2025-05-10',
      'toxicity',
    ],
  ])('%s', (_, therapy, ...row) => {
    const [day, outcome] = row;
    expect(only(statement('t', 'letrozole', { status: 'completed', ...therapy }), worsened(day))?.outcome).toBe(
      outcome,
    );
  });
  test('is cited where it is the outcome, and only there', () => {
    const cited = (more: Resource) =>
      only(
        statement('t', 'letrozole', { ...period('2025-01-10', '2025-06-10'), ...more }),
        worsened('2025-05-10'),
      )?.evidence.map(({ reference }) => reference);
    expect(cited({})).toEqual(['MedicationStatement/t', 'Observation/status']);
    expect(cited({ statusReason: [{ text: 'progression' }] })).toEqual(['MedicationStatement/t']);
    expect(cited({ statusReason: [{ text: 'toxicity' }] })).toEqual(['MedicationStatement/t']);
  });
});

describe('outcome without a reason', () => {
  test.each<[string, Resource, string]>([
    ['active', { status: 'active' }, 'ongoing'],
    ['active, ends today', { status: 'active', ...period('2025-01-01', asOf) }, 'ongoing'],
    ['active, ended yesterday', { status: 'active', ...period('2025-01-01', '2026-11-23') }, 'unknown'],
    ['active, ends this month', { status: 'active', ...period('2025-01-01', '2026-11') }, 'ongoing'],
    ['completed', { status: 'completed' }, 'completed'],
    ['stopped', { status: 'stopped' }, 'unknown'],
    ['on hold', { status: 'on-hold' }, 'unknown'],
  ])('%s', (_, more, outcome) => {
    expect(only(statement('t', 'letrozole', more))?.outcome).toBe(outcome);
  });
});

describe('dates of a therapy', () => {
  const dated = ({ start, end }: { start?: string; end?: string } = {}) => [start, end];
  const record = (resourceType: string, more: Resource) => ({
    ...statement('t', 'letrozole', { status: 'completed' }),
    resourceType,
    ...more,
  });
  test.each<[string, Resource, readonly unknown[]]>([
    [
      'a statement of a period',
      record('MedicationStatement', period('2025-01-01', '2025-02-01')),
      ['2025-01-01', '2025-02-01'],
    ],
    [
      'a statement of a period without an end',
      record('MedicationStatement', period('2025-01-01')),
      ['2025-01-01', undefined],
    ],
    [
      'a statement of a period without a start',
      record('MedicationStatement', period(undefined, '2025-02-01')),
      [undefined, '2025-02-01'],
    ],
    [
      'a statement of a day',
      record('MedicationStatement', { effectiveDateTime: '2025-01-01' }),
      ['2025-01-01', undefined],
    ],
    [
      'an administration of a day',
      record('MedicationAdministration', { effectiveDateTime: '2025-01-01' }),
      ['2025-01-01', '2025-01-01'],
    ],
    ['an order', record('MedicationRequest', { authoredOn: '2025-01-01' }), ['2025-01-01', undefined]],
    ['no date', record('MedicationStatement', {}), [undefined, undefined]],
  ])('%s', (_, resource, dates) => {
    expect(dated(only(resource))).toEqual(dates);
  });
  test('a procedure of a day, and of a period', () => {
    const procedure = { resourceType: 'Procedure', id: 'p', status: 'completed', code: { text: 'chemotherapy' } };
    expect(dated(only({ ...procedure, performedDateTime: '2025-01-01' }))).toEqual(['2025-01-01', '2025-01-01']);
    expect(dated(only({ ...procedure, performedPeriod: { start: '2025-01-01', end: '2025-02-01' } }))).toEqual([
      '2025-01-01',
      '2025-02-01',
    ]);
  });
  test('the evidence carries the start, else the end', () => {
    const dateOf = (more: Resource) => only(statement('t', 'letrozole', more))?.evidence[0]?.date;
    expect([dateOf(period('2025-01-01', '2025-02-01')), dateOf(period(undefined, '2025-02-01')), dateOf({})]).toEqual([
      '2025-01-01',
      '2025-02-01',
      undefined,
    ]);
  });
});

describe('order of what is listed', () => {
  test('therapies by start, else end, then by drug; the same for any order of the records', () => {
    const all = [
      statement('a', 'tamoxifen', period('2025-03-01')),
      statement('b', 'letrozole', period('2025-01-01')),
      statement('c', 'anastrozole', period(undefined, '2025-02-01')),
      statement('d', 'capecitabine', period('2025-01-01')),
      statement('e', 'fulvestrant'),
    ];
    const expected = ['fulvestrant', 'capecitabine', 'letrozole', 'anastrozole', 'tamoxifen'];
    for (const order of [all, all.toReversed()])
      expect(readFrom(...order).therapies.map(({ drug }) => drug)).toEqual(expected);
  });
  test('drugs for another disease by name, then by record', () => {
    const reasonCode = [{ text: 'psoriasis' }];
    const all = [
      statement('b', 'methotrexate', { reasonCode }),
      statement('a', 'methotrexate', { reasonCode }),
      statement('c', 'cyclophosphamide', { reasonCode }),
    ];
    const listed = (order: readonly Resource[]) =>
      readFrom(...order).nonCancerDrugs.map(({ drug, evidence }) => `${drug} ${evidence[0]?.reference}`);
    const expected = [
      'cyclophosphamide MedicationStatement/c',
      'methotrexate MedicationStatement/a',
      'methotrexate MedicationStatement/b',
    ];
    expect([listed(all), listed(all.toReversed())]).toEqual([expected, expected]);
  });
});
