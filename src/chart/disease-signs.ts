import type { ClinicalDate } from '../clinical/facts/dates.js';
import type { StageGroup } from '../clinical/facts/disease.js';
import type { Evidence } from '../clinical/facts/evidence.js';

/** What one record says about the disease; `readDisease` puts the signs together. */
export type DiseaseSign = {
  readonly date?: ClinicalDate;
  readonly evidence: Evidence;
} & (
  | { readonly kind: 'breast-cancer' }
  | { readonly kind: 'metastatic' }
  | { readonly kind: 'unresectable' }
  /** Spread that is not called active any more, or a lymph node of unknown region: neither metastatic nor proof of early disease. */
  | { readonly kind: 'unclear-spread' }
  | { readonly kind: 'recurrence' }
  | { readonly kind: 'no-metastasis' }
  /** Axillary or other regional nodes: local spread, not distant metastasis. */
  | { readonly kind: 'regional-nodes' }
  | { readonly kind: 'stage'; readonly stage: StageGroup }
  | { readonly kind: 'residual'; readonly residual: 'present' | 'absent' }
  | { readonly kind: 'other-malignancy' }
  /** Response of the cancer, for the outcome of the therapy that was running. */
  | { readonly kind: 'progression' }
);
