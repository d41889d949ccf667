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
const read = (...resources: readonly Resource[]) => readSafety(recordsFrom(...resources), knowledge, '2026-11-24');
const safetyOf = (...resources: readonly Resource[]) => read(...resources).safety;
const findings = (...resources: readonly Resource[]) => Object.keys(safetyOf(...resources)).join(' ');
const status = (code: string): Resource => ({ clinicalStatus: { coding: [{ code }] } });
const lvefTest = coded(loinc, '10230-1');
const ejection = (id: string, value: Resource, more: Resource = {}): Resource =>
  observation(id, lvefTest, { valueQuantity: value, ...more });

describe('conditions', () => {
  test.each([
    ['ILD', coded(snomed, '233703007'), 'interstitialLungDisease', 'interstitialLungDisease'],
    ['chronic kidney disease stage 4', coded(icd10, 'N18.4'), 'renalImpairment', ''],
    ['neutropenia (ICD-10-CM)', coded(icd10, 'D70'), 'neutropenia', ''],
    ['neutropenia (SNOMED CT)', coded(snomed, '165517008'), 'neutropenia', ''],
    ['pregnancy', coded(snomed, '77386006'), 'pregnancy', ''],
  ])('%s, active and over', (_, code, ...found) => {
    const over = [
      condition('c', code, status('resolved')),
      condition('c', code, status('inactive')),
      condition('c', code, { abatementDateTime: '2026-01-01' }),
    ];
    expect([findings(condition('c', code)), findings(condition('c', code, status('active')))]).toEqual([
      found[0],
      found[0],
    ]);
    expect(over.map((each) => findings(each))).toEqual([found[1], found[1], found[1]]);
  });
  test.each([
    ['Interstitial lung disease', 'interstitialLungDisease'],
    ['Pneumonitis', 'interstitialLungDisease'],
    ['Pulmonary fibrosis', 'interstitialLungDisease'],
    ['Interstitielle Lungenerkrankung', 'interstitialLungDisease'],
    ['ILD', 'interstitialLungDisease'],
    ['Chronic kidney disease stage 3', 'renalImpairment'],
    ['Chronic kidney disease stage 4', 'renalImpairment'],
    ['Chronic kidney disease stage 5', 'renalImpairment'],
    ['Chronic kidney disease stage 2', ''],
    ['Renal impairment', 'renalImpairment'],
    ['Renal failure', 'renalImpairment'],
    ['Niereninsuffizienz', 'renalImpairment'],
    ['Neutropenia', 'neutropenia'],
    ['Neutropenie', 'neutropenia'],
    ['Pregnant', 'pregnancy'],
    ['Pregnancy', 'pregnancy'],
    ['Schwanger', 'pregnancy'],
    ['Schwangerschaft', 'pregnancy'],
    ['no neutropenia', ''],
    ['Hypertension', ''],
    ['LVEF reduced', ''],
  ])('in words: "%s"', (text, found) => {
    expect(findings(condition('c', { text }))).toBe(found);
  });
  test('a code of the list stands before the words beside it', () => {
    expect(findings(condition('c', coded(icd10, 'D70', 'Pneumonitis')))).toBe('neutropenia');
  });
  test('the evidence cites the words, the date and the place, oldest first', () => {
    const [old, recent] = ['2020-01-01', '2024-01-01'].map((onsetDateTime) =>
      condition(`i${onsetDateTime}`, coded(snomed, '233703007', 'ILD'), { onsetDateTime }),
    );
    if (old === undefined || recent === undefined) throw new Error('two records');
    const cited = ['2020-01-01', '2024-01-01'].map((date) => ({
      reference: `Condition/i${date}`,
      path: 'code',
      verbatim: 'ILD',
      date,
    }));
    expect(safetyOf(recent, old).interstitialLungDisease).toEqual({ evidence: cited });
    expect(findings({ ...old, onsetDateTime: '2026-11-24' })).toBe('interstitialLungDisease');
    expect(findings({ ...old, onsetDateTime: '2026-11-25' })).toBe('');
  });
});

