import type { ClinicalDate } from './dates.js';
import type { Evidence } from './evidence.js';

/** Drug classes as the label texts need them apart. Cytotoxic chemotherapy is `chemotherapy` alone. */
export const drugClasses = [
  'endocrine',
  'ovarian-suppression',
  'cdk4/6',
  'pi3k/akt/mtor',
  'parp',
  'chemotherapy',
  'immunotherapy',
  'trop2-adc',
  'her2-adc',
  't-dxd',
  'anti-her2-mab',
  'anti-her2-bispecific',
  'anti-her2-tki',
] as const;
export type DrugClass = (typeof drugClasses)[number];

export type TherapySetting = 'metastatic' | 'adjuvant' | 'neoadjuvant' | 'unknown';
export type TherapyOutcome = 'progression' | 'completed' | 'ongoing' | 'toxicity' | 'unknown';

/** One drug (or unnamed class of drugs) that the patient got. Ordered-only, entered-in-error and other diseases are not here. */
export interface Therapy {
  /** Ingredient name, e.g. `letrozole`; the class name where the record names no drug (e.g. a chemotherapy Procedure). */
  readonly drug: string;
  readonly class: DrugClass;
  readonly taxane: boolean;
  readonly antiHer2: boolean;
  readonly setting: TherapySetting;
  /** The setting was concluded from dates, not from a stated intent. */
  readonly settingFromDates: boolean;
  readonly outcome: TherapyOutcome;
  readonly start?: ClinicalDate;
  readonly end?: ClinicalDate;
  /** A MedicationRequest: weaker evidence than an administration or a statement. */
  readonly orderOnly: boolean;
  readonly evidence: readonly Evidence[];
}

/** A record of a drug that was given, as far as its status says, and that could not be used: which drug or whether it was given is unread. */
export interface UnreadTherapy {
  /** The classes that it may be of; none where it may be any. */
  readonly classes: readonly DrugClass[];
  readonly evidence: Evidence;
}
