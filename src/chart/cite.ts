import type { Evidence } from '../clinical/facts/evidence.js';
import { textAt } from './fields.js';
import type { FhirRecord } from './records.js';

const verbatimLimit = 200;

/** What of a record a fact was read from. */
export interface Citation {
  readonly path: string;
  readonly verbatim: string;
  readonly date?: string;
  /** False where the matched code has a display that nobody checked. */
  readonly verified?: boolean;
}

/** Evidence for a fact read from a record: its reference, path, words (at most 200 characters), date and status. */
export function cite(record: FhirRecord, citation: Citation): Evidence {
  const status = textAt(record.resource, 'status');
  return {
    reference: record.reference,
    path: citation.path,
    verbatim: citation.verbatim.slice(0, verbatimLimit),
    ...(citation.date === undefined ? {} : { date: citation.date }),
    ...(status === undefined ? {} : { status: status.slice(0, verbatimLimit) }),
    ...(citation.verified === false ? { verified: false as const } : {}),
  };
}

/** Orders evidence by date, then reference, then path, so that the order of the bundle does not matter. */
export function sortEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  if (evidence.length < 2) return evidence;
  const key = ({ date, reference, path }: Evidence): string => `${date ?? ''}|${reference}|${path}`;
  return [...evidence].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
