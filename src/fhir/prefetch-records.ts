import { type PrefetchKey, prefetchKeys } from '../cds/prefetch-keys.js';
import type { HookRequest } from '../cds/request.js';
import { asFields } from '../chart/fields.js';
import { indexRecords, type Received, type Records } from '../chart/records.js';
import type { Gap } from '../clinical/facts/evidence.js';
import { readBundle } from './bundle-entries.js';
import { type KeyState, readForeignKey, readPrefetchKey } from './prefetch-state.js';
import { namesAnother, subjectsOf } from './subject.js';

/** What the prefetch of a request gave: the records, and what became of each key. */
export interface Prefetched {
  readonly kind: 'prefetched';
  readonly records: Records;
  readonly states: ReadonlyMap<PrefetchKey, KeyState>;
  /** A resource (also a draft order) names another patient than the context. */
  readonly otherPatient: boolean;
}

/** Resources of the draft orders: checked for their patient and used to resolve references, never read as history. */
function draftEntries(request: HookRequest): readonly Received[] {
  const bundle = asFields(request.draftOrders);
  return bundle === undefined ? [] : readBundle(bundle).received;
}

/** A Medication that came beside the draft orders is needed to know what is ordered; the drafts themselves are no record. */
function referencedByDrafts(drafts: readonly Received[]): readonly Received[] {
  return drafts.filter(({ resource }) => asFields(resource)?.resourceType === 'Medication');
}

/**
 * Reads everything that the request carries about its patient. Data under keys of ours and of others are read alike, by type;
 * only ours are accounted for. Never throws.
 */
export function readPrefetch(request: HookRequest): Prefetched {
  const readings = prefetchKeys.map((key) => ({ key, ...readPrefetchKey(key, request.prefetch.get(key)) }));
  const ours = new Set<string>(prefetchKeys);
  const foreign = [...request.prefetch].filter(([key]) => !ours.has(key)).flatMap(([, value]) => readForeignKey(value));
  const drafts = draftEntries(request);
  const received = [...readings.flatMap((each) => each.received), ...foreign, ...referencedByDrafts(drafts)];
  const gaps: Gap[] = readings
    .filter((each) => each.outcomes > 0)
    .map(({ key }) => ({ reference: `prefetch/${key}`, problem: 'SEARCH_OUTCOME' }));
  const unavailable = readings.filter(({ state }) => state !== 'had' && state !== 'empty').map(({ key }) => key);
  return {
    kind: 'prefetched',
    records: indexRecords(received, { patient: request.patient, unavailable, gaps }),
    states: new Map(readings.map(({ key, state }) => [key, state])),
    otherPatient: namesAnother(request.patient, subjectsOf([...received, ...drafts])),
  };
}
