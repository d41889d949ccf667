import type { DraftKind, TestingNeed } from './advice.js';
import { isRequested } from './pending-test.js';
import type { Situation } from './situation.js';

/** What may be drafted for each need. */
export const draftOfNeed: Readonly<Record<TestingNeed, readonly DraftKind[]>> = {
  'ish-same-specimen': ['ish'],
  'dual-probe-ish': ['dual-probe-ish'],
  'ish-recount': ['ish-review'],
  'ish-details': ['ish-review'],
  'ihc-same-tissue': ['ihc'],
  'ihc-score': ['score-report'],
  'staining-detail': ['staining-reread'],
  'repeat-test': ['repeat-test'],
  'invasive-tissue-test': ['repeat-test'],
  'metastatic-site-test': ['metastatic-site-test'],
  clarification: ['pathology-review'],
  'not-found': [],
};

/** The drafts wanted, without those that are requested or drafted already. */
export function draftsOf(wanted: readonly DraftKind[], situation: Situation): readonly DraftKind[] {
  return wanted.filter((kind) => !isRequested(kind, situation));
}
