import { startDeadline } from '../../src/fhir/client/deadline.js';
import { type FhirClient, type FhirLimits, makeFhirAccess } from '../../src/fhir/client/fhir-client.js';
import type { FhirReply } from '../../src/fhir/client/fhir-reply.js';
import { allowListedServers } from '../../src/fhir/origin.js';
import { type Answer, type Loopback, startLoopback } from './loopback-server.js';

/** A token that must appear in no log and no answer. */
export const canaryToken = 'canary-token-3f9a';
/** Milliseconds that a machine busy with other tests may be late. */
export const tolerance = 150;

const toClose: (() => void | Promise<void>)[] = [];

/** Closes what `serve` and `access` opened; for `afterEach`. */
export async function closeOpened(): Promise<void> {
  for (const close of toClose.splice(0)) await close();
}

/** A FHIR server on loopback that answers as told. */
export async function serve(answer: Answer): Promise<Loopback> {
  const server = await startLoopback(answer);
  toClose.push(server.close);
  return server;
}

interface Opened {
  /** Milliseconds of the request's deadline. */
  readonly ms?: number;
  readonly token?: string;
}

/** Opens clients of one process for a server: breaker and bulkhead are shared between them. */
export function access(origin: string, limits: Partial<FhirLimits> = {}): (options?: Opened) => FhirClient {
  const admission = allowListedServers([{ url: `${origin}/fhir` }], { httpsOnly: true }).admit(`${origin}/fhir`);
  if (admission.kind !== 'admitted') throw new Error(admission.reason);
  const openClient = makeFhirAccess(limits);
  return (options = {}) => {
    const deadline = startDeadline(options.ms ?? 3_000);
    toClose.push(deadline.end);
    return openClient({ server: admission.server, token: options.token ?? canaryToken, deadline });
  };
}

/** A searchset of resources, with a link to the next page where one is given. */
export function searchset(entries: readonly unknown[], next?: string): unknown {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    entry: entries.map((resource) => ({ resource })),
    ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
  };
}

/** Resources that a reply carries; -1 where it is a failure. */
export function count(reply: FhirReply): number {
  return 'received' in reply ? reply.received.length : -1;
}
