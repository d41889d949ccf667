import { describe, expect, test } from '@jest/globals';
import { readDisease } from '../../src/chart/disease.js';
import { readReceptors } from '../../src/chart/receptors.js';
import { readSafety } from '../../src/chart/safety.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import {
  breastCancer,
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
const safetyOf = (...resources: readonly Resource[]) => readSafety(recordsFrom(...resources), knowledge, asOf).safety;

describe('an ejection fraction in words', () => {
  const percent = (text: string) =>
    safetyOf(observation('e', coded(loinc, '10230-1'), { valueString: text })).lvef?.percent;
  test.each([
    ['45 %', 45],
    ['45%', 45],
    ['45', 45],
    ['  45 %  ', 45],
    ['45-50 %', 45],
    ['45 – 50%', 45],
    ['47.5 %', 47.5],
    ['47,5 %', 47.5],
    ['47.25', 47.25],
    ['100 %', 100],
  ])('"%s" is read', (text, wanted) => {
    expect(percent(text)).toBe(wanted);
  });
  test.each([
    'about 45 %',
    '45 % estimated',
    'normal',
    '45 of 100',
    '1045',
    '45 %%',
    '0 %',
    '',
    `45 ${'x'.repeat(60)}`,
  ])('"%s" is not', (text) => {
    expect(percent(text)).toBeUndefined();
  });
});

test('of two ejection fractions of one day the lower counts, whichever comes first', () => {
  const measured = (id: string, value: number, day: string) =>
    observation(id, coded(loinc, '10230-1'), { valueQuantity: { value, unit: '%' }, effectiveDateTime: day });
  const two = [measured('a', 45, '2026-05-01'), measured('b', 60, '2026-05-01'), measured('c', 30, '2020-05-01')];
  expect(safetyOf(...two).lvef?.percent).toBe(45);
  expect(safetyOf(...two.toReversed()).lvef?.percent).toBe(45);
});

describe('pregnancy in words', () => {
  const status = (value: Resource) => safetyOf(observation('p', coded(loinc, '82810-3'), value)).pregnancy?.status;
  test.each([
    ['Pregnant', 'pregnant'],
    ['schwanger', 'pregnant'],
    ['Not pregnant', 'not-pregnant'],
    ['possibly', undefined],
    ['', undefined],
  ])('"%s"', (text, wanted) => {
    expect(status({ valueString: text })).toBe(wanted);
    expect(status({ valueCodeableConcept: { text } })).toBe(wanted);
  });
});

describe('a percentage beside a receptor result', () => {
  const er = (...component: readonly Resource[]) =>
    readReceptors(recordsFrom(observation('er', coded(loinc, '85337-4'), { component })), knowledge, asOf).receptors.er;
  const stained = (name: string, value: number): Resource => ({
    code: { text: name },
    valueQuantity: { value, unit: '%', code: '%' },
  });

  test.each([
    'Percent',
    'percentage of cells',
    'Prozent',
    'stained nuclei',
    'per 100 cells',
  ])('a component called "%s" is of the receptor of its Observation', (name) => {
    expect(er(stained(name, 80))).toMatchObject({ status: 'positive', percent: 80 });
  });
  test('a component of another name, or of none, is not', () => {
    expect(er(stained('Ki-67', 80)).status).toBe('unknown');
    expect(er({ valueQuantity: { value: 80, unit: '%' } }).status).toBe('unknown');
  });
});

describe('a range of percentages of estrogen receptor', () => {
  const er = (valueString: string) => {
    const { status, percent, lowPositive } = readReceptors(
      recordsFrom(observation('er', coded(loinc, '85337-4'), { valueString })),
      knowledge,
      asOf,
    ).receptors.er;
    return [status, percent, lowPositive === true];
  };
  test.each([
    ['1-10%', ['positive', undefined, true]],
    ['5-10%', ['positive', undefined, true]],
    ['5-11%', ['positive', undefined, false]],
    ['91-100%', ['positive', undefined, false]],
    ['Positive 2-8%', ['positive', undefined, true]],
  ])('"%s"', (text, wanted) => {
    expect(er(text)).toEqual(wanted);
  });
  test('that lies on both sides of 1 % says neither', () => {
    expect(er('0-5%')[0]).toBe('unknown');
    expect(er('0-5%')[2]).toBe(false);
  });
});

describe('a staging that is of another cancer', () => {
  const m1 = (focus: readonly string[]) =>
    observation('m', coded(loinc, '21907-1'), {
      valueCodeableConcept: coded(snomed, '1229903009', 'cM1'),
      focus: focus.map((reference) => ({ reference })),
    });
  const colon = condition('colon', coded(icd10, 'C18.9'));
  const extent = (...resources: readonly Resource[]) =>
    readDisease(recordsFrom(breastCancer, colon, ...resources), knowledge, asOf).disease.extent;

  test('says nothing of the breast cancer', () => {
    expect(extent(m1(['Condition/colon']))).not.toBe('metastatic');
  });
  test('counts where its focus is the breast cancer, is not stated or did not come', () => {
    expect(extent(m1(['Condition/primary']))).toBe('metastatic');
    expect(extent(m1([]))).toBe('metastatic');
    expect(extent(m1(['Condition/elsewhere']))).toBe('metastatic');
  });
});
