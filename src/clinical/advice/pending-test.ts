import type { Evidence } from '../facts/evidence.js';

/** A HER2 test that is requested and not reported yet: it is not suggested again. */
export interface PendingTest {
  /** `her2`: the request does not say which method; it stands for both. */
  readonly test: 'ihc' | 'ish' | 'her2';
  /** `Specimen/{id}`, where the request names one. */
  readonly specimen?: string;
  readonly evidence: readonly Evidence[];
}