describe('kidney function', () => {
  const egfr = (value: unknown): Resource => observation('e', coded(loinc, '33914-3'), { valueQuantity: { value } });
  test.each([
    [59.9, true],
    [60, false],
    [0, true],
    [-1, false],
    ['45', false],
  ])('eGFR %s', (value, reduced) => {
    expect(safetyOf(egfr(value)).renalImpairment !== undefined).toBe(reduced);
  });
  test('cites the value and its day', () => {
    expect(safetyOf(egfr(45)).renalImpairment?.evidence).toEqual([
      { reference: 'Observation/e', path: 'valueQuantity', verbatim: '45', date: '2026-05-01', status: 'final' },
    ]);
  });
  test('a preliminary value does not count', () => {
    expect(findings({ ...egfr(45), status: 'preliminary' })).toBe('');
  });
});

describe('ejection fraction', () => {
  test.each<[string, Resource, number | undefined]>([
    ['55 %', { value: 55, unit: '%' }, 55],
    ['without a unit', { value: 55 }, 55],
    ['100 %', { value: 100, unit: '%' }, 100],
    ['0.5 %, which is in percent', { value: 0.5, unit: '%' }, 0.5],
    ['1 of 1', { value: 1, code: '1' }, 100],
    ['0.5 of 1, by unit', { value: 0.5, unit: '1' }, 50],
    ['55 with unit 1, which is percent', { value: 55, code: '1' }, 55],
    ['100.1 %', { value: 100.1, unit: '%' }, undefined],
    ['0 %', { value: 0, unit: '%' }, undefined],
    ['no value', { unit: '%' }, undefined],
  ])('%s', (_, quantity, percent) => {
    const { safety, gaps } = read(ejection('l', quantity));
    expect(safety.lvef?.percent).toBe(percent);
    expect(gaps).toEqual(
      percent === undefined ? [{ reference: 'Observation/l', problem: 'VALUE_INVALID', path: 'valueQuantity' }] : [],
    );
  });
  test.each([
    ['62 %', 62],
    ['62%', 62],
    ['62', 62],
    [' 62,5 % ', 62.5],
    ['62.5 %', 62.5],
    ['45-50 %', 45],
    ['45 – 50 %', 45],
    ['about 62 %', undefined],
    ['62 % (Simpson)', undefined],
    ['> 55 %', undefined],
  ])('as text "%s": %s', (valueString, percent) => {
    expect(safetyOf(observation('l', lvefTest, { valueString })).lvef?.percent).toBe(percent);
  });
  test.each([
    'Left ventricular ejection fraction',
    'LV ejection fraction',
    'LVEF',
    'Linksventrikuläre Ejektionsfraktion',
    'Linksventrikuläre Auswurffraktion',
  ])('named "%s"', (text) => {
    expect(safetyOf(observation('l', { text }, { valueQuantity: { value: 55 } })).lvef?.percent).toBe(55);
  });
  test('of a component, with its place and its words', () => {
    const component = [
      { code: { text: 'Heart rate' }, valueQuantity: { value: 80 } },
      { code: lvefTest, valueQuantity: { value: 48, unit: '%' } },
    ];
    expect(safetyOf(observation('echo', { text: 'Echocardiography' }, { component })).lvef).toEqual({
      percent: 48,
      date: '2026-05-01',
      evidence: [
        {
          reference: 'Observation/echo',
          path: 'component[1].valueQuantity',
          verbatim: '48 %',
          date: '2026-05-01',
          status: 'final',
        },
      ],
    });
  });
  test('the newest counts; of one day the lowest; one without a date is the oldest', () => {
    const [low, high] = [ejection('a', { value: 40 }), ejection('b', { value: 60 })];
    const dateless = ejection('c', { value: 20 }, { effectiveDateTime: undefined });
    const older = ejection('d', { value: 30 }, { effectiveDateTime: '2026-04-30' });
    const later = ejection('e', { value: 10 }, { effectiveDateTime: '2026-11-25' });
    for (const order of [
      [low, high, dateless, older, later],
      [later, older, dateless, high, low],
    ]) {
      expect(safetyOf(...order).lvef?.percent).toBe(40);
    }
    expect(safetyOf(dateless).lvef).toMatchObject({ percent: 20 });
  });
});

