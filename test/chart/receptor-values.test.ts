import { describe, expect, test } from '@jest/globals';
import type { Fields } from '../../src/chart/fields.js';
import { receptorValues } from '../../src/chart/receptor-value.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { coded, loinc, type Resource, snomed } from '../support/fhir-records.js';

const { codes } = loadKnowledge();
const valuesOf = (holder: Fields) => receptorValues(holder, '', codes);
const interpreted = (text: string): Resource => ({ interpretation: [{ text }] });

/** What one value says, as one line: the verdict, "low", the percentage. */
const line = (holder: Fields): string =>
  valuesOf(holder)
    .map(({ verdict, lowPositive, percent, below }) =>
      [verdict, lowPositive ? 'low' : [], below ? `<${percent}` : (percent ?? [])].flat().join(' '),
    )
    .join(' | ');

describe('a result in words', () => {
  test.each([
    ['positive', 'positive'],
    ['positiv', 'positive'],
    ['pos', 'positive'],
    ['present', 'positive'],
    ['detected', 'positive'],
    ['negative', 'negative'],
    ['negativ', 'negative'],
    ['neg', 'negative'],
    ['absent', 'negative'],
    ['no receptor, not detected', 'negative'],
    ['nicht positiv', 'negative'],
    ['kein positiv', 'negative'],
    ['keine positive', 'negative'],
    ['not negative', 'unknown'],
    ['positive, negative', 'unknown'],
    ['low positive', 'positive low'],
    ['niedrig positiv', 'positive low'],
    ['not low; positive', 'positive'],
    ['low', 'unknown'],
    ['low negative', 'negative'],
    ['ER+', 'positive'],
    ['PR+', 'positive'],
    ['PgR +', 'positive'],
    ['(+)', 'positive'],
    ['+++', 'positive'],
    ['++++', 'unknown'],
    ['ER-', 'negative'],
    ['ER (-)', 'negative'],
    ['-', 'unknown'],
    ['HER+', 'unknown'],
    [' ER+ ', 'positive'],
  ])('"%s": %s', (valueString, expected) => {
    expect(line({ valueString })).toBe(expected);
  });
});

describe('a percentage in words', () => {
  test.each([
    ['5 %', 'unknown 5'],
    ['5%', 'unknown 5'],
    ['5   %', 'unknown 5'],
    ['0.5 %', 'unknown 0.5'],
    ['0,5 %', 'unknown 0.5'],
    ['100 %', 'unknown 100'],
    ['positive, 90 %', 'positive 90'],
    ['negative, 0 %', 'negative 0'],
    ['<1 %', 'unknown <1'],
    ['< 1 %', 'unknown <1'],
    ['<=1 %', 'unknown'],
    ['≤ 0.5 %', 'negative'],
    ['>= 1 %', 'positive'],
    ['≥ 1 %', 'positive'],
    ['> 0.5 %', 'unknown'],
    ['> 10 %', 'positive'],
    ['1-10 %', 'positive low'],
    ['1 – 10 %', 'positive low'],
    ['1 to 10 %', 'positive low'],
    ['1 bis 10 %', 'positive low'],
    ['1-11 %', 'positive'],
    ['11-20 %', 'positive'],
    ['0-0.9 %', 'negative'],
    ['0-1 %', 'unknown'],
    ['0-5 %', 'unknown'],
    ['positive, 0-5 %', 'positive'],
    ['negative, 0-5 %', 'negative'],
    ['101-200 %', 'unknown'],
    ['% of cells: 5', 'unknown'],
    ['many %', 'unknown'],
    ['5 percent', 'unknown'],
  ])('"%s": %s', (valueString, expected) => {
    expect(line({ valueString })).toBe(expected);
  });
  test('a percentage behind 200 characters is not read', () => {
    expect(line({ valueString: `${'x'.repeat(199)} 5 %` })).toBe('unknown');
  });
});

