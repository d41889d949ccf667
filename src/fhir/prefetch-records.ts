import { continuedKey, type PrefetchKey, prefetchKeys } from '../cds/prefetch-keys.js';
import type { HookRequest } from '../cds/request.js';
import { asFields } from '../chart/fields.js';
import { indexRecords, type Received, type Records } from '../chart/records.js';
import type { Gap } from '../clinical/facts/evidence.js';
import { readBundle } from './bundle-entries.js';
import { type KeyReading, type KeyState, mergedState, readForeignKey, readPrefetchKey } from './prefetch-state.js';
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

interface NamedReading extends KeyReading {
  readonly key: PrefetchKey;
}

/** Our keys, sent or not, then what continues them (`her2-2`) where it was sent. */
function readOwnKeys({ prefetch }: HookRequest): {
  readonly own: readonly NamedReading[];
  readonly continued: readonly NamedReading[];
} {
  const own = prefetchKeys.map((key) => ({ key, ...readPrefetchKey(key, prefetch.get(key)) }));
  const continued = [...prefetch].flatMap(([name, value]) => {
    const key = continuedKey(name);
    return key === undefined ? [] : [{ key, ...readPrefetchKey(key, value) }];
  });
  return { own, continued };
}

function readForeignKeys({ prefetch }: HookRequest): readonly Received[] {
  const ours = new Set<string>(prefetchKeys);
  return [...prefetch]
    .filter(([name]) => !ours.has(name) && continuedKey(name) === undefined)
    .flatMap(([, value]) => readForeignKey(value));
}

/**
 * Reads everything that the request carries about its patient. Data under keys of ours and of others are read alike, by type;
 * only ours are accounted for. Never throws.
 */
export function readPrefetch(request: HookRequest): Prefetched {
  const { own, continued } = readOwnKeys(request);
  const readings = [...own, ...continued];
  const drafts = draftEntries(request);
  const received = [
    ...readings.flatMap((each) => each.received),
    ...readForeignKeys(request),
    ...referencedByDrafts(drafts),
  ];
  const states = new Map(
    prefetchKeys.map((key) => [
      key,
      mergedState(readings.filter((each) => each.key === key).map((each) => each.state)),
    ]),
  );
  const failed = new Set(readings.filter((each) => each.outcomes > 0).map(({ key }) => key));
  const gaps = [...failed].map((key): Gap => ({ reference: `prefetch/${key}`, problem: 'SEARCH_OUTCOME' }));
  const inState = (wanted: (state: KeyState) => boolean): readonly PrefetchKey[] =>
    [...states].flatMap(([key, state]) => (wanted(state) ? [key] : []));
  return {
    kind: 'prefetched',
    records: indexRecords(received, {
      patient: request.patient,
      unavailable: inState((state) => state !== 'had' && state !== 'empty' && state !== 'partial'),
      partial: inState((state) => state === 'partial'),
      gaps,
    }),
    states,
    otherPatient: namesAnother(request.patient, subjectsOf([...received, ...drafts])),
  };
}
