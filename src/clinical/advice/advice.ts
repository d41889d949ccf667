import type { Appraisal } from '../assessment.js';
import type { Evidence } from '../facts/evidence.js';
import type { Order } from '../facts/order.js';

/** Static topics of the cards: a client's acknowledgement memory hangs on them, so they are never reused. */
export const topics = [
  'HER2LOWTDXD',
  'HER2COMPLETETESTING',
  'HER2LOOKAGAIN',
  'HER2ORDERCHECK',
  'TDXDORDERCHECK',
  'TDXDSAFETY',
  'ORDERCODETEXT',
] as const;
export type Topic = (typeof topics)[number];

/**
 * What would complete the testing. `clarification`: results that contradict each other while a drug hangs on them. `not-found`: no
 * readable result in the data received, nothing is suggested.
 */
export type TestingNeed =
  | 'ish-same-specimen'
  | 'dual-probe-ish'
  | 'ish-recount'
  | 'ish-details'
  | 'ihc-same-tissue'
  | 'ihc-score'
  | 'staining-detail'
  | 'repeat-test'
  | 'invasive-tissue-test'
  | 'metastatic-site-test'
  | 'clarification'
  | 'not-found';

/** Drafts that a card may offer for the clinician's scratchpad. None is a drug. */
export const draftKinds = [
  'ish',
  'dual-probe-ish',
  'ihc',
  'score-report',
  'staining-reread',
  'ish-review',
  'pathology-review',
  'repeat-test',
  'metastatic-site-test',
  'echocardiogram',
  'tumour-board',
] as const;
export type DraftKind = (typeof draftKinds)[number];

/** Label warnings of T-DXd that the record documents. */
export type SafetyConcern = 'interstitial-lung-disease' | 'lvef-below-50' | 'pregnancy';

interface Said {
  readonly indicator: 'info' | 'warning';
  /**
   * Stable text of what the advice rests on (topic, category, evidence references with dates, drugs): the same text means that
   * nothing new is known. It holds record ids; whoever stores it hashes it.
   */
  readonly fingerprint: string;
  readonly evidence: readonly Evidence[];
  /** What the card may offer; nothing that is requested or drafted already. */
  readonly drafts: readonly DraftKind[];
}

/** HER2-low or -ultralow in documented advanced disease, with the one or two indications concerned. */
export interface Discuss extends Said {
  readonly kind: 'discuss';
  readonly topic: 'HER2LOWTDXD';
  readonly indications: readonly Appraisal[];
}

export interface CompleteTesting extends Said {
  readonly kind: 'complete-testing';
  readonly topic: 'HER2COMPLETETESTING';
  readonly need: TestingNeed;
  /** Indications that hang on the missing result. */
  readonly indications: readonly Appraisal[];
}

export interface LookAgain extends Said {
  readonly kind: 'look-again';
  readonly topic: 'HER2LOOKAGAIN' | 'ORDERCODETEXT';
  readonly finding: 'contradiction' | 'discordance' | 'earlier-positive' | 'code-against-text';
  /** Orders that the finding concerns; none where it is about results alone. */
  readonly orders: readonly Order[];
}

export interface CheckOrder extends Said {
  readonly kind: 'check-order';
  readonly topic: 'HER2ORDERCHECK' | 'TDXDORDERCHECK' | 'TDXDSAFETY';
  readonly problem: 'not-overexpressed' | 'no-indication-documented' | 'safety';
  readonly orders: readonly Order[];
  /** problem safety: what is on record. */
  readonly concerns: readonly { readonly concern: SafetyConcern; readonly evidence: readonly Evidence[] }[];
  /** problem no-indication-documented: the indications of the region, nearest first, two at most. */
  readonly indications: readonly Appraisal[];
}

/** Something that deserves to be said: at most one per finding, two in all. */
export type Advice = Discuss | CompleteTesting | LookAgain | CheckOrder;
