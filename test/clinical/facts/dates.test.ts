import { describe, expect, test } from '@jest/globals';
import { addMonths, daysBetween, earliestDay, latestDay, readDate } from '../../../src/clinical/facts/dates.js';

describe('a date of the record', () => {
  test.each([
    '2024',
    '2024-02',
    '2024-02-29',
    '2000-02-29',
    '2026-12-31',
    '2026-04-30',
    '0001-01-01',
  ])('%s is one', (text) => {
    expect(readDate(text)).toBe(text);
  });
  test.each([
    '2026-02-29',
    '1900-02-29',
    '2100-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-06-31',
    '2026-09-31',
    '2026-11-31',
    '2026-01-32',
    '2026-13',
    '2026-00',
    '2026-01-00',
    '0000',
    '202',
    '2026/01',
    '2026-01/01',
    '2026-01-01 10:00',
    'last spring',
    '20a6',
    '2026-0:',
    '',
    `2026-01-01T${'0'.repeat(40)}`,
  ])('%j is none', (text) => {
    expect(readDate(text)).toBeUndefined();
  });
  test('its time of day and zone do not count', () => {
    expect(readDate('2026-05-01T23:30:00-05:00')).toBe('2026-05-01');
  });
  test('anything but a text is none', () => {
    expect([readDate(2026), readDate(undefined), readDate(null), readDate(['2026'])]).toEqual(Array(4).fill(undefined));
  });
});

describe('a partial date', () => {
  test.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2025-02', '2025-02-01', '2025-02-28'],
    ['2000-02', '2000-02-01', '2000-02-29'],
    ['1900-02', '1900-02-01', '1900-02-28'],
    ['2026-04', '2026-04-01', '2026-04-30'],
    ['2026-12', '2026-12-01', '2026-12-31'],
    ['2026-05-17', '2026-05-17', '2026-05-17'],
  ])('%s lies between its first and its last day', (date, first, last) => {
    expect([earliestDay(date), latestDay(date)]).toEqual([first, last]);
  });
});

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2026-11-24', 6, '2027-05-24'],
  ['2026-01-15', -1, '2025-12-15'],
  ['2026-03-31', -1, '2026-02-28'],
  ['2026-12-01', 1, '2027-01-01'],
  ['2026-05-31', -12, '2025-05-31'],
])('%s and %d months is %s', (day, months, wanted) => {
  expect(addMonths(day, months)).toBe(wanted);
});

test('days between two days are whole, and negative backwards', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-03-01', '2026-02-28')).toBe(-1);
  expect(daysBetween('2023-12-31', '2024-12-31')).toBe(366);
});
