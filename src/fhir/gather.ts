import { type PrefetchKey, requiredKeys } from '../cds/prefetch-keys.js';
import type { HookRequest } from '../cds/request.js';
import type { Focused } from '../cds/service.js';
import type { Records } from '../chart/records.js';
import { type Memory, nothingRemembered } from '../clinical/advice/memory.js';
import type { Silence } from '../clinical/advice/silence.js';
import { type Problem, problem } from '../errors.js';
import { type FhirFailure, failureWords } from './client/fhir-reply.js';
import { completeDrafts, completePrefetch } from './complete-prefetch.js';
import type { OriginRefusal } from './origin.js';
import { type Prefetched, readPrefetch } from './prefetch-records.js';
import { isSatisfied, type KeyState, stateWords } from './prefetch-state.js';
import { type FhirReach, openServer } from './reach.js';

/** A prefetch key that was not had, or only in part: what the client made of it, and why the FHIR server did not help. */
interface LackingKey {
  readonly key: PrefetchKey;
  readonly state: KeyState;
  readonly cause?: FhirFailure;
}

/** What is known of the data beside the data: for the answer and for the log, nothing of a patient in it. */
export interface DataReport {
  readonly lacking: readonly LackingKey[];
  /** Why the FHIR server of the request was not called. */
  readonly serverRefused?: OriginRefusal;
}

/** Everything that the pure steps need of the outside world for one request. */
export interface Gathered {
  readonly kind: 'gathered';
  readonly focused: Focused;
  readonly records: Records;
  readonly memory: Memory;
  readonly report: DataReport;
}

/** Required keys cannot be had. Where the request concerns nothing of ours, that is no reason to refuse it. */
export interface NotGathered {
  readonly kind: 'not-gathered';
  readonly refusal: Problem;
  readonly silence?: Silence;
  readonly report: DataReport;
}

/** What came with the request, or the refusal where any of it is of another patient. */
export function receive(request: HookRequest): Prefetched | Problem {
  const prefetched = readPrefetch(request);
  return prefetched.otherPatient ? problem('PATIENT_MISMATCH') : prefetched;
}

export interface Asked {
  readonly request: HookRequest;
  readonly received: Prefetched;
  /** The focus of the service, seen with these records: a drug drafted by reference is known only after its Medication is. */
  readonly focus: (records: Records) => Focused;
  /** What was shown and answered before for the patient; never rejects. Absent: nothing is remembered. */
  readonly recall?: () => Promise<Memory>;
}

interface Completion {
  readonly received: Prefetched | Problem;
  readonly causes: ReadonlyMap<PrefetchKey, FhirFailure>;
  readonly serverRefused?: OriginRefusal;
}

/** A silent service needs nothing of the FHIR server, unless a drafted drug that nobody knows keeps it silent. */
async function complete({ request, received, focus }: Asked, reach: FhirReach): Promise<Completion> {
  const focused = focus(received.records);
  const isUnsure = focused.gaps.some((gap) => gap.problem === 'REFERENCE_NOT_RESOLVED');
  if (focused.kind === 'silent' && !isUnsure) return { received, causes: new Map() };
  const server = openServer(request, reach);
  if (server.kind === 'none') {
    return { received, causes: new Map(), ...(server.refusal === undefined ? {} : { serverRefused: server.refusal }) };
  }
  try {
    const drafted = focused.kind === 'silent' ? await completeDrafts(request, server) : request;
    const again = drafted === request ? received : receive(drafted);
    if (again.kind === 'problem') return { received: again, causes: new Map() };
    if (focus(again.records).kind === 'silent') return { received: again, causes: new Map() };
    const completed = await completePrefetch(drafted, server);
    return { received: receive(completed.request), causes: completed.causes };
  } finally {
    server.end();
  }
}

function reportOf({ states }: Prefetched, { causes, serverRefused }: Completion): DataReport {
  const lacking = [...states].flatMap(([key, state]): readonly LackingKey[] => {
    if (state === 'had' || state === 'empty') return [];
    const cause = causes.get(key);
    return [{ key, state, ...(cause === undefined ? {} : { cause }) }];
  });
  return { lacking, ...(serverRefused === undefined ? {} : { serverRefused }) };
}

/** The refusal that names each required key that cannot be had, and why; undefined where all are had. */
function missingData({ states }: Prefetched, { causes }: Completion): Problem | undefined {
  const missing = requiredKeys.flatMap((key) => {
    const state = states.get(key) ?? 'absent';
    if (isSatisfied(key, state)) return [];
    const cause = causes.get(key);
    const why = cause === undefined ? stateWords[state] : failureWords[cause];
    return [{ expression: `prefetch.${key}`, text: `${key}: ${why}.` }];
  });
  return missing.length === 0 ? undefined : problem('DATA_MISSING', missing);
}

/** The focus of records that were asked for just before is not looked for again. */
function oncePerRecords(focus: Asked['focus']): Asked['focus'] {
  let last: { readonly records: Records; readonly focused: Focused } | undefined;
  return (records) => {
    if (last?.records !== records) last = { records, focused: focus(records) };
    return last.focused;
  };
}

/**
 * Completes what came with the request from its FHIR server, as far as `reach` allows. Gives the records, what is lacking in them, what
 * concerns the service in them, and the memory; or why there are none (required keys that cannot be
 * had, another patient's data).
 */
export async function gather(request: Asked, reach: FhirReach): Promise<Gathered | NotGathered | Problem> {
  const asked: Asked = { ...request, focus: oncePerRecords(request.focus) };
  const completion = await complete(asked, reach);
  const { received } = completion;
  if (received.kind === 'problem') return received;
  const focused = asked.focus(received.records);
  const report = reportOf(received, completion);
  const missing = missingData(received, completion);
  if (missing === undefined) {
    // Nothing is held back where nothing would be said.
    const isAsked = focused.kind !== 'silent' && asked.recall !== undefined;
    const memory = isAsked ? await asked.recall() : nothingRemembered;
    return { kind: 'gathered', focused, records: received.records, memory, report };
  }
  const silence = focused.kind === 'silent' ? { silence: focused.silence } : {};
  return { kind: 'not-gathered', refusal: missing, report, ...silence };
}
