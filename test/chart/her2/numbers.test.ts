import { describe, expect, it } from '@jest/globals';
import { ishStatement } from '../../../src/chart/her2/ish-numbers.js';
import { measuredOf, readNumber } from '../../../src/chart/her2/read-number.js';

const exactly = (value: number) => ({ min: value, max: value, minOpen: false, maxOpen: false });
const between = (min: number, max: number) => ({ min, max, minOpen: false, maxOpen: false });
const below = (max: number) => ({ min: 0, max, minOpen: true, maxOpen: true });
const atMost = (max: number) => ({ min: 0, max, minOpen: true, maxOpen: false });
const above = (min: number) => ({ min, max: Number.POSITIVE_INFINITY, minOpen: true, maxOpen: true });
const atLeast = (min: number) => ({ min, max: Number.POSITIVE_INFINITY, minOpen: false, maxOpen: true });

describe('a number in words', () => {
  it.each([
    ['2.1', exactly(2.1), ''],
    ['2,1', exactly(2.1), ''],
    ['12.25', exactly(12.25), ''],
    ['10.25-15.75  %', between(10.25, 15.75), '%'],
    ['-1', exactly(-1), ''],
    ['5 %', exactly(5), '%'],
    ['12 signals/cell', exactly(12), 'signals/cell'],
    ['3 {score}', exactly(3), '{score}'],
    ['10-15 %', between(10, 15), '%'],
    ['10 – 15', between(10, 15), ''],
    ['10 to 15', between(10, 15), ''],
    ['1,5 bis 1,8', between(1.5, 1.8), ''],
    ['5-5', exactly(5), ''],
    ...[
      '<=',
      '=<',
      '≤',
      'less than or equal to',
      'at most',
      'up to',
      'not more than',
      'bis zu',
      'maximal',
      'höchstens',
    ].map((said) => [`${said} 1.8`, atMost(1.8), ''] as const),
    ...['at most', 'or less', 'or fewer', 'oder weniger', 'höchstens'].map(
      (said) => [`1.8 ${said}`, atMost(1.8), ''] as const,
    ),
    ...['at least', 'or more', 'oder mehr', 'mindestens'].map((said) => [`1.8 ${said}`, atLeast(1.8), ''] as const),
    ['10 % or more', atLeast(10), '%'],
    ...['>=', '=>', '≥', 'greater than or equal to', 'at least', 'mindestens', 'not less than'].map(
      (said) => [`${said} 1.8`, atLeast(1.8), ''] as const,
    ),
    ...['<', 'less than', 'Below', 'under', 'fewer than', 'kleiner als', 'unter', 'weniger als'].map(
      (said) => [`${said} 1.8`, below(1.8), ''] as const,
    ),
    ...['>', 'greater than', 'More than', 'above', 'over', 'größer als', 'über', 'mehr als'].map(
      (said) => [`${said}1.8 %`, above(1.8), '%'] as const,
    ),
  ])('"%s"', (valueString, measured, unit) => {
    expect(readNumber({ valueString })).toEqual({
      path: 'valueString',
      number: { measured, unit, verbatim: valueString },
    });
  });

  it.each([
    'about 2.1',
    'ratio < 2',
    '< 1-2',
    '1 and 2',
    '5 % of 300 cells',
    '',
    `2 ${'x'.repeat(59)}`,
  ])('"%s" is none', (valueString) => {
    expect(readNumber({ valueString })).toBeUndefined();
  });

  it('the longest text that is a number has 60 characters', () => {
    expect(readNumber({ valueString: `2 ${'x'.repeat(58)}` })?.number.measured).toEqual(exactly(2));
  });
});

describe('a quantity', () => {
  it.each([
    [{ value: 2.4 }, exactly(2.4), '', '2.4'],
    [{ value: 5, unit: 'Percent', code: '%' }, exactly(5), 'percent %', '5 Percent'],
    [{ value: 5, code: '%' }, exactly(5), '%', '5 %'],
    [{ value: 5, comparator: '<', unit: '%' }, below(5), '%', '<5 %'],
    [{ value: 5, comparator: '<=' }, atMost(5), '', '<=5'],
    [{ value: 5, comparator: '>' }, above(5), '', '>5'],
    [{ value: 5, comparator: '>=' }, atLeast(5), '', '>=5'],
    [{ value: '2.4' }, exactly(2.4), '', '2.4'],
    [{ value: '2.4 %' }, exactly(2.4), '%', '2.4 %'],
    [{ value: '2.4 %', unit: 'Signals' }, exactly(2.4), 'signals', '2.4 %'],
  ])('%j', (valueQuantity, ...[measured, unit, verbatim]) => {
    expect(readNumber({ valueQuantity })).toEqual({ path: 'valueQuantity', number: { measured, unit, verbatim } });
  });

  it.each([{}, { unit: '%' }, { value: 'some' }, { value: null }])('%j has no number', (valueQuantity) => {
    expect(readNumber({ valueQuantity })).toBeUndefined();
  });
});