describe('pregnancy status', () => {
  const asked = coded(loinc, '82810-3');
  const answered = (value: Resource, more: Resource = {}): Resource => observation('p', asked, { ...value, ...more });
  const concept = (valueCodeableConcept: Resource): Resource => ({ valueCodeableConcept });
  test.each<[string, Resource, string | undefined]>([
    ['pregnant, by code', concept(coded(loinc, 'LA15173-0')), 'pregnant'],
    ['not pregnant, by code', concept(coded(loinc, 'LA26683-5')), 'not-pregnant'],
    ['not pregnant, SNOMED CT', concept(coded(snomed, '60001007')), 'not-pregnant'],
    ['possibly pregnant', concept(coded(snomed, '102874004', 'pregnant')), undefined],
    ['unknown', concept(coded(loinc, 'LA4489-6')), undefined],
    ['"pregnant"', { valueString: 'pregnant' }, 'pregnant'],
    ['"Schwanger"', { valueString: 'Schwanger' }, 'pregnant'],
    ['"Not pregnant"', { valueString: 'Not pregnant' }, 'not-pregnant'],
    ['"pregnant" as concept', concept({ text: 'Pregnant' }), 'pregnant'],
    ['"maybe pregnant"', { valueString: 'maybe pregnant' }, undefined],
    ['the code stands before its words', concept(coded(loinc, 'LA26683-5', 'pregnant')), 'not-pregnant'],
    ['both codes', concept({ coding: ['LA15173-0', 'LA26683-5'].map((code) => ({ system: loinc, code })) }), undefined],
  ])('%s', (_, value, expected) => {
    expect(safetyOf(answered(value)).pregnancy?.status).toBe(expected);
  });
  test.each(['Pregnancy status', 'Schwangerschaftsstatus', 'Pregnancy'])('asked as "%s"', (text) => {
    expect(findings(observation('p', { text }, { valueString: 'pregnant' }))).toBe('pregnancy');
  });
  test('cites the answer', () => {
    expect(safetyOf(answered({ valueString: 'Not pregnant' })).pregnancy?.evidence).toEqual([
      { reference: 'Observation/p', path: 'value', verbatim: 'Not pregnant', date: '2026-05-01', status: 'final' },
    ]);
  });
  test('of one day "pregnant" stands, in any order; "not pregnant" of a later day stands over it', () => {
    const yes = { ...answered({ valueString: 'pregnant' }), id: 'yes' };
    const no = { ...answered({ valueString: 'not pregnant' }), id: 'no' };
    expect([safetyOf(yes, no), safetyOf(no, yes)].map(({ pregnancy }) => pregnancy?.status)).toEqual([
      'pregnant',
      'pregnant',
    ]);
    const later = { ...no, effectiveDateTime: '2026-05-02' };
    expect([safetyOf(yes, later), safetyOf(later, yes)].map(({ pregnancy }) => pregnancy?.status)).toEqual([
      'not-pregnant',
      'not-pregnant',
    ]);
  });
  test('an old "not pregnant" is still what was said; a pregnancy without a date counts', () => {
    const old = { effectiveDateTime: '2020-01-01' };
    expect(safetyOf(answered({ valueString: 'not pregnant' }, old)).pregnancy?.status).toBe('not-pregnant');
    expect(findings(answered({ valueString: 'pregnant' }, old))).toBe('');
    expect(findings(answered({ valueString: 'pregnant' }, { effectiveDateTime: undefined }))).toBe('pregnancy');
  });
});
