import { setTimeout as pause } from 'node:timers/promises';
import type { FhirServer } from '../origin.js';
import type { Deadline } from './deadline.js';
import { type Call, guardedFetch } from './guarded-fetch.js';
import type { GatedReply, OriginGate } from './origin-gate.js';

/** What one hook request brings to its calls. */
export interface FhirSession {
  readonly server: FhirServer;
  /** The access token of `fhirAuthorization`; absent for a server that asks for none. */
  readonly token?: string;
  readonly deadline: Deadline;
  /** Takes note of every call: what came of it and how long the request waited for it, in seconds. */
  readonly observe?: (call: { readonly outcome: string; readonly seconds: number }) => void;
}

export interface FhirRequest {
  readonly url: URL;
  /** Form for a POST `_search`; a GET where absent. */
  readonly form?: string;
}

/** Milliseconds before the one retry; the random part keeps the retries of many requests apart. */
const backOffMs = 80;
const spreadMs = 60;
/** Time that a retry needs to be worth its while, in milliseconds. */
const leastMs = 100;

/** True where nothing was processed or the server says that it is a passing state. */
function mayPass(reply: GatedReply): boolean {
  if (reply.kind === 'unreachable') return true;
  return reply.kind === 'answered' && (reply.status === 502 || reply.status === 503 || reply.status === 504);
}

/** A token that fits into a header: visible ASCII, of bounded length. */
function isToken(token: string): boolean {
  return token.length <= 16_384 && /^[\x21-\x7e]+$/.test(token);
}

function headersOf(session: FhirSession, request: FhirRequest): Record<string, string> {
  return {
    accept: 'application/fhir+json',
    ...(session.token === undefined ? {} : { authorization: `Bearer ${session.token}` }),
    ...(request.form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
  };
}

/** For a metric: the class of the status, or why there is none. A closed list. */
function outcomeOf(reply: GatedReply): string {
  return reply.kind === 'answered' ? `${Math.trunc(reply.status / 100)}xx` : reply.kind;
}

/**
 * Makes one FHIR call through the gate of its origin, with at most one retry after a connection error or 502, 503, 504, while time and
 * the origin's allowance last. Reads and searches only, so repeating one is harmless.
 */
export async function send(
  session: FhirSession,
  request: FhirRequest,
  means: { readonly gate: OriginGate; readonly maxBytes: number },
): Promise<GatedReply> {
  if (session.token !== undefined && !isToken(session.token)) return { kind: 'answered', status: 401 };
  const { server, deadline } = session;
  const call: Call = {
    url: request.url,
    method: request.form === undefined ? 'GET' : 'POST',
    headers: headersOf(session, request),
    ...(request.form === undefined ? {} : { body: request.form }),
    signal: deadline.signal,
    maxBytes: means.maxBytes,
  };
  const attempt = async (): Promise<GatedReply> => {
    const started = performance.now();
    const reply = await means.gate.run(deadline, () => guardedFetch(server.target, call));
    session.observe?.({ outcome: outcomeOf(reply), seconds: (performance.now() - started) / 1_000 });
    return reply;
  };
  const first = await attempt();
  if (!mayPass(first)) return first;
  const asked = first.kind === 'answered' ? (first.retryAfterMs ?? 0) : 0;
  const wait = Math.max(asked, backOffMs + Math.random() * spreadMs);
  if (deadline.remainingMs() < wait + leastMs || !means.gate.takeRetry()) return first;
  await pause(wait);
  return await attempt();
}
