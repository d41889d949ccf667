import type { ClinicalDate } from './dates.js';
import type { Evidence } from './evidence.js';

/** Facts that T-DXd's label warnings name. Absent means: nothing in the data received, not that it was excluded. */
export interface Safety {
  readonly interstitialLungDisease?: { readonly evidence: readonly Evidence[] };
  /** Newest left ventricular ejection fraction, percent. */
  readonly lvef?: { readonly percent: number; readonly date?: ClinicalDate; readonly evidence: readonly Evidence[] };
  readonly pregnancy?: { readonly status: 'pregnant' | 'not-pregnant'; readonly evidence: readonly Evidence[] };
  readonly renalImpairment?: { readonly evidence: readonly Evidence[] };
  readonly neutropenia?: { readonly evidence: readonly Evidence[] };
}
