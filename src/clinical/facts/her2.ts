import type { ClinicalDate } from './dates.js';
import type { Evidence } from './evidence.js';

/** Owned by the HER2 reader and categorizer: one entry per usable or unusable HER2 result of the record. */
export interface Her2Facts {
  readonly results: readonly Her2Result[];
}

export interface Her2Result {
  readonly date?: ClinicalDate;
  readonly evidence: readonly Evidence[];
}
