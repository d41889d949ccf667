import { asFields, textAt } from '../../chart/fields.js';
import type { Received } from '../../chart/records.js';
import type { FhirFailure, FhirReply } from './fhir-reply.js';
import { defaultGateLimits, type GateLimits, makeGates, type OriginGate, takingTurns } from './origin-gate.js';
import { failureOf, readPage } from './read-page.js';
import { fhirRequest, nextRequest } from './search-request.js';
import { type FhirRequest, type FhirSession, send } from './send.js';

export interface FhirLimits extends GateLimits {
  /** Most bytes of one answer, inflated. */
  readonly maxBytes: number;
  /** Most pages of one search. */
  readonly maxPages: number;
  /** Most entries of one search, over all its pages. */
  readonly maxEntries: number;
  /** Calls at a time of one hook request: it takes its turn, and cannot take that of the client's other requests. */
  readonly concurrentPerRequest: number;
}

const defaultFhirLimits: FhirLimits = {
  ...defaultGateLimits,
  maxBytes: 5 * 1024 * 1024,
  maxPages: 10,
  maxEntries: 10_000,
  concurrentPerRequest: 6,
};

/** The FHIR server as one hook request sees it. Nothing here throws for what a server does. */
export interface FhirClient {
  /** Reads one resource, `Type/id`. */
  readonly read: (reference: string) => Promise<FhirReply>;
  /** Searches by a relative URL (`Type?…`, tokens filled in) and follows its pages. */
  readonly search: (query: string) => Promise<FhirReply>;
  /** Follows the `next` link of a Bundle that came as prefetch: the pages after it. */
  readonly follow: (next: string) => Promise<FhirReply>;
}

interface Line {
  readonly session: FhirSession;
  readonly gate: OriginGate;
  readonly limits: FhirLimits;
}

function stopped(received: readonly Received[], cause: FhirFailure): FhirReply {
  return received.length === 0 ? { kind: cause } : { kind: 'partial', received, cause };
}

/** Pages from `first` on, until the last, a failure, a limit or a page seen before. */
async function readPages(line: Line, first: FhirRequest): Promise<FhirReply> {
  const { session, limits } = line;
  const received: Received[] = [];
  const seen = new Set<string>();
  let request = first;
  let faulty = false;
  for (;;) {
    seen.add(request.url.href);
    const page = readPage(await send(session, request, { gate: line.gate, maxBytes: limits.maxBytes }));
    if (page.kind !== 'page') return stopped(received, page.kind);
    const room = limits.maxEntries - received.length;
    for (const each of page.received.slice(0, room)) received.push(each);
    faulty ||= page.faulty;
    if (page.received.length > room) return stopped(received, 'too-many-pages');
    if (page.next === undefined) return faulty ? stopped(received, 'outcome') : { kind: 'ok', received };
    const next = nextRequest(session.server, page.next);
    if (next === undefined) return stopped(received, 'foreign-link');
    if (seen.has(next.url.href) || seen.size >= limits.maxPages) return stopped(received, 'too-many-pages');
    request = next;
  }
}

async function readOne(line: Line, reference: string): Promise<FhirReply> {
  const request = reference.includes('/') ? fhirRequest(line.session.server, reference) : undefined;
  if (request === undefined) return { kind: 'not-permitted' };
  const reply = await send(line.session, request, { gate: line.gate, maxBytes: line.limits.maxBytes });
  const failure = failureOf(reply);
  if (failure !== undefined) return { kind: failure };
  const resource = reply.kind === 'answered' ? asFields(reply.json) : undefined;
  const asked = reference.slice(0, reference.indexOf('/'));
  return textAt(resource, 'resourceType') === asked ? { kind: 'ok', received: [{ resource }] } : { kind: 'not-fhir' };
}

/**
 * The way to FHIR servers, one for the process: it keeps bulkhead and breaker per origin.
 * @returns a function that opens a client for one hook request (its admitted server, token and deadline).
 */
export function makeFhirAccess(limits: Partial<FhirLimits> = {}): (session: FhirSession) => FhirClient {
  const all: FhirLimits = { ...defaultFhirLimits, ...limits };
  const gateFor = makeGates(all);
  return (session) => {
    const gate = takingTurns(gateFor(session.server.base.origin), all.concurrentPerRequest);
    const line: Line = { session, gate, limits: all };
    const pages = async (request: FhirRequest | undefined): Promise<FhirReply> =>
      request === undefined ? { kind: 'not-permitted' } : await readPages(line, request);
    return {
      read: (reference) => readOne(line, reference),
      search: (query) => pages(query.includes('?') ? fhirRequest(session.server, query) : undefined),
      follow: async (next) => {
        const request = nextRequest(session.server, next);
        return request === undefined ? { kind: 'foreign-link' } : await readPages(line, request);
      },
    };
  };
}
