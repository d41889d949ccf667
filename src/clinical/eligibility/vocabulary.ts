/**
 * The closed lists of the eligibility answer and of silence. Codes: never translated, never reused, only added to.
 */

/** What is undocumented, in the exact words of the assessment. */
export const missingItems = [
  'ER/PR status',
  'HER2 IHC score',
  'HER2 result',
  'IHC 0 membrane staining detail',
  'ISH result',
  'age',
  'clinician judgement: endocrine therapy not suitable as next line',
  'complete record of prior therapies',
  'end date of adjuvant chemotherapy',
  'end date of prior anti-HER2 therapy',
  'endocrine partner of the CDK4/6 inhibitor',
  'metastatic or unresectable disease',
  'progression on endocrine therapy',
  'residual invasive disease after neoadjuvant treatment',
  'setting of endocrine therapy',
  'setting of prior anti-HER2 therapy',
  'setting of prior chemotherapy',
  'setting of prior therapy',
  'stage',
  'taxane-based neoadjuvant treatment',
  'was anti-HER2 therapy given for unresectable disease?',
  'was an endocrine therapy given with ovarian suppression?',
  'was chemotherapy given for unresectable disease?',
] as const;
export type MissingItem = (typeof missingItems)[number];

/** Eligibility and safety flags. */
export const eligibilityFlags = [
  'ADC_NOT_COUNTED_AS_CHEMOTHERAPY',
  'ALREADY_TREATED_WITH_TDXD',
  'ER_LOW_POSITIVE',
  'HR_STATUS_MISSING',
  'INCOMPLETE_REGIMEN',
  'NEOADJUVANT_RECURRENCE_REVIEW',
  'NON_CANCER_INDICATION',
  'PRIOR_POSITIVE',
  'PROGRESSION_NOT_DOCUMENTED',
  'SAFETY_ILD_HISTORY',
  'SAFETY_LVEF_BELOW_50',
  'SAFETY_PREGNANCY',
  'SETTING_INFERRED_FROM_DATES',
  'TRIAL_ALLOWED_ONE_ET_LINE',
  'TRIAL_POPULATION_DIFFERS',
] as const;
export type EligibilityFlag = (typeof eligibilityFlags)[number];

/** Result of one labelled indication. "met" means that the record documents every condition of the label text, never that a patient is eligible. */
export const indicationResults = ['met', 'not-met', 'missing-data'] as const;
export type IndicationResult = (typeof indicationResults)[number];

/** Three-valued answer of one criterion. */
export const truths = ['met', 'not-met', 'unknown'] as const;
export type Truth = (typeof truths)[number];
