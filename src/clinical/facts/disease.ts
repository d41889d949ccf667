import type { ClinicalDate } from './dates.js';
import type { Evidence } from './evidence.js';

export type DiseaseExtent = 'metastatic' | 'unresectable' | 'early' | 'unknown';
export type StageGroup = '0' | 'I' | 'II' | 'III' | 'IV';

/** Breast cancer of the patient: is it documented, how far has it spread, since when. */
export interface Disease {
  /** Breast cancer documented by a Condition (primary, secondary of breast, history), or by a breast-specific test or specimen. */
  readonly breastCancer: 'documented' | 'not-documented';
  readonly extent: DiseaseExtent;
  /** First documented date of metastatic or unresectable disease. */
  readonly since?: ClinicalDate;
  /** Recurrence date (a `recurrence` condition, or the metastatic date after an earlier primary). */
  readonly recurrence?: ClinicalDate;
  readonly stage?: StageGroup;
  /** Response to neoadjuvant treatment, where the record states it. */
  readonly residualInvasive?: 'present' | 'absent';
  /** Completed breast surgery since the newest breast cancer diagnosis: neoadjuvant treatment can no longer begin. */
  readonly surgery?: readonly Evidence[];
  /** Another active malignancy on record (not breast, not a metastasis of it). */
  readonly otherMalignancy: readonly Evidence[];
  readonly evidence: readonly Evidence[];
}
