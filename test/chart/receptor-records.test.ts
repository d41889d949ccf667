import { describe, expect, test } from '@jest/globals';
import { readReceptors } from '../../src/chart/receptors.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import {
  coded,
  condition,
  icd10,
  loinc,
  observation,
  type Resource,
  recordsFrom,
  snomed,
} from '../support/fhir-records.js';

const knowledge = loadKnowledge();
const read = (...resources: readonly Resource[]) => readReceptors(recordsFrom(...resources), knowledge, '2026-11-24');
const statusOf = (...resources: readonly Resource[]) => {
  const { er, pr } = read(...resources).receptors;
  return [er.status, pr.status];
};
const positive: Resource = { valueString: 'positive' };
const percent = (value: number): Resource => ({ valueQuantity: { value, unit: '%' } });
const er = coded(loinc, '85337-4');

describe('which receptor a test names', () => {
  test.each<[string, Resource, string, string]>([
    ['ER (LOINC)', er, 'positive', 'unknown'],
    ['ER percent (LOINC)', coded(loinc, '85329-1'), 'positive', 'unknown'],
    ['PR (LOINC)', coded(loinc, '85339-0'), 'unknown', 'positive'],
    ['PR percent (LOINC)', coded(loinc, '85325-9'), 'unknown', 'positive'],
    ['ER and PR together (LOINC)', coded(loinc, '10480-2'), 'positive', 'unknown'],
    ['ER intensity (LOINC)', coded(loinc, '85310-1', 'Estrogen receptor'), 'unknown', 'unknown'],
    ['another LOINC code', coded(loinc, '718-7', 'Estrogen receptor'), 'unknown', 'unknown'],
    ['another SNOMED CT code', coded(snomed, '1', 'Estrogen receptor'), 'unknown', 'unknown'],
    ['a local code with a name', coded('urn:local', '1', 'Estrogen receptor'), 'positive', 'unknown'],
    ['"Estrogen receptor"', { text: 'Estrogen receptor' }, 'positive', 'unknown'],
    ['"Oestrogen receptor"', { text: 'Oestrogen receptor' }, 'positive', 'unknown'],
    ['"Östrogenrezeptor"', { text: 'Östrogenrezeptor' }, 'positive', 'unknown'],
    ['"ER status"', { text: 'ER status' }, 'positive', 'unknown'],
    ['"ER"', { text: 'ER' }, 'positive', 'unknown'],
    ['"Progesterone receptor"', { text: 'Progesterone receptor' }, 'unknown', 'positive'],
    ['"Progesteronrezeptor"', { text: 'Progesteronrezeptor' }, 'unknown', 'positive'],
    ['"PgR"', { text: 'PgR' }, 'unknown', 'positive'],
    ['"PR status"', { text: 'PR status' }, 'unknown', 'positive'],
    ['"PR"', { text: 'PR' }, 'unknown', 'positive'],
    ['"ER and PR"', { text: 'ER and PR' }, 'unknown', 'unknown'],
    ['"not ER"', { text: 'not ER' }, 'unknown', 'unknown'],
    ['a name of 80 letters', { text: `ER ${'x'.repeat(77)}` }, 'positive', 'unknown'],
    ['a name of 81 letters', { text: `ER ${'x'.repeat(78)}` }, 'unknown', 'unknown'],
  ])('%s', (_, code, ...status) => {
    expect(statusOf(observation('o', code, positive))).toEqual(status);
  });
});

describe('components', () => {
  const holder = (code: Resource, ...component: readonly Resource[]) => observation('o', code, { component });
  test('each says its own receptor, in a panel without a receptor of its own', () => {
    const panel = holder(
      { text: 'Panel' },
      { code: er, ...positive },
      { code: coded(loinc, '85339-0'), valueString: 'negative' },
    );
    expect(statusOf(panel)).toEqual(['positive', 'negative']);
    expect(read(panel).receptors.pr.evidence[0]?.path).toBe('component[1].valueString');
  });
  test.each([
    'percent',
    'percentage',
    'Prozent',
    'nuclei stained',
    'per 100 cells',
  ])('a component "%s" belongs to the receptor of its Observation', (text) => {
    expect(read(holder(er, { code: { text }, ...percent(90) })).receptors.er).toMatchObject({
      status: 'positive',
      percent: 90,
    });
  });
  test('another component says nothing of it', () => {
    expect(statusOf(holder(er, { code: { text: 'control' }, ...positive }))).toEqual(['unknown', 'unknown']);
  });
});