describe('other values that are numbers', () => {
  it.each([
    ['valueInteger', { valueInteger: 2 }, exactly(2), '2'],
    ['valueInteger', { valueDecimal: 2.5 }, exactly(2.5), '2.5'],
    ['valueRatio', { valueRatio: { numerator: { value: 9 }, denominator: { value: 4 } } }, exactly(2.25), '9:4'],
    ['valueRatio', { valueRatio: { numerator: { value: 9 } } }, exactly(9), '9:1'],
    ['valueRange', { valueRange: { low: { value: 1 }, high: { value: 5 } } }, between(1, 5), '1-5'],
    ['valueRange', { valueRange: { high: { value: 5 } } }, between(0, 5), '0-5'],
    ['valueRange', { valueRange: { low: { value: 5 } } }, atLeast(5), '5-Infinity'],
  ])('%s %j', (path, element, ...[measured, verbatim]) => {
    expect(readNumber(element)).toEqual({ path, number: { measured, unit: '', verbatim } });
  });

  it('a range has the unit of its low end, else of its high end', () => {
    expect(readNumber({ valueRange: { low: { value: 1, unit: 'Cells' } } })?.number.unit).toBe('cells');
    expect(readNumber({ valueRange: { high: { value: 1, unit: '%' } } })?.number.unit).toBe('%');
  });

  it('a ratio to nothing is impossible, not infinite', () => {
    const valueRatio = { numerator: { value: 9 }, denominator: { value: 0 } };
    expect(readNumber({ valueRatio })).toEqual({
      path: 'valueRatio',
      number: { impossible: true, unit: '', verbatim: '9:0' },
    });
  });

  it.each([
    {},
    { valueRatio: {} },
    { valueRatio: { denominator: { value: 2 } } },
    { valueRange: {} },
    { valueBoolean: true },
  ])('%j is none', (element) => {
    expect(readNumber(element)).toBeUndefined();
  });
});

describe('ISH numbers that cannot be are left out and make the count invalid', () => {
  it.each([
    ['ratio', 100, 100.1],
    ['her2Copies', 200, 200.1],
    ['cep17Copies', 100, 100.1],
  ] as const)('%s may be %d, not %d', (name, highest, beyond) => {
    expect(ishStatement({ [name]: exactly(highest) })).toMatchObject({ ish: { [name]: exactly(highest) } });
    expect(ishStatement({ [name]: exactly(highest) }).invalid).toBeUndefined();
    const impossible = ishStatement({ [name]: exactly(beyond) });
    expect(impossible.invalid).toBe(true);
    expect(impossible.ish?.[name]).toBeUndefined();
    expect(ishStatement({ [name]: exactly(0) }).invalid).toBe(true);
    expect(ishStatement({ [name]: between(-1, 2) }).invalid).toBe(true);
    expect(ishStatement({ [name]: between(0, 2) }).invalid).toBeUndefined();
  });

  it('a count of no cells is no count, the ratio beside it stays', () => {
    expect(ishStatement({ cells: 0, ratio: exactly(1.5) })).toMatchObject({
      invalid: true,
      ish: { ratio: exactly(1.5) },
    });
    expect(ishStatement({ cells: 0 }).ish?.cells).toBeUndefined();
    expect(ishStatement({ cells: -20 }).invalid).toBe(true);
    expect(ishStatement({ cells: 1 })).toMatchObject({ ish: { cells: 1 } });
    expect(ishStatement({ cells: 1 }).invalid).toBeUndefined();
  });

  it('cells counted stay beside an impossible ratio', () => {
    expect(ishStatement({ cells: 40, ratio: exactly(-1) }).ish).toEqual({ cells: 40, ratio: undefined });
  });
});

it('an unknown comparator leaves the value as it is', () => {
  expect(measuredOf(3, 'ad')).toEqual(exactly(3));
});
