import type { Assessment } from '../clinical/assessment.js';
import type { Reason } from '../clinical/her2/vocabulary.js';

/** Groups of patients for whom somebody has something to do. Codes: never renamed. */
export const worklists = [
  'IHC0_WITHOUT_STAINING_DETAIL',
  'IHC2_WITHOUT_ISH',
  'LOW_PROGRESSED_ON_ENDOCRINE',
  'INDICATION_MET_NOT_TREATED',
  'ISH_RECOUNT_OR_DETAIL',
  'NEGATIVE_WITHOUT_SCORE',
  'CONFLICT_OR_DISCORDANCE',
  'ADVANCED_WITHOUT_HER2',
  'LINKED_RECORDS',
] as const;
export type Worklist = (typeof worklists)[number];

/** What each list holds, for people. */
export const worklistTitles: Readonly<Record<Worklist, string>> = {
  IHC0_WITHOUT_STAINING_DETAIL: 'IHC 0 without staining detail',
  IHC2_WITHOUT_ISH: 'IHC 2+ without ISH',
  LOW_PROGRESSED_ON_ENDOCRINE: 'HER2-low or ultralow, advanced, progressed on endocrine therapy',
  INDICATION_MET_NOT_TREATED: 'Every condition of a labelled indication documented, no T-DXd on record',
  ISH_RECOUNT_OR_DETAIL: 'ISH that needs a recount or its numbers',
  NEGATIVE_WITHOUT_SCORE: 'HER2 result without an IHC score',
  CONFLICT_OR_DISCORDANCE: 'Results that contradict each other',
  ADVANCED_WITHOUT_HER2: 'Advanced breast cancer without a readable HER2 result',
  LINKED_RECORDS: 'Records that name another record of the same person: one person may be counted twice',
};

/** Who does what with each list. */
export const worklistActions: Readonly<Record<Worklist, string>> = {
  IHC0_WITHOUT_STAINING_DETAIL:
    'Pathology: add to the report whether the 0 shows no membrane staining, or faint and incomplete staining in at most 10 % of cells.',
  IHC2_WITHOUT_ISH: 'Pathology: find the ISH of the same specimen, or do one.',
  LOW_PROGRESSED_ON_ENDOCRINE:
    'Oncology: check results, progression and what is missing in the record; consider discussing T-DXd eligibility.',
  INDICATION_MET_NOT_TREATED: 'Oncology: check each condition in the record; consider discussing T-DXd eligibility.',
  ISH_RECOUNT_OR_DETAIL: 'Pathology: recount, or report the numbers: ratio, HER2 and control copies per cell.',
  NEGATIVE_WITHOUT_SCORE: 'Pathology: add the IHC score. Data team: does the score reach the export?',
  CONFLICT_OR_DISCORDANCE: 'Pathology with oncology: say which result holds, and correct the other.',
  ADVANCED_WITHOUT_HER2: 'Oncology: find the HER2 report, or test. Data team: do pathology reports reach the export?',
  LINKED_RECORDS: 'Those who keep the records: join or unlink them, then screen again.',
};

const oneOf =
  (...reasons: readonly Reason[]) =>
  ({ her2 }: Assessment): boolean =>
    her2.reason !== undefined && reasons.includes(her2.reason);

function isAdvanced({ disease }: Assessment): boolean {
  return disease.extent === 'metastatic' || disease.extent === 'unresectable';
}

function progressedOnEndocrine({ therapies }: Assessment): boolean {
  return therapies.some(
    (each) => each.class === 'endocrine' && each.setting === 'metastatic' && each.outcome === 'progression',
  );
}

const hadTdxd = ({ therapies }: Assessment): boolean => therapies.some((each) => each.class === 't-dxd');

/** What a list needs to know besides the assessment. */
interface Given {
  readonly assessment: Assessment;
  readonly breastCancer: boolean;
  /** Any indication of the regions asked for is met. */
  readonly met: boolean;
  /** The Patient resource names another one of the same person. */
  readonly linked: boolean;
}

const belongs: Readonly<Record<Worklist, (given: Given) => boolean>> = {
  IHC0_WITHOUT_STAINING_DETAIL: ({ assessment }) => oneOf('IHC0_STAINING_NOT_REPORTED', 'AMBIGUOUS_0PLUS')(assessment),
  IHC2_WITHOUT_ISH: ({ assessment }) => oneOf('IHC2_NEEDS_ISH', 'ISH_OTHER_SPECIMEN')(assessment),
  LOW_PROGRESSED_ON_ENDOCRINE: ({ assessment }) =>
    ['low', 'ultralow'].includes(assessment.her2.category) &&
    isAdvanced(assessment) &&
    progressedOnEndocrine(assessment) &&
    !hadTdxd(assessment),
  INDICATION_MET_NOT_TREATED: ({ assessment, met }) => met && !hadTdxd(assessment),
  ISH_RECOUNT_OR_DETAIL: ({ assessment }) =>
    ['ISH_RECOUNT_AND_ADJUDICATE', 'REQUEST_ISH_DETAILS', 'ORDER_DUAL_PROBE_ISH'].includes(assessment.her2.nextStep),
  NEGATIVE_WITHOUT_SCORE: ({ assessment }) => assessment.her2.nextStep === 'REQUEST_IHC_SCORE',
  CONFLICT_OR_DISCORDANCE: ({ assessment }) =>
    ['PATHOLOGIST_CLARIFICATION', 'REVIEW_DISCORDANCE'].includes(assessment.her2.nextStep),
  ADVANCED_WITHOUT_HER2: ({ assessment, breastCancer }) =>
    breastCancer && isAdvanced(assessment) && assessment.her2.category === 'none',
  LINKED_RECORDS: ({ linked }) => linked,
};

/** The lists that a patient is on. */
export function worklistsOf(given: Given): readonly Worklist[] {
  return worklists.filter((list) => belongs[list](given));
}
