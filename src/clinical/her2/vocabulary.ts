/**
 * The closed lists of the assessment. They are codes: never translated, never reused, only added to.
 * Clinical meaning of each: docs/vocabulary.md.
 */

/** T-DXd category of a specimen or of the patient. */
export const her2Categories = ['positive', 'low', 'ultralow', 'null', 'equivocal', 'indeterminate', 'none'] as const;
export type Her2Category = (typeof her2Categories)[number];

/** Status in the words of ASCO/CAP 2018, affirmed 2023 (no low or ultralow there). */
export const ascoCapStatuses = [
  'positive',
  'negative',
  'negative-with-comment',
  'equivocal',
  'indeterminate',
  'none',
] as const;
export type AscoCapStatus = (typeof ascoCapStatuses)[number];

/** Why a category is not settled. */
export const reasons = [
  'AMBIGUOUS_0PLUS',
  'AMBIGUOUS_NOTATION',
  'CODE_DISPLAY_MISMATCH',
  'CONDITION_CODE_ONLY',
  'CONFLICTING_READS',
  'FUTURE_DATED',
  'IHC0_STAINING_NOT_REPORTED',
  'IHC2_NEEDS_ISH',
  'INVALID_VALUE',
  'ISH_GROUP2_NEEDS_IHC',
  'ISH_GROUP2_NEEDS_RECOUNT',
  'ISH_GROUP3_NEEDS_IHC',
  'ISH_GROUP3_NEEDS_RECOUNT',
  'ISH_GROUP4_NEEDS_IHC',
  'ISH_GROUP4_NEEDS_RECOUNT',
  'ISH_INCOMPLETE',
  'ISH_INTERPRETATION_CONFLICT',
  'ISH_NEGATIVE_WITHOUT_IHC',
  'ISH_NOT_SHOWN',
  'ISH_NUMBERS_INCONSISTENT',
  'ISH_OTHER_SPECIMEN',
  'ISH_PENDING',
  'LAB_INDETERMINATE',
  'LEGACY_ISH_EQUIVOCAL',
  'METHOD_NOT_IHC',
  'MULTIPLE_PRIMARIES',
  'NEGATIVE_WITHOUT_SCORE',
  'NGS_ONLY',
  'NOT_BREAST',
  'NOT_INVASIVE_COMPONENT',
  'NOT_TISSUE',
  'NO_SCORE_REPORTED',
  'NO_USABLE_RESULT',
  'OVERALL_CONFLICT',
  'PENDING',
  'PRELIMINARY_ONLY',
  'PRESENCE_WITHOUT_SCORE',
  'RANGE_SCORE',
  'SCORE_PERCENT_CONFLICT',
  'SINGLE_PROBE_4_TO_6',
  'STATUS_UNKNOWN',
  'TEST_FAILED',
] as const;
export type Reason = (typeof reasons)[number];

/** What would move the assessment on. */
export const nextSteps = [
  'AWAIT_FINAL_REPORT',
  'AWAIT_ISH',
  'CONSIDER_RETEST_METASTATIC_SITE',
  'ELIGIBILITY_REVIEW',
  'ISH_RECOUNT_AND_ADJUDICATE',
  'NO_HER2_LOW_ULTRALOW_INDICATION',
  'ORDER_DUAL_PROBE_ISH',
  'ORDER_HER2_TEST',
  'ORDER_IHC_SAME_TISSUE',
  'ORDER_REFLEX_ISH',
  'PATHOLOGIST_CLARIFICATION',
  'REPEAT_TEST',
  'REQUEST_IHC_SCORE',
  'REQUEST_IHC_STAINING_DETAIL',
  'REQUEST_ISH_DETAILS',
  'REVIEW_DISCORDANCE',
] as const;
export type NextStep = (typeof nextSteps)[number];

/** How the HER2 result was reached, and what a reader needs to know about it. */
export const her2Flags = [
  'AMBIGUOUS_TERM',
  'CATEGORY_ASSERTED',
  'CROSS_SPECIMEN_ISH',
  'DATA_CONFLICT',
  'DATE_UNKNOWN',
  'DESCRIPTION_SUGGESTS_1PLUS',
  'DESCRIPTION_SUGGESTS_ULTRALOW',
  'HER2_CHANGED_OVER_TIME',
  'HETEROGENEOUS',
  'IHC_ISH_DISCORDANT',
  'ISH_OTHER_SPECIMEN',
  'ISH_UNINTERPRETABLE',
  'LEGACY_ISH_RULES_SUSPECTED',
  'LOW_CELL_COUNT',
  'MULTIPLE_PRIMARIES',
  'MULTIPLE_READS',
  'NEWER_PRELIMINARY_RESULT',
  'OLD_PRIMARY_RESULT_ONLY',
  'OVERALL_IMPLIES_ISH',
  'PERCENT_KIND_UNKNOWN',
  'PRELIMINARY_ISH',
  'PRELIMINARY_LOW',
  'PRIOR_LOW',
  'PRIOR_POSITIVE',
  'RANGE_SCORE',
  'RATIO_DERIVED',
  'SCORE_DERIVED_FROM_DESCRIPTION',
  'SCORE_NOT_REPORTED',
  'SPECIMEN_LINK_ASSUMED',
] as const;
export type Her2Flag = (typeof her2Flags)[number];
