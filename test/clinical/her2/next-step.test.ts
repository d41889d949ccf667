import { describe, expect, it } from '@jest/globals';
import { contradictions, stepOfCategory, stepOfReason } from '../../../src/clinical/her2/next-step.js';
import { type NextStep, reasons } from '../../../src/clinical/her2/vocabulary.js';

/** What is asked for, seen from the one who is asked. */
const asked: readonly (readonly [fact: string, step: NextStep, of: readonly string[]])[] = [
  [
    'a 0 or 0+ without description is re-read for its staining',
    'REQUEST_IHC_STAINING_DETAIL',
    ['AMBIGUOUS_0PLUS', 'IHC0_STAINING_NOT_REPORTED'],
  ],
  [
    'a result without a readable score is asked for the score',
    'REQUEST_IHC_SCORE',
    [
      'AMBIGUOUS_NOTATION',
      'CONDITION_CODE_ONLY',
      'METHOD_NOT_IHC',
      'NEGATIVE_WITHOUT_SCORE',
      'NO_SCORE_REPORTED',
      'PRESENCE_WITHOUT_SCORE',
    ],
  ],
  [
    'a record that contradicts itself goes back to the pathologist',
    'PATHOLOGIST_CLARIFICATION',
    [
      'CODE_DISPLAY_MISMATCH',
      'CONFLICTING_READS',
      'FUTURE_DATED',
      'INVALID_VALUE',
      'ISH_INTERPRETATION_CONFLICT',
      'ISH_NUMBERS_INCONSISTENT',
      'OVERALL_CONFLICT',
      'RANGE_SCORE',
      'SCORE_PERCENT_CONFLICT',
      'STATUS_UNKNOWN',
    ],
  ],
  ['a 2+ without an ISH of its own needs reflex ISH', 'ORDER_REFLEX_ISH', ['IHC2_NEEDS_ISH', 'ISH_OTHER_SPECIMEN']],
  [
    'an ISH or a sequencing result without IHC needs IHC on the same tissue',
    'ORDER_IHC_SAME_TISSUE',
    ['ISH_GROUP2_NEEDS_IHC', 'ISH_GROUP3_NEEDS_IHC', 'ISH_GROUP4_NEEDS_IHC', 'ISH_NEGATIVE_WITHOUT_IHC', 'NGS_ONLY'],
  ],
  [
    'groups 2 to 4 beside a 2+ are counted again',
    'ISH_RECOUNT_AND_ADJUDICATE',
    ['ISH_GROUP2_NEEDS_RECOUNT', 'ISH_GROUP3_NEEDS_RECOUNT', 'ISH_GROUP4_NEEDS_RECOUNT'],
  ],
  [
    'an ISH whose numbers are missing is asked for them',
    'REQUEST_ISH_DETAILS',
    ['ISH_INCOMPLETE', 'ISH_NOT_SHOWN', 'LEGACY_ISH_EQUIVOCAL'],
  ],
  ['a running ISH is awaited', 'AWAIT_ISH', ['ISH_PENDING']],
  ['a running or preliminary report is awaited', 'AWAIT_FINAL_REPORT', ['PENDING', 'PRELIMINARY_ONLY']],
  ['a failed or indeterminate test is repeated', 'REPEAT_TEST', ['LAB_INDETERMINATE', 'TEST_FAILED']],
  ['several primaries are looked at together', 'REVIEW_DISCORDANCE', ['MULTIPLE_PRIMARIES']],
  [
    'without a usable result of invasive breast tissue a HER2 test is ordered',
    'ORDER_HER2_TEST',
    ['NOT_BREAST', 'NOT_INVASIVE_COMPONENT', 'NOT_TISSUE', 'NO_USABLE_RESULT'],
  ],
  ['a single probe with 4.0 to under 6.0 copies needs two probes', 'ORDER_DUAL_PROBE_ISH', ['SINGLE_PROBE_4_TO_6']],
];

describe('what would settle an open result', () => {
  it.each(asked)('%s', (_fact, step, of) => {
    expect(reasons.filter((reason) => stepOfReason[reason] === step)).toEqual(of);
  });

  it('is asked of somebody for every reason', () => {
    expect(asked.flatMap(([, , of]) => of).toSorted()).toEqual(reasons.toSorted());
  });
});

describe('the step of a settled category', () => {
  it.each(['positive', 'low', 'ultralow'] as const)('%s calls for a look at the indications', (category) => {
    expect(stepOfCategory[category]).toBe('ELIGIBILITY_REVIEW');
  });

  it('null has no HER2-low or -ultralow indication', () => {
    expect(stepOfCategory.null).toBe('NO_HER2_LOW_ULTRALOW_INDICATION');
  });

  it('an open category without a reason of its own falls back to the plainest step', () => {
    expect([stepOfCategory.equivocal, stepOfCategory.indeterminate, stepOfCategory.none]).toEqual([
      'ORDER_REFLEX_ISH',
      'PATHOLOGIST_CLARIFICATION',
      'ORDER_HER2_TEST',
    ]);
  });
});

it('eight reasons say that the record contradicts itself', () => {
  expect(reasons.filter((reason) => contradictions.has(reason))).toEqual([
    'CODE_DISPLAY_MISMATCH',
    'CONFLICTING_READS',
    'FUTURE_DATED',
    'INVALID_VALUE',
    'ISH_INTERPRETATION_CONFLICT',
    'ISH_NUMBERS_INCONSISTENT',
    'OVERALL_CONFLICT',
    'SCORE_PERCENT_CONFLICT',
  ]);
});
