import { type PrefetchKey, resourceTypes } from '../cds/prefetch-keys.js';
import { asFields, type Fields, textAt } from '../chart/fields.js';
import type { Received } from '../chart/records.js';
import { type Entries, readBundle } from './bundle-entries.js';
import { meaningOfOutcome, type OutcomeMeaning } from './operation-outcome.js';

/**
 * What the client made of one prefetch key. `had` and `empty` satisfy it; `partial` carries data of which more exists;
 * the others carry none that may be counted on.
 */
export type KeyState = 'had' | 'empty' | 'partial' | 'absent' | 'failed' | 'wrong-type';

/** Why a key is not satisfied, in words for the OperationOutcome of a 412. */
export const stateWords: Readonly<Record<KeyState, string>> = {
  had: 'received',
  empty: 'received, with nothing in it',
  partial: 'received in part: further pages or results exist',
  absent: 'not sent',
  failed: 'sent as an error, or without any of its results',
  'wrong-type': 'sent as something else than the resource or Bundle asked for',
};

/** True where a key carries data or the statement that there are none. A Patient that "is not there" cannot be. */
export function isSatisfied(key: PrefetchKey, state: KeyState): boolean {
  return state === 'had' || state === 'partial' || (state === 'empty' && key !== 'patient');
}

/** The state of a search that was split, from those of its parts: what one part lacks, the whole has in part. */
export function mergedState(parts: readonly KeyState[]): KeyState {
  const [first = 'absent'] = parts;
  if (parts.every((each) => each === 'had' || each === 'empty')) return parts.includes('had') ? 'had' : first;
  if (parts.includes('had') || parts.includes('partial')) return 'partial';
  return parts.find((each) => each !== 'empty') ?? first;
}

export interface KeyReading {
  readonly state: KeyState;
  readonly received: readonly Received[];
  /** Outcomes that say something of the search (not the harmless ones). */
  readonly outcomes: number;
}

const nothing = (state: KeyState): KeyReading => ({ state, received: [], outcomes: 0 });

function stateOfBundle(
  key: PrefetchKey,
  { received, hasNext }: Entries,
  meanings: readonly OutcomeMeaning[],
): KeyState {
  if (meanings.includes('failed')) return received.length === 0 ? 'failed' : 'partial';
  // A page without anything, of a search that has more: nothing of it was had.
  if (hasNext || meanings.includes('incomplete')) return received.length === 0 ? 'failed' : 'partial';
  if (received.length === 0) return 'empty';
  const isPatient = (each: Received): boolean => textAt(asFields(each.resource), 'resourceType') === 'Patient';
  return key !== 'patient' || received.some(isPatient) ? 'had' : 'wrong-type';
}

function readBundleKey(key: PrefetchKey, bundle: Fields): KeyReading {
  const entries = readBundle(bundle);
  const meanings = entries.outcomes.map(meaningOfOutcome);
  return {
    state: stateOfBundle(key, entries, meanings),
    received: entries.received,
    outcomes: meanings.filter((meaning) => meaning !== 'harmless').length,
  };
}

/**
 * Reads the value under one of our prefetch keys. `null` means "asked, nothing there": our templates use 2.0 tokens only, so a client
 * that cannot resolve a template (and sends null for that) is not expected. Takes the value as sent (undefined: key not sent).
 */
export function readPrefetchKey(key: PrefetchKey, value: unknown): KeyReading {
  if (value === undefined) return nothing('absent');
  if (value === null) return nothing('empty');
  const resource = asFields(value);
  const type = textAt(resource, 'resourceType');
  if (resource === undefined || type === undefined) return nothing('wrong-type');
  if (type === 'OperationOutcome') return { ...nothing('failed'), outcomes: 1 };
  if (type === 'Bundle') return readBundleKey(key, resource);
  return { state: type === resourceTypes[key] ? 'had' : 'wrong-type', received: [{ resource }], outcomes: 0 };
}

/** Reads a value under a key that is not ours: its resources are read by their type, and satisfy nothing. */
export function readForeignKey(value: unknown): readonly Received[] {
  const resource = asFields(value);
  const type = textAt(resource, 'resourceType');
  if (resource === undefined || type === undefined || type === 'OperationOutcome') return [];
  return type === 'Bundle' ? readBundle(resource).received : [{ resource }];
}
