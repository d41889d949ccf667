import type { EligibilityFlag } from '../clinical/eligibility/vocabulary.js';
import type { NextStep } from '../clinical/her2/vocabulary.js';

/** Each next step in plain words: what would move the assessment on, for a clinician to weigh. */
export const stepWords: Readonly<Record<NextStep, string>> = {
  AWAIT_FINAL_REPORT: 'a final report is under way and could change the category: wait for it',
  AWAIT_ISH: 'the ISH is under way: wait for it',
  CONSIDER_RETEST_METASTATIC_SITE:
    'the disease is advanced and only an old result of the primary is known: weigh a test of a metastasis',
  ELIGIBILITY_REVIEW: 'the category is settled: compare the record with the labelled indications',
  ISH_RECOUNT_AND_ADJUDICATE: 'a second, blinded count of at least 20 cells settles ISH groups 2 to 4',
  NO_HER2_LOW_ULTRALOW_INDICATION: 'no indication for HER2-low or ultralow disease speaks of HER2-null',
  ORDER_DUAL_PROBE_ISH: 'a dual-probe ISH settles a single-probe count in between',
  ORDER_HER2_TEST: 'a HER2 test of invasive breast cancer tissue would give a result',
  ORDER_IHC_SAME_TISSUE: 'an IHC on the tissue that was tested otherwise would give a score',
  ORDER_REFLEX_ISH: 'an ISH on the specimen scored 2+, or a new test, settles it',
  PATHOLOGIST_CLARIFICATION: 'ask pathology which of the values holds',
  REPEAT_TEST: 'the test gave no answer: repeat it',
  REQUEST_IHC_SCORE: 'ask for the score behind the verdict',
  REQUEST_IHC_STAINING_DETAIL: 'ask whether, and in how many cells, the 0 shows membrane staining',
  REQUEST_ISH_DETAILS: 'ask for ratio, copy numbers, probe or verdict of the ISH',
  REVIEW_DISCORDANCE: 'results disagree in a way that matters: review them together',
};

/** Each flag of the eligibility answer in plain words. */
export const eligibilityFlagWords: Readonly<Record<EligibilityFlag, string>> = {
  ADC_NOT_COUNTED_AS_CHEMOTHERAPY:
    'an antibody-drug conjugate is the only cytotoxic line; it does not count as chemotherapy',
  ALREADY_TREATED_WITH_TDXD: 'T-DXd was given or is being given',
  ER_LOW_POSITIVE: 'ER 1 to 10 % counts as positive',
  HR_STATUS_MISSING: 'an indication hangs on ER and PR, and neither is known',
  INCOMPLETE_REGIMEN: 'a targeted partner is on record, its endocrine therapy is not',
  NEOADJUVANT_RECURRENCE_REVIEW: 'recurrence soon after neoadjuvant chemotherapy; the label says adjuvant',
  NON_CANCER_INDICATION: 'a drug given for another disease was not counted',
  PRIOR_POSITIVE: 'an earlier specimen was HER2-positive',
  PROGRESSION_NOT_DOCUMENTED:
    'endocrine therapy was followed by another line and nothing says why; progression is never inferred',
  SAFETY_ILD_HISTORY: 'interstitial lung disease is on record',
  SAFETY_LVEF_BELOW_50: 'the newest left ventricular ejection fraction is below 50 %',
  SAFETY_PREGNANCY: 'a pregnancy is on record',
  SETTING_INFERRED_FROM_DATES: 'no intent is stated; the therapy began after the metastatic date',
  TRIAL_ALLOWED_ONE_ET_LINE: 'the label is met; the trial allowed one endocrine line',
  TRIAL_POPULATION_DIFFERS: "the label is met; the trial's entry criteria differed",
};
