import { earliestDay, latestDay } from '../facts/dates.js';
import type { Evidence } from '../facts/evidence.js';
import type { DraftKind, TestingNeed } from './advice.js';
import { her2Evidence, type Situation } from './situation.js';

/** A test or meeting that is requested and not reported yet: it is not suggested again. */
export interface PendingTest {
  /** `her2`: the request does not say which method; it stands for both. */
  readonly test: 'ihc' | 'ish' | 'her2' | 'echocardiogram' | 'tumour-board';
  /** `Specimen/{id}`, where the request names one. */
  readonly specimen?: string;
  readonly evidence: readonly Evidence[];
}

type Method = PendingTest['test'];

/** Requests that answer each need. */
const answeredBy: Readonly<Record<TestingNeed, readonly Method[]>> = {
  'ish-same-specimen': ['ish', 'her2'],
  'dual-probe-ish': ['ish', 'her2'],
  'ish-recount': ['ish', 'her2'],
  'ish-details': ['ish', 'her2'],
  'ihc-same-tissue': ['ihc', 'her2'],
  'ihc-score': ['ihc', 'her2'],
  'staining-detail': ['ihc', 'her2'],
  'repeat-test': ['ihc', 'ish', 'her2'],
  'invasive-tissue-test': ['ihc', 'ish', 'her2'],
  'metastatic-site-test': ['ihc', 'ish', 'her2'],
  clarification: ['ihc', 'ish', 'her2'],
  'not-found': ['ihc', 'ish', 'her2'],
};

/**
 * Many systems never close a request. One that is older than the result it led to is answered: an ISH request before the
 * first result of the index specimen, any other on or before its last one. Without a date it counts as open.
 */
function isOpen(pending: PendingTest, results: readonly Evidence[]): boolean {
  if (pending.test === 'echocardiogram' || pending.test === 'tumour-board') return true;
  const requested = pending.evidence.find((each) => each.date !== undefined)?.date;
  const dates = results.flatMap((each) => each.date ?? []).sort();
  const first = dates[0];
  const last = dates.at(-1);
  if (requested === undefined || first === undefined || last === undefined) return true;
  return pending.test === 'ish' ? latestDay(requested) >= earliestDay(first) : earliestDay(requested) > latestDay(last);
}

/** Requests that stand for each draft. */
const sameAs: Readonly<Record<DraftKind, readonly Method[]>> = {
  ish: ['ish', 'her2'],
  'dual-probe-ish': ['ish', 'her2'],
  ihc: ['ihc', 'her2'],
  'score-report': ['ihc', 'her2'],
  'staining-reread': ['ihc', 'her2'],
  'ish-review': ['ish', 'her2'],
  'pathology-review': ['ihc', 'her2'],
  'repeat-test': ['ihc', 'ish', 'her2'],
  'metastatic-site-test': ['ihc', 'ish', 'her2'],
  echocardiogram: ['echocardiogram'],
  'tumour-board': ['tumour-board'],
};

function anyOpen(methods: readonly Method[], situation: Situation): boolean {
  const results = her2Evidence(situation.her2);
  return (
    situation.focus.orders.some((order) => order.test !== undefined && methods.includes(order.test)) ||
    situation.pendingTests.some((pending) => methods.includes(pending.test) && isOpen(pending, results))
  );
}

/** Whether a request on record, or a draft of this very session, answers the need. */
export function isUnderWay(need: TestingNeed, situation: Situation): boolean {
  return anyOpen(answeredBy[need], situation);
}

/** Whether what a card would offer is requested or drafted already. */
export function isRequested(kind: DraftKind, situation: Situation): boolean {
  return anyOpen(sameAs[kind], situation);
}
