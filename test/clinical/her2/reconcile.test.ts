import { describe, expect, it } from '@jest/globals';
import { her2Of, ihc, ish, lineOf, metastasis, type Resource, s1, specimen, test } from '../../support/her2-bundle.js';

type Row = readonly [fact: string, given: readonly Resource[], wanted: string];

const noStaining = [['Percentage of tumor cells with membrane staining', 0]] as const;
const primary = (date: string | undefined, score: Parameters<typeof ihc>[0], site = 'Breast'): readonly Resource[] => [
  specimen('p', date, site),
  ihc(score, [], { id: 'primary', specimen: 'p', date }),
];
const liver = (date: string | undefined, score: Parameters<typeof ihc>[0], parts: Parameters<typeof ihc>[1] = []) => [
  specimen('m', date, 'Liver (metastasis)'),
  ihc(score, parts, { id: 'metastatic', specimen: 'm', date }),
];

function facts(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    it.each(rows)('%s', (_fact, given, wanted) => {
      expect(lineOf(her2Of(given))).toBe(wanted);
      expect(lineOf(her2Of(given.toReversed()))).toBe(wanted);
    });
  });
}

facts('history', [
  [
    'positive before, HER2-low now: review',
    [...primary('2020-01-01', '3+'), ...liver('2025-01-01', '1+')],
    'low | negative | - | - | REVIEW_DISCORDANCE | HER2_CHANGED_OVER_TIME PRIOR_POSITIVE',
  ],
  [
    'HER2-low before, positive now: review',
    [...primary('2020-01-01', '1+'), ...liver('2025-01-01', '3+')],
    'positive | positive | - | - | REVIEW_DISCORDANCE | HER2_CHANGED_OVER_TIME PRIOR_LOW',
  ],
  [
    'positive before, 2+ without ISH now: ISH first',
    [...primary('2020-01-01', '3+'), ...liver('2025-01-01', '2+')],
    'equivocal | equivocal | - | IHC2_NEEDS_ISH | ORDER_REFLEX_ISH | PRIOR_POSITIVE',
  ],
  [
    'HER2-low before and now is no change',
    [
      ...primary('2020-01-01', '1+'),
      ...liver('2025-01-01', '2+'),
      ish({ says: 'not amplified' }, { specimen: 'm', date: '2025-01-08' }),
    ],
    'low | negative | - | - | ELIGIBILITY_REVIEW |',
  ],
  [
    'a 0 without staining detail before is not another class than ultralow',
    [
      ...primary('2020-01-01', '0'),
      ...liver('2025-01-01', '0', [['Percentage of tumor cells with faint incomplete membrane staining', 5]]),
    ],
    'ultralow | negative | - | - | ELIGIBILITY_REVIEW |',
  ],
]);

facts('same day', [
  [
    'HER2-low in the breast and null in the liver: the higher class, heterogeneous',
    [...primary('2025-01-01', '1+'), ...liver('2025-01-01', '0', noStaining)],
    'low | negative | - | - | REVIEW_DISCORDANCE | HETEROGENEOUS',
  ],
  [
    'both breasts HER2-low: no conflict',
    [
      ...primary('2025-01-01', '1+', 'left breast'),
      specimen('r', '2025-01-01', 'right breast'),
      ihc('1+', [], { id: 'right', specimen: 'r', date: '2025-01-01' }),
    ],
    'low | negative | - | - | ELIGIBILITY_REVIEW |',
  ],
  [
    'two undated specimens of different classes are reviewed',
    [...primary(undefined, '1+'), ...liver(undefined, '0', noStaining)],
    'low | negative | - | - | REVIEW_DISCORDANCE | DATE_UNKNOWN HETEROGENEOUS',
  ],
]);

facts('an old primary in metastatic disease', [
  [
    'more than two years before the metastatic diagnosis: consider testing a metastasis',
    [metastasis('2026-01-15'), ...primary('2023-01-01', '1+')],
    'low | negative | - | - | CONSIDER_RETEST_METASTATIC_SITE | OLD_PRIMARY_RESULT_ONLY',
  ],
  [
    'two years before to the day is not more',
    [metastasis('2026-01-15'), ...primary('2024-01-15', '1+')],
    'low | negative | - | - | ELIGIBILITY_REVIEW |',
  ],
  [
    'a result from a metastasis ends it',
    [metastasis('2026-01-15'), ...primary('2018-01-01', '1+'), ...liver('2026-02-01', '1+')],
    'low | negative | - | - | ELIGIBILITY_REVIEW |',
  ],
]);

facts('results that are not final', [
  [
    'preliminary 1+ decides nothing',
    [s1, ihc('1+', [], { status: 'preliminary' })],
    'indeterminate | none | - | PRELIMINARY_ONLY | AWAIT_FINAL_REPORT | PRELIMINARY_LOW',
  ],
  [
    'a registered test is pending',
    [s1, test('85319-2', {}, { status: 'registered' })],
    'none | none | - | PENDING | AWAIT_FINAL_REPORT |',
  ],
  [
    'a newer preliminary 3+ is awaited',
    [
      ...primary('2025-01-01', '1+'),
      specimen('m', '2026-10-01', 'Liver'),
      ihc('3+', [], { id: 'new', specimen: 'm', date: '2026-10-01', status: 'preliminary' }),
    ],
    'low | negative | - | - | AWAIT_FINAL_REPORT | NEWER_PRELIMINARY_RESULT',
  ],
  [
    'a result dated after the day of the assessment is not used',
    [specimen('s1', '2027-01-05'), ihc('1+', [], { date: '2027-01-05' })],
    'indeterminate | none | - | FUTURE_DATED | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    'a cancelled result is none',
    [s1, ihc('1+', [], { status: 'cancelled' })],
    'none | none | - | NO_USABLE_RESULT | ORDER_HER2_TEST |',
  ],
]);

facts('joining IHC and ISH', [
  [
    'without specimens, within 30 days: assumed to belong together',
    [
      ihc('2+', [], { specimen: undefined }),
      ish({ says: 'not amplified' }, { specimen: undefined, date: '2026-07-01' }),
    ],
    'low | negative | - | - | ELIGIBILITY_REVIEW | SPECIMEN_LINK_ASSUMED',
  ],
  [
    'without specimens, later than 30 days: another specimen that may resolve it',
    [
      ihc('2+', [], { specimen: undefined }),
      ish({ says: 'not amplified' }, { specimen: undefined, date: '2026-07-02' }),
    ],
    'low | negative | - | - | ELIGIBILITY_REVIEW | CROSS_SPECIMEN_ISH',
  ],
  [
    'ISH of the other breast resolves nothing',
    [
      ...primary('2026-01-01', '2+', 'left breast'),
      specimen('r', '2026-01-20', 'right breast'),
      ish({ says: 'not amplified' }, { specimen: 'r', date: '2026-01-20' }),
    ],
    'indeterminate | indeterminate | - | MULTIPLE_PRIMARIES | REVIEW_DISCORDANCE | MULTIPLE_PRIMARIES',
  ],
]);
