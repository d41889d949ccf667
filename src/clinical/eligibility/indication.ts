import type { Region } from '../assessment.js';
import type { Day } from '../facts/dates.js';
import type { Her2Category } from '../her2/vocabulary.js';

/**
 * One condition of a label text: a closed set of kinds, each judged by one function of `criteria.ts`.
 * Parameters are data (knowledge/therapies/enhertu.json); decisions are code.
 */
export type Criterion =
  | { readonly kind: 'adult' }
  | { readonly kind: 'her2-category'; readonly anyOf: readonly Her2Category[] }
  | { readonly kind: 'hormone-receptor-positive' }
  | { readonly kind: 'advanced-disease' }
  | { readonly kind: 'no-metastatic-disease' }
  | { readonly kind: 'early-disease-stage'; readonly anyOf: readonly ('I' | 'II' | 'III')[] }
  | { readonly kind: 'first-line-metastatic' }
  | { readonly kind: 'prior-anti-her2-regimen'; readonly recurrenceWithinMonths?: number }
  | { readonly kind: 'prior-chemotherapy'; readonly recurrenceWithinMonths: number }
  | { readonly kind: 'endocrine-therapy-metastatic'; readonly progressed: boolean }
  | { readonly kind: 'no-neoadjuvant-therapy-yet' }
  | { readonly kind: 'neoadjuvant-trastuzumab-and-taxane' }
  | { readonly kind: 'residual-invasive-disease' }
  | { readonly kind: 'endocrine-therapy-not-suitable-next' };

export type CriterionKind = Criterion['kind'];

/** One labelled indication as data. */
export interface Indication {
  readonly id: string;
  readonly region: Region;
  /** Day from which it is in force. */
  readonly since: Day;
  /** Short name for a card, e.g. "HR-positive, HER2-low or -ultralow, after endocrine therapy". */
  readonly title: string;
  /** The label's words. */
  readonly text: string;
  /** Source id (knowledge/sources.json). */
  readonly source: string;
  readonly her2: 'positive' | 'low-or-ultralow' | 'low';
  readonly criteria: readonly Criterion[];
}
