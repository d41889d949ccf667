import type { LookupAddress } from 'node:dns';
import { lookup as lookUpName } from 'node:dns/promises';
import { createRequire } from 'node:module';
import { isIP, type LookupFunction } from 'node:net';
import type { Agent } from 'undici';
import type { AddressRule } from './addresses.js';

/** Resolves a host name to all its addresses. Injected, so that a test can play a name server that changes its answer. */
export type ResolveName = (hostname: string) => Promise<readonly LookupAddress[]>;

/**
 * One origin that may be called, with the addresses it may have and the connections to it.
 * Made by the origin policy and by the key sets only: whoever holds a Target may call its origin and no other.
 */
export interface Target {
  /** Serialized origin: scheme, host and port in the form `new URL` gives. */
  readonly origin: string;
  readonly addresses: AddressRule;
  /** Connects to a checked address and to that one: the name is resolved once, for the connection itself. */
  readonly agent: Agent;
}

/** Message of the error of a connection that was refused because of its address. */
export const addressRefused = 'ADDRESS_REFUSED';

/** Milliseconds for a TCP and TLS connection. */
const connectTimeoutMs = 2_000;
/** Milliseconds without headers or without a byte of the body; the deadline of the caller is shorter as a rule. */
const silenceMs = 10_000;
const connectionsPerOrigin = 16;

const load = createRequire(import.meta.url);

const resolveAll: ResolveName = async (hostname) => await lookUpName(hostname, { all: true, order: 'verbatim' });

/**
 * The lookup of the connection: every address of the name has to be permitted, and the address connected to is one that was checked.
 * So there is no second resolution that a rebinding name server could answer differently.
 */
function checkedLookup(rule: AddressRule, resolveName: ResolveName): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname).then(
      (found) => {
        const [first] = found;
        if (first === undefined || !found.every((each) => rule.permits(each.address))) {
          callback(new Error(addressRefused), '', 4);
        } else if (options.all === true) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error('name not resolved'), '', 4),
    );
  };
}

/**
 * A target for one origin. Literal addresses never reach the lookup, so `mayConnect` checks them before each call.
 */
export function makeTarget(origin: string, addresses: AddressRule, resolveName: ResolveName = resolveAll): Target {
  // Loaded with the first target: a service whose clients send all their data calls nobody, and the start waits for every module.
  const undici: typeof import('undici') = load('undici');
  const agent = new undici.Agent({
    connections: connectionsPerOrigin,
    pipelining: 1,
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    connect: { timeout: connectTimeoutMs, lookup: checkedLookup(addresses, resolveName) },
  });
  return { origin, addresses, agent };
}

/** The literal address that a URL's host is, without brackets; undefined where the host is a name. */
export function literalAddress(url: URL): string | undefined {
  const host = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
  return isIP(host) === 0 ? undefined : host;
}

/** True where `url` lies on the target's origin, carries no credentials, and its host, if a literal address, is permitted. */
export function mayConnect(target: Target, url: URL): boolean {
  if (url.origin !== target.origin || url.username !== '' || url.password !== '') return false;
  const literal = literalAddress(url);
  return literal === undefined || target.addresses.permits(literal);
}