describe('percentages', () => {
  test.each<[number, string, true | undefined]>([
    [0, 'negative', undefined],
    [0.99, 'negative', undefined],
    [1, 'positive', true],
    [10, 'positive', true],
    [10.1, 'positive', undefined],
    [100, 'positive', undefined],
    [101, 'unknown', undefined],
    [-1, 'unknown', undefined],
  ])('%s percent: %s', (value, ...expected) => {
    const found = read(observation('o', er, percent(value))).receptors.er;
    expect([found.status, found.lowPositive]).toEqual(expected);
  });
  test('below one percent is negative, below five may be either', () => {
    const below = (valueString: string) => statusOf(observation('o', er, { valueString }))[0];
    expect([below('<1 %'), below('<5 %')]).toEqual(['negative', 'unknown']);
  });
  test('PR knows no low positive', () => {
    expect(read(observation('o', coded(loinc, '85339-0'), percent(5))).receptors.pr.lowPositive).toBeUndefined();
  });
  test('of several percentages of one specimen the highest possible one is told', () => {
    const all = [5, 60, 250].map((value) => observation(`o${value}`, er, percent(value)));
    expect(read(...all).receptors.er).toMatchObject({ status: 'positive', percent: 60 });
  });
});

describe('several results', () => {
  const result = (id: string, value: number, more: Resource): Resource =>
    observation(id, er, { ...percent(value), ...more });
  const specimen = (id: string): Resource => ({ specimen: { reference: `Specimen/${id}` } });
  const either = (...resources: readonly Resource[]) => {
    const [there, back] = [read(...resources), read(...resources.toReversed())].map(({ receptors }) => receptors.er);
    expect(there).toEqual(back);
    return there;
  };
  test('results of one specimen belong together, whatever their days', () => {
    const older = result('a', 90, { ...specimen('s'), effectiveDateTime: '2026-04-01' });
    const newer = result('b', 0, specimen('s'));
    expect(either(older, newer)).toMatchObject({ status: 'positive', date: '2026-05-01', discordant: true });
  });
  test('an older specimen does not count, but its difference is told', () => {
    const older = result('a', 90, { ...specimen('s1'), effectiveDateTime: '2020-04-01' });
    expect(either(older, result('b', 0, specimen('s2')))).toMatchObject({ status: 'negative', discordant: true });
    expect(either(older, result('b', 80, specimen('s2')))?.discordant).toBeUndefined();
  });
  test('one without a date is older than one with a date', () => {
    const dateless = result('a', 90, { effectiveDateTime: undefined });
    expect(either(dateless, result('b', 0, {}))).toMatchObject({ status: 'negative', date: '2026-05-01' });
    expect(either(dateless)?.date).toBeUndefined();
  });
  test('one that says nothing does not hide an older one', () => {
    const older = result('a', 90, { effectiveDateTime: '2020-04-01' });
    expect(either(older, observation('b', er, { valueString: 'see report' }))).toMatchObject({ status: 'positive' });
  });
});

describe('what cannot be used is a gap', () => {
  test.each<[string, Resource, unknown]>([
    [
      'not understood',
      { valueString: 'see report' },
      [{ reference: 'Observation/o', problem: 'VALUE_NOT_UNDERSTOOD' }],
    ],
    [
      'preliminary',
      { ...positive, status: 'preliminary' },
      [{ reference: 'Observation/o', problem: 'STATUS_UNKNOWN', path: 'status' }],
    ],
    [
      'of a later day',
      { ...positive, effectiveDateTime: '2026-11-25' },
      [{ reference: 'Observation/o', problem: 'DATE_INVALID', path: 'effective' }],
    ],
    ['of the same day', { ...positive, effectiveDateTime: '2026-11-24' }, []],
    ['entered in error', { ...positive, status: 'entered-in-error' }, []],
  ])('%s', (_, more, gaps) => {
    expect(read(observation('o', er, more)).gaps).toEqual(gaps);
  });
  test('another test is none', () => {
    expect(read(observation('o', { text: 'Sodium' }, { valueString: 'see report' })).gaps).toEqual([]);
  });
});

describe('a diagnosis', () => {
  const z170 = condition('z', coded(icd10, 'Z17.0', 'ER positive'), { onsetDateTime: '2025-01-02' });
  test('is cited with its words and its day', () => {
    expect(read(z170).receptors.er).toEqual({
      status: 'positive',
      date: '2025-01-02',
      evidence: [{ reference: 'Condition/z', path: 'code', verbatim: 'ER positive', date: '2025-01-02' }],
    });
  });
  test.each(['refuted', 'entered-in-error', 'provisional'])('that is %s says nothing', (code) => {
    expect(statusOf({ ...z170, verificationStatus: { coding: [{ code }] } })).toEqual(['unknown', 'unknown']);
  });
});