describe('a measured percentage', () => {
  test.each<[string, Resource, string]>([
    ['in %', { value: 5, unit: '%' }, 'unknown 5'],
    ['in percent', { value: 5, unit: 'percent' }, 'unknown 5'],
    ['in Prozent', { value: 5, unit: 'Prozent' }, 'unknown 5'],
    ['code before unit', { value: 5, code: '%', unit: 'cells' }, 'unknown 5'],
    ['in another unit', { value: 5, unit: 'fmol/mg' }, ''],
    ['without a unit', { value: 5 }, 'unknown 5'],
    ['without a unit, a part of one', { value: 0.5 }, ''],
    ['without a unit, 0', { value: 0 }, 'unknown 0'],
    ['without a unit, 1', { value: 1 }, 'unknown 1'],
    ['a part of one in %', { value: 0.5, unit: '%' }, 'unknown 0.5'],
    ['below', { value: 1, unit: '%', comparator: '<' }, 'unknown <1'],
    ['at most', { value: 0.5, unit: '%', comparator: '<=' }, 'negative'],
    ['above', { value: 10, unit: '%', comparator: '>' }, 'positive'],
    ['at least', { value: 1, unit: '%', comparator: '>=' }, 'positive'],
    ['no value', { unit: '%' }, ''],
  ])('%s', (_, valueQuantity, expected) => {
    expect(line({ valueQuantity })).toBe(expected);
  });
  test.each<[string, Resource, string]>([
    ['1 to 10', { low: { value: 1 }, high: { value: 10 } }, 'positive low'],
    ['91 to 100', { low: { value: 91 }, high: { value: 100 } }, 'positive'],
    ['0 to 0.9', { low: { value: 0 }, high: { value: 0.9 } }, 'negative'],
    ['without an upper end', { low: { value: 91 } }, ''],
    ['without a lower end', { high: { value: 91 } }, ''],
  ])('a range: %s', (_, valueRange, expected) => {
    expect(line({ valueRange })).toBe(expected);
  });
  test('a whole number, and presence', () => {
    expect(line({ valueInteger: 80 })).toBe('unknown 80');
    expect([line({ valueBoolean: true }), line({ valueBoolean: false })]).toEqual(['positive', 'negative']);
  });
  test.each([
    ['80', 'unknown 80'],
    ['<1', 'unknown <1'],
    ['≥ 1', 'positive'],
    ['0,5', 'unknown 0.5'],
    [' 80 ', 'unknown 80'],
    ['8/8', 'unknown'],
    ['x80', 'unknown'],
    ['80x', 'unknown'],
  ])('the text "%s" where the test measures percent: %s', (valueString, expected) => {
    expect(line({ code: coded(loinc, '85329-1'), valueString })).toBe(expected);
    expect(line({ code: coded(loinc, '85325-9'), valueString })).toBe(expected);
    expect(line({ code: coded(loinc, '85337-4'), valueString })).toBe('unknown');
  });
});

describe('a coded result', () => {
  const positive = { system: loinc, code: 'LA6576-8' };
  const negative = { system: snomed, code: '260385009' };
  test.each<[string, Resource, string]>([
    ['positive', { coding: [positive] }, 'positive'],
    ['negative', { coding: [negative] }, 'negative'],
    ['both', { coding: [positive, negative] }, 'unknown'],
    ['both, the words decide', { coding: [positive, negative], text: 'negative' }, 'negative'],
    ['positive, low in words', { coding: [positive], text: 'low positive' }, 'positive low'],
    ['positive with a percentage', { coding: [positive], text: '90 %' }, 'positive 90'],
    ['negative below one percent', { coding: [negative], text: '<1 %' }, 'negative <1'],
    ['negative against its words', { coding: [negative], text: 'low positive' }, 'negative'],
    ['an intensity says nothing', { coding: [{ system: loinc, code: 'LA14974-2' }] }, ''],
    ['a code of no list says nothing', { coding: [{ system: 'urn:local', code: '1' }] }, ''],
    ['a display is read', { coding: [{ system: 'urn:local', code: '1', display: 'positive' }] }, 'positive'],
    [
      'a text stands before a display',
      { coding: [{ system: 'urn:local', code: '1', display: 'positive' }], text: 'negative' },
      'negative',
    ],
  ])('%s', (_, valueCodeableConcept, expected) => {
    expect(line({ valueCodeableConcept })).toBe(expected);
  });
  test('a single coding as value', () => {
    expect(line({ valueCoding: positive })).toBe('positive');
  });
  test('each value cites its place and its words', () => {
    const holder = { valueCodeableConcept: { coding: [positive] }, valueQuantity: { value: 1, comparator: '<' } };
    const read = receptorValues({ ...holder, valueBoolean: true, valueInteger: 5 }, 'component[0].', codes);
    expect(read.map(({ path, verbatim }) => [path, verbatim])).toEqual([
      ['component[0].valueCodeableConcept', 'positive'],
      ['component[0].valueQuantity', '<1%'],
      ['component[0].valueBoolean', 'true'],
      ['component[0].valueInteger', '5%'],
    ]);
    const range = { low: { value: 1 }, high: { value: 10 } };
    const others = receptorValues({ valueString: 'pos', valueRange: range }, '', codes);
    expect(others.map(({ path, verbatim }) => [path, verbatim])).toEqual([
      ['valueString', 'pos'],
      ['valueRange', '1-10'],
    ]);
  });
});

describe('the interpretation', () => {
  test('speaks where the value says nothing', () => {
    expect(line(interpreted('positive'))).toBe('positive');
    expect(line({ valueString: 'see report', ...interpreted('positive') })).toBe('unknown | positive');
    expect(valuesOf(interpreted('positive'))[0]?.path).toBe('interpretation');
  });
  test('is left aside beside a verdict or a percentage', () => {
    expect(line({ valueString: 'negative', ...interpreted('positive') })).toBe('negative');
    expect(line({ valueQuantity: { value: 0 }, ...interpreted('positive') })).toBe('unknown 0');
  });
});

test('a value beside the reason why there is none is not read', () => {
  expect(valuesOf({ valueString: 'positive', dataAbsentReason: { text: 'unknown' } })).toEqual([]);
});
