import type { PrefetchKey } from '../cds/prefetch-keys.js';
import type { PrefetchTemplates } from '../cds/prefetch-templates.js';
import type { HookRequest } from '../cds/request.js';
import { asFields } from '../chart/fields.js';
import { indexRecords, type Received, type Records } from '../chart/records.js';
import { readBundle } from './bundle-entries.js';
import type { FhirClient } from './client/fhir-client.js';
import type { FhirFailure, FhirReply } from './client/fhir-reply.js';
import { type Fetch, planFetches } from './fetch-plan.js';
import { readPrefetch } from './prefetch-records.js';
import { isSatisfied } from './prefetch-state.js';
import { batchReferences, missingReferences } from './resolve-references.js';

/** A request whose prefetch was completed from the FHIR server, and why some keys could not be. */
export interface Completed {
  readonly request: HookRequest;
  readonly causes: ReadonlyMap<PrefetchKey, FhirFailure>;
}

export interface CompletionMeans {
  readonly client: FhirClient;
  readonly templates: PrefetchTemplates;
  /** Base URL of the FHIR server: absolute references below it are fetched. */
  readonly base: URL;
}

/** Name under which fetched references join the prefetch: no key of ours, so its resources are read and satisfy nothing. */
const referencesName = 'org.herald-cds.references';
/** A panel names its members, a member its specimen: two rounds reach both. */
const referenceRounds = 2;
/** References fetched for one request: more than a long record needs, and no way to have a server asked hundreds of times. */
const mostReferences = 600;

/** What a failed search says in the place of its result; `follow` adds it to what came, so that the key stays partial. */
const failed = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'incomplete' }] } as const;

function bundleOf(received: readonly Received[], complete: boolean): unknown {
  const entry: unknown[] = complete ? [...received] : [...received, { resource: failed }];
  return { resourceType: 'Bundle', type: 'searchset', entry };
}

function entriesOf(value: unknown): readonly Received[] {
  const bundle = asFields(value);
  return bundle === undefined ? [] : readBundle(bundle).received;
}

async function ask(client: FhirClient, fetch: Fetch): Promise<FhirReply> {
  if (fetch.kind === 'follow') return await client.follow(fetch.next);
  return fetch.query.includes('?') ? await client.search(fetch.query) : await client.read(fetch.query);
}

/** Fetches concurrently and puts the results under their keys. What came with the request stays, also beside a failure. */
async function fetchAll(completed: Completed, fetches: readonly Fetch[], client: FhirClient): Promise<Completed> {
  const replies = await Promise.all(fetches.map(async (fetch) => ({ fetch, reply: await ask(client, fetch) })));
  const prefetch = new Map(completed.request.prefetch);
  const causes = new Map(completed.causes);
  const touched = new Map<string, { readonly received: Received[]; whole: boolean }>();
  for (const { fetch, reply } of replies) {
    const part = touched.get(fetch.name) ?? { received: [...entriesOf(prefetch.get(fetch.name))], whole: true };
    if ('received' in reply) for (const each of reply.received) part.received.push(each);
    if (reply.kind !== 'ok') {
      part.whole = false;
      causes.set(fetch.key, reply.kind === 'partial' ? reply.cause : reply.kind);
    }
    touched.set(fetch.name, part);
  }
  for (const [name, { received, whole }] of touched) prefetch.set(name, bundleOf(received, whole));
  return { request: { ...completed.request, prefetch }, causes };
}

/** True where a key now carries data, or the statement that there are none. */
function isHad(request: HookRequest, key: PrefetchKey): boolean {
  return isSatisfied(key, readPrefetch(request).states.get(key) ?? 'absent');
}

/** What the draft orders point to and nobody sent: a drug that is ordered by reference has to be known. */
function unresolvedDrafts(request: HookRequest, base: URL, records: Records): readonly string[] {
  const ofDrafts = missingReferences(indexRecords(entriesOf(request.draftOrders)), base);
  return ofDrafts.filter((each) => !records.byReference.has(each));
}

/** What the records and the draft orders point to and nobody sent. */
function unresolved(request: HookRequest, base: URL): readonly string[] {
  const { records } = readPrefetch(request);
  return [...new Set([...missingReferences(records, base), ...unresolvedDrafts(request, base, records)])].sort();
}

async function fetchThese(
  request: HookRequest,
  references: readonly string[],
  client: FhirClient,
): Promise<HookRequest> {
  const replies = await Promise.all(
    batchReferences(references).map(({ query }) => (query.includes('?') ? client.search(query) : client.read(query))),
  );
  const received = replies.flatMap((reply) => ('received' in reply ? reply.received : []));
  const before = entriesOf(request.prefetch.get(referencesName));
  return {
    ...request,
    prefetch: new Map(request.prefetch).set(referencesName, bundleOf([...before, ...received], true)),
  };
}

/** Fetches what the records point to and do not hold. A reference that cannot be had stays unresolved; the readers say so. */
async function fetchReferences(completed: Completed, means: CompletionMeans): Promise<Completed> {
  let request = completed.request;
  const asked = new Set<string>();
  for (let round = 0; round < referenceRounds; round += 1) {
    const all = unresolved(request, means.base).filter((each) => !asked.has(each));
    const missing = all.slice(0, mostReferences - asked.size);
    if (missing.length === 0) break;
    for (const each of missing) asked.add(each);
    request = await fetchThese(request, missing, means.client);
  }
  return { ...completed, request };
}

/** Fetches only what the draft orders point to: enough to know whether they concern the service at all. */
export async function completeDrafts(request: HookRequest, means: CompletionMeans): Promise<HookRequest> {
  const all = unresolvedDrafts(request, means.base, readPrefetch(request).records);
  const missing = all.slice(0, mostReferences);
  return missing.length === 0 ? request : await fetchThese(request, missing, means.client);
}

/**
 * Completes the prefetch of a request from the FHIR server: the required keys first, then (where those could be had) the secondary ones
 * concurrently, then the references. All calls share the deadline of `client`; what does not come in time is a cause, not a wait.
 */
export async function completePrefetch(request: HookRequest, means: CompletionMeans): Promise<Completed> {
  const plan = planFetches(request, means.templates);
  const first = await fetchAll({ request, causes: new Map() }, plan.required, means.client);
  if (plan.required.some(({ key }) => !isHad(first.request, key))) return first;
  const second = await fetchAll(first, plan.secondary, means.client);
  return await fetchReferences(second, means);
}
