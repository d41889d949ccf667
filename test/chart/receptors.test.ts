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
const asOf = '2026-11-24';
const erTest = coded(loinc, '85337-4');
const percent = (value: number): Resource => ({ valueQuantity: { value, unit: '%', code: '%' } });

const receptorsOf = (...resources: readonly Resource[]) =>
  readReceptors(recordsFrom(...resources), knowledge, asOf).receptors;
const er = (value: Resource) => receptorsOf(observation('er', erTest, value)).er;

describe('estrogen receptor values', () => {
  test.each([
    ['coded LOINC positive', { valueCodeableConcept: coded(loinc, 'LA6576-8') }, 'positive'],
    ['coded SNOMED negative', { valueCodeableConcept: coded(snomed, '260385009') }, 'negative'],
    ['text "Positive (90%)"', { valueString: 'Positive (90%)' }, 'positive'],
    ['text "negativ (0 %)"', { valueString: 'negativ (0 %)' }, 'negative'],
    ['text "not positive"', { valueString: 'not positive' }, 'negative'],
    ['text "<1%"', { valueString: '<1%' }, 'negative'],
    ['1 percent', percent(1), 'positive'],
    ['0.9 percent', percent(0.9), 'negative'],
    ['an impossible percentage', percent(180), 'unknown'],
    [
      'interpretation POS',
      {
        interpretation: [
          { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'POS' }] },
        ],
      },
      'positive',
    ],
    ['text "≥1%"', { valueString: '≥1%' }, 'positive'],
    ['text "≤1%", which may be either', { valueString: '≤1%' }, 'unknown'],
    ['text "ER+"', { valueString: 'ER+' }, 'positive'],
    ['text "+++"', { valueString: '+++' }, 'positive'],
    ['text "ER-"', { valueString: 'ER-' }, 'negative'],
    ['a bare minus, which may be an empty field', { valueString: '-' }, 'unknown'],
    ['presence as boolean', { valueBoolean: false }, 'negative'],
    ['a unit in words', { valueQuantity: { value: 95, unit: 'percent' } }, 'positive'],
    [
      'a range of quantities',
      { valueRange: { low: { value: 91, unit: '%' }, high: { value: 100, unit: '%' } } },
      'positive',
    ],
    ['an Allred score alone', { valueString: 'Allred 8/8' }, 'unknown'],
  ])('%s', (_, value, status) => {
    expect(er(value).status).toBe(status);
  });
  test('the percentage is read from words', () => {
    expect(er({ valueString: 'Positive (90%)' }).percent).toBe(90);
  });
  test.each(['>10%', '> 10 %', '>1%'])('"%s" does not say low positive', (valueString) => {
    expect(er({ valueString })).toMatchObject({ status: 'positive' });
    expect(er({ valueString }).lowPositive).toBeUndefined();
  });
  test('a number as text is a percentage where the code measures percent, and only there', () => {
    const percentTest = observation('er', coded(loinc, '85329-1'), { valueString: '80' });
    expect(receptorsOf(percentTest).er).toMatchObject({ status: 'positive', percent: 80 });
    expect(er({ valueString: '80' }).status).toBe('unknown');
  });
  test('a range says low positive, but no percentage', () => {
    const low = er({ valueString: 'Low positive (1-10%)' });
    expect([low.status, low.percent, low.lowPositive]).toEqual(['positive', undefined, true]);
    expect(er({ valueString: '90-100 %' })).toMatchObject({ status: 'positive' });
    expect(er({ valueString: '0-5 %' }).status).toBe('unknown');
  });
  test.each([
    [1, true],
    [5, true],
    [10, true],
    [11, undefined],
  ])('ER %s percent: low positive %s', (value, low) => {
    expect(er(percent(value)).lowPositive).toBe(low);
  });
  test('a percentage in a component belongs to the verdict', () => {
    const component = [{ code: coded(loinc, '85329-1'), ...percent(5) }];
    expect(er({ valueCodeableConcept: coded(loinc, 'LA6576-8', 'Low Positive'), component })).toMatchObject({
      status: 'positive',
      percent: 5,
      lowPositive: true,
    });
  });
});

describe('several results', () => {
  const old = observation('old', erTest, { ...percent(90), effectiveDateTime: '2019-05-01' });
  const recent = observation('new', erTest, { ...percent(0), effectiveDateTime: '2026-05-01' });
  test('the newest counts and the difference is shown', () => {
    expect(receptorsOf(old, recent).er).toMatchObject({ status: 'negative', discordant: true });
    expect(receptorsOf(recent, old)).toEqual(receptorsOf(old, recent));
  });
  test.each(['entered-in-error', 'cancelled', 'preliminary', 'registered'])('a %s result does not count', (status) => {
    expect(receptorsOf(old, { ...recent, status }).er.status).toBe('positive');
  });
  test('a result dated after the as-of day does not count', () => {
    expect(receptorsOf(old, { ...recent, effectiveDateTime: '2027-01-01' }).er.status).toBe('positive');
  });
});

test('a combined ER/PR test that is negative makes both negative', () => {
  const both = receptorsOf(
    observation('hr', coded(loinc, '10480-2'), { valueCodeableConcept: coded(snomed, '260385009') }),
  );
  expect([both.er.status, both.pr.status]).toEqual(['negative', 'negative']);
});
test('a diagnosis code for ER-positive counts only where no result says anything', () => {
  const z170 = condition('z', coded(icd10, 'Z17.0'));
  expect(receptorsOf(z170).er.status).toBe('positive');
  expect(receptorsOf(z170, observation('er', erTest, percent(0))).er.status).toBe('negative');
});
test('Ki-67 is no receptor status', () => {
  expect(receptorsOf(observation('ki', coded(loinc, '85330-9'), percent(30))).er.status).toBe('unknown');
});

describe('receptor status that a diagnosis states', () => {
  const diagnosis = (code: Resource) => receptorsOf(condition('c', code));
  test('a Z17 code beside the C50 code of one Condition', () => {
    const codings = ['C50.912', 'Z17.0'].map((code) => ({ system: icd10, code }));
    expect(diagnosis({ coding: codings }).er.status).toBe('positive');
  });
  test.each([
    ['Malignant neoplasm of left breast, estrogen receptor positive', 'positive', 'unknown'],
    ['Triple-negative breast cancer', 'negative', 'negative'],
    ['Hormone receptor positive breast cancer', 'positive', 'unknown'],
    ['ER-positive, PR-negative carcinoma of the breast', 'positive', 'negative'],
    ['Breast cancer, not triple-negative', 'unknown', 'unknown'],
    ['Estrogen receptor positive meningioma', 'unknown', 'unknown'],
    ['Breast cancer', 'unknown', 'unknown'],
  ])('"%s"', (text, er, pr) => {
    const read = diagnosis({ text });
    expect([read.er.status, read.pr.status]).toEqual([er, pr]);
  });
});
