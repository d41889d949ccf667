import { describe, expect, test } from '@jest/globals';
import { readSafety } from '../../src/chart/safety.js';
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
const safetyOf = (...resources: readonly Resource[]) => readSafety(recordsFrom(...resources), knowledge, '2026-11-24');
const resolved: Resource = { clinicalStatus: { coding: [{ code: 'resolved' }] } };
const refuted: Resource = { verificationStatus: { coding: [{ code: 'refuted' }] } };
const lvef = (value: number, more: Resource = {}): Resource =>
  observation(`lvef${value}`, coded(loinc, '10230-1'), { valueQuantity: { value, unit: '%', code: '%' }, ...more });

describe('interstitial lung disease', () => {
  test.each([
    ['SNOMED CT code', condition('i', coded(snomed, '233703007')), true],
    ['ICD-10-CM J84', condition('i', coded(icd10, 'J84.10')), true],
    ['"Radiation pneumonitis"', condition('i', { text: 'Radiation pneumonitis' }), true],
    ['resolved', condition('i', coded(snomed, '233703007'), resolved), true],
    ['refuted', condition('i', coded(snomed, '233703007'), refuted), false],
    ['"No ILD"', condition('i', { text: 'No ILD' }), false],
  ])('%s', (_, resource, found) => {
    expect(safetyOf(resource).safety.interstitialLungDisease !== undefined).toBe(found);
  });
});

describe('left ventricular ejection fraction', () => {
  test('the newest counts', () => {
    const read = safetyOf(lvef(45, { effectiveDateTime: '2020-01-01' }), lvef(60), lvef(30, { status: 'preliminary' }));
    expect(read.safety.lvef).toMatchObject({ percent: 60, date: '2026-05-01' });
  });
  test('a fraction of one is converted', () => {
    const fraction = observation('f', coded(loinc, '10230-1'), { valueQuantity: { value: 0.55, code: '1' } });
    expect(safetyOf(fraction).safety.lvef?.percent).toBeCloseTo(55);
  });
  test('an impossible value is a gap', () => {
    expect(safetyOf(lvef(450))).toMatchObject({ safety: {}, gaps: [{ problem: 'VALUE_INVALID' }] });
  });
});

describe('pregnancy', () => {
  const answer = (code: string, date: string): Resource =>
    observation(`p${date}`, coded(loinc, '82810-3'), {
      valueCodeableConcept: coded(loinc, code),
      effectiveDateTime: date,
    });
  test('the newest statement counts', () => {
    const pregnant = answer('LA15173-0', '2026-03-01');
    expect(safetyOf(pregnant).safety.pregnancy?.status).toBe('pregnant');
    expect(safetyOf(pregnant, answer('LA26683-5', '2026-06-01')).safety.pregnancy?.status).toBe('not-pregnant');
  });
  test('a pregnancy that is over is none', () => {
    expect(safetyOf(condition('p', coded(snomed, '77386006'), resolved)).safety.pregnancy).toBeUndefined();
  });
});

test('chronic kidney disease stage 3 and an eGFR below 60 are renal impairment', () => {
  const egfr = (value: number) => observation('e', coded(loinc, '33914-3'), { valueQuantity: { value } });
  expect(safetyOf(condition('k', coded(icd10, 'N18.31'))).safety.renalImpairment).toBeDefined();
  expect(safetyOf(egfr(59)).safety.renalImpairment).toBeDefined();
  expect(safetyOf(egfr(60)).safety.renalImpairment).toBeUndefined();
});
test('absence of data is no finding', () => {
  expect(safetyOf().safety).toEqual({});
});

describe('what a name or a text says where no code does', () => {
  const named = (text: string, value: Resource): Resource => observation('o', { text }, value);
  test.each([
    [named('LVEF', { valueQuantity: { value: 45, unit: '%' } }), 45],
    [named('Left ventricular ejection fraction', { valueString: '45-50 %' }), 45],
    [observation('o', coded(loinc, '10230-1'), { valueString: '62 %' }), 62],
    [named('Right ventricular ejection fraction', { valueQuantity: { value: 40, unit: '%' } }), undefined],
    [observation('o', coded(loinc, '10230-1'), { valueString: 'preserved' }), undefined],
  ])('ejection fraction %#', (resource, percent) => {
    expect(safetyOf(resource).safety.lvef?.percent).toBe(percent);
  });
  test('pregnancy status', () => {
    expect(safetyOf(named('Pregnancy status', { valueString: 'Pregnant' })).safety.pregnancy?.status).toBe('pregnant');
  });
});

test('a pregnancy recorded more than ten months ago is over', () => {
  const pregnant = (date: string): Resource =>
    observation('p', coded(loinc, '82810-3'), {
      effectiveDateTime: date,
      valueCodeableConcept: coded(loinc, 'LA15173-0'),
    });
  expect(safetyOf(pregnant('2026-01-23')).safety.pregnancy).toBeUndefined();
  expect(safetyOf(pregnant('2026-01-24')).safety.pregnancy?.status).toBe('pregnant');
  expect(safetyOf(condition('c', coded(snomed, '77386006'), { onsetDateTime: '2015-01-01' })).safety.pregnancy).toBe(
    undefined,
  );
});
