import { describe, expect, test } from '@jest/globals';
import { mergeCourses } from '../../src/chart/courses.js';
import type { Therapy } from '../../src/clinical/facts/therapy.js';

interface Given {
  readonly start?: string;
  readonly end?: string;
  readonly outcome?: Therapy['outcome'];
  readonly drug?: string;
  readonly setting?: Therapy['setting'];
}

function given(reference: string, { drug = 'paclitaxel', setting = 'unknown', outcome = 'unknown', ...dates }: Given) {
  const evidence = [{ reference, path: 'medicationCodeableConcept', verbatim: drug }];
  const kind = { class: 'chemotherapy', taxane: true, antiHer2: false, orderOnly: false } as const;
  return { ...kind, drug, setting, settingFromDates: false, outcome, ...dates, evidence };
}
const infusion = (id: string, about: Given) => given(`MedicationAdministration/${id}`, about);

/** Every course as start, end, outcome and the ids of what it was put together from, the same for both orders of the records. */
function coursesOf(...therapies: readonly Therapy[]) {
  const told = (read: readonly Therapy[]) =>
    read.map(({ start, end, outcome, evidence }) => [
      start,
      end,
      outcome,
      evidence.map(({ reference }) => reference.split('/')[1]).join(' '),
    ]);
  const courses = told(mergeCourses(therapies));
  expect(told(mergeCourses(therapies.toReversed()))).toEqual(courses);
  return courses;
}

describe('administrations of one drug', () => {
  test.each<[string, Given, Given, readonly unknown[][]]>([
    [
      'exactly four months apart are one course',
      { start: '2025-01-10' },
      { start: '2025-05-10' },
      [['2025-01-10', '2025-05-10', 'unknown', 'a b']],
    ],
    [
      'a day more than four months apart are two courses',
      { start: '2025-01-10' },
      { start: '2025-05-11' },
      [
        ['2025-01-10', undefined, 'unknown', 'a'],
        ['2025-05-11', undefined, 'unknown', 'b'],
      ],
    ],
    [
      'the gap is counted from the end of the first, not from its start',
      { start: '2025-01-10', end: '2025-03-10' },
      { start: '2025-07-10', end: '2025-07-11' },
      [['2025-01-10', '2025-07-11', 'unknown', 'a b']],
    ],
    [
      'an administration within a longer one does not end the course earlier',
      { start: '2025-01-10', end: '2025-06-10' },
      { start: '2025-02-10', end: '2025-02-10' },
      [['2025-01-10', '2025-06-10', 'unknown', 'a b']],
    ],
    [
      'a month without a day follows by its first day',
      { start: '2025-01-31' },
      { start: '2025-05' },
      [['2025-01-31', '2025-05', 'unknown', 'a b']],
    ],
    [
      'the gap begins with the last day of a month without a day',
      { start: '2025-01' },
      { start: '2025-05-31' },
      [['2025-01', '2025-05-31', 'unknown', 'a b']],
    ],
    [
      'one without any date joins nothing',
      {},
      { start: '2025-05-31' },
      [
        [undefined, undefined, 'unknown', 'a'],
        ['2025-05-31', undefined, 'unknown', 'b'],
      ],
    ],
    [
      'the newest outcome stands',
      { start: '2025-01-10', outcome: 'completed' },
      { start: '2025-02-10', outcome: 'progression' },
      [['2025-01-10', '2025-02-10', 'progression', 'a b']],
    ],
    [
      'a newest entry that does not say how it went keeps the outcome of the earlier one',
      { start: '2025-01-10', outcome: 'toxicity' },
      { start: '2025-02-10' },
      [['2025-01-10', '2025-02-10', 'toxicity', 'a b']],
    ],
    [
      'entries of one day are told apart by their reference',
      { start: '2025-01-10', outcome: 'completed' },
      { start: '2025-01-10', outcome: 'toxicity' },
      [['2025-01-10', '2025-01-10', 'toxicity', 'a b']],
    ],
  ])('%s', (_, ...row) => {
    const [first, second, expected] = row;
    expect(coursesOf(infusion('a', first), infusion('b', second))).toEqual(expected);
  });
  test('two that end without a start are two entries', () => {
    const entries = [infusion('a', { end: '2025-01-10' }), infusion('b', { end: '2025-01-12' })];
    expect(mergeCourses(entries)).toHaveLength(2);
  });
  test('three cycles, a break of a year and two cycles are two courses', () => {
    const days = ['2023-01-01', '2023-02-01', '2023-03-01', '2024-03-01', '2024-04-01'];
    expect(coursesOf(...days.map((start, at) => infusion(`${at}`, { start, end: start })))).toEqual([
      ['2023-01-01', '2023-03-01', 'unknown', '0 1 2'],
      ['2024-03-01', '2024-04-01', 'unknown', '3 4'],
    ]);
  });
});

describe('what is not put together', () => {
  test.each<[string, Given, Given]>([
    ['two drugs', {}, { drug: 'docetaxel' }],
    ['one drug in two settings', { setting: 'adjuvant' }, { setting: 'metastatic' }],
  ])('%s', (_, first, second) => {
    const entries = [
      infusion('a', { start: '2025-01-10', ...first }),
      infusion('b', { start: '2025-02-10', ...second }),
    ];
    expect(mergeCourses(entries)).toEqual(entries);
  });
  test.each(['MedicationStatement', 'MedicationRequest'])('a %s tells of a whole therapy', (type) => {
    const entries = [given(`${type}/a`, { start: '2025-01-10' }), given(`${type}/b`, { start: '2025-02-10' })];
    expect(mergeCourses(entries)).toEqual(entries);
  });
  test('procedures are single events, as administrations are', () => {
    const event = (id: string, start: string) => given(`Procedure/${id}`, { start });
    expect(coursesOf(event('a', '2025-01-10'), event('b', '2025-02-10'))).toHaveLength(1);
  });
  test('a therapy without evidence stands for itself', () => {
    const bare = { ...given('Procedure/a', { start: '2025-01-10' }), evidence: [] };
    expect(mergeCourses([bare, bare])).toEqual([bare, bare]);
  });
});
