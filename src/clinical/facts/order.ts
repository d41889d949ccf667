import type { Evidence } from './evidence.js';
import type { DrugClass } from './therapy.js';

/** A draft or signed order of the request that Herald recognises. Others are not here. */
export interface Order {
  /** `Type/id` as in draftOrders. */
  readonly reference: string;
  readonly kind: 'drug' | 'her2-test';
  /** kind drug: the ingredient and what it is. */
  readonly drug?: {
    readonly name: string;
    readonly class: DrugClass;
    readonly taxane: boolean;
    readonly antiHer2: boolean;
  };
  /** Where code and text name different drugs: the one of the text (`drug` is the coded one). */
  readonly textDrug?: { readonly name: string; readonly class: DrugClass };
  /** kind her2-test. */
  readonly test?: 'ihc' | 'ish' | 'her2';
  /** order-select: named in `selections`; order-sign: every order of the request. */
  readonly selected: boolean;
  /** A renewal, or a drug that the chart says is running. */
  readonly continued: boolean;
  /** Code and text of the order name different drugs. */
  readonly codeAgainstText: boolean;
  readonly evidence: readonly Evidence[];
}
