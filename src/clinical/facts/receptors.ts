import type { ClinicalDate } from './dates.js';
import type { Evidence } from './evidence.js';

export type ReceptorStatus = 'positive' | 'negative' | 'unknown';

/** One hormone receptor (ER or PR) of the patient: the newest usable result counts, older different ones are shown. */
export interface Receptor {
  readonly status: ReceptorStatus;
  /** Percent of tumour nuclei stained, 0-100. */
  readonly percent?: number;
  /** ER 1-10 %: positive, and said so (asco-cap-er-pgr-2020: "ER Low Positive"). */
  readonly lowPositive?: boolean;
  readonly date?: ClinicalDate;
  /** Usable results of the same receptor disagree about positivity. */
  readonly discordant?: boolean;
  readonly evidence: readonly Evidence[];
}

export interface Receptors {
  readonly er: Receptor;
  readonly pr: Receptor;
}
