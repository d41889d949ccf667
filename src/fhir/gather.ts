import { type PrefetchKey, requiredKeys } from '../cds/prefetch-keys.js';
import type { HookRequest } from '../cds/request.js';
import type { Records } from '../chart/records.js';
import { type Memory, noMemory } from '../clinical/advice/memory.js';
import { type Problem, problem } from '../errors.js';
import { type Prefetched, readPrefetch } from './prefetch-records.js';
import { type KeyState, stateWords } from './prefetch-state.js';

/** Everything that the pure steps need of the outside world for one request. */
export interface Gathered {
  readonly kind: 'gathered';
  readonly records: Records;
  readonly memory: Memory;
}

/** Keys that carry data or the statement that there are none. A Patient that "is not there" cannot be: `empty` does not do for it. */
function satisfies(key: PrefetchKey, state: KeyState): boolean {
  return state === 'had' || state === 'partial' || (state === 'empty' && key !== 'patient');
}

/** What came with the request, or the refusal where any of it is of another patient. */
export function receive(request: HookRequest): Prefetched | Problem {
  const prefetched = readPrefetch(request);
  return prefetched.otherPatient ? problem('PATIENT_MISMATCH') : prefetched;
}

/** Completes what came with the request. Gives records and memory, or the refusal that names the required keys that cannot be had. */
export async function gather(prefetched: Prefetched): Promise<Gathered | Problem> {
  const missing = requiredKeys.flatMap((key) => {
    const state = prefetched.states.get(key) ?? 'absent';
    return satisfies(key, state) ? [] : [{ expression: `prefetch.${key}`, text: `${key}: ${stateWords[state]}.` }];
  });
  if (missing.length > 0) return problem('DATA_MISSING', missing);
  return { kind: 'gathered', records: prefetched.records, memory: noMemory };
}
