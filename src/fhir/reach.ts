import type { PrefetchTemplates } from '../cds/prefetch-templates.js';
import type { HookRequest } from '../cds/request.js';
import { startDeadline } from './client/deadline.js';
import type { FhirClient } from './client/fhir-client.js';
import type { FhirSession } from './client/send.js';
import type { CompletionMeans } from './complete-prefetch.js';
import type { OriginPolicy, OriginRefusal } from './origin.js';

/** How far the requests of one client may reach: which FHIR servers, for how long, with which searches. Made once per client. */
export interface FhirReach {
  readonly servers: OriginPolicy;
  /** Opens the way to an admitted server; keeps breaker and bulkhead, so each client has its own. */
  readonly open: (session: FhirSession) => FhirClient;
  readonly templates: PrefetchTemplates;
  /** Milliseconds for all calls of one request together. */
  readonly deadlineMs: number;
}

/** The FHIR server of one request, opened for as long as its deadline. */
export interface OpenedServer extends CompletionMeans {
  readonly kind: 'opened';
  /** Releases the deadline's timer. */
  readonly end: () => void;
}

/** No server: the request names none, or one that may not be called. */
export interface NoServer {
  readonly kind: 'none';
  readonly refusal?: OriginRefusal;
}

/** Opens the FHIR server that a request names, where its client may have it called. Calls nobody; the deadline starts now. */
export function openServer(request: HookRequest, reach: FhirReach): OpenedServer | NoServer {
  if (request.fhirServer === undefined) return { kind: 'none' };
  const admission = reach.servers.admit(request.fhirServer);
  if (admission.kind === 'refused') return { kind: 'none', refusal: admission.reason };
  const { server } = admission;
  const deadline = startDeadline(reach.deadlineMs);
  const client = reach.open({
    server,
    deadline,
    ...(request.accessToken === undefined ? {} : { token: request.accessToken }),
  });
  return { kind: 'opened', client, templates: reach.templates, base: server.base, end: deadline.end };
}
