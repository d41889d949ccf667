import { loopbackRanges, permitAddresses } from './addresses.js';
import { literalAddress, makeTarget, mayConnect, type ResolveName, type Target } from './target.js';

/** A FHIR server that a tenant's requests may name. */
export interface ServerRule {
  /** Base URL; a request may name it or a path below it. */
  readonly url: string;
  /** Addresses or ranges outside the public internet that its name may resolve to. */
  readonly addresses?: readonly string[];
}

/** A FHIR server that was admitted: its base URL (with a final slash) and the target to call it by. */
export interface FhirServer {
  readonly base: URL;
  readonly target: Target;
}

/** Why a `fhirServer` is not called. */
export type OriginRefusal = 'malformed' | 'scheme' | 'credentials' | 'not-listed' | 'address';
type Admission =
  | { readonly kind: 'admitted'; readonly server: FhirServer }
  | { readonly kind: 'refused'; readonly reason: OriginRefusal };

/** Decides which `fhirServer` of a request may be called. Never throws, calls nobody. */
export interface OriginPolicy {
  readonly admit: (fhirServer: string) => Admission;
}

const loopback = permitAddresses(loopbackRanges, { public: false });
const longestUrl = 2_000;
/**
 * Characters that URL parsers drop or turn into others, encoded ones that servers decode into path separators, and the semicolon, behind
 * which some servers drop the rest of a segment: `/fhir/..;/admin` is `/admin` to them.
 */
const ambiguous = /[\s\\;\p{Cc}\p{Cf}]|%(?:2f|5c|2e|3b|00|25)/iu;

function refused(reason: OriginRefusal): Admission {
  return { kind: 'refused', reason };
}

/** Reads a base URL: absolute http(s), no credentials, query, fragment or empty path segment. Gives it with a final slash. */
export function parseBaseUrl(text: string): URL | OriginRefusal {
  if (text.length > longestUrl || ambiguous.test(text) || !URL.canParse(text)) return 'malformed';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme';
  if (url.username !== '' || url.password !== '' || text.includes('@')) return 'credentials';
  if (/[?#]/.test(text) || url.pathname.includes('//')) return 'malformed';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

interface Listed {
  readonly base: URL;
  readonly target: Target;
}

function listServer(rule: ServerRule, resolveName: ResolveName | undefined): Listed {
  const base = parseBaseUrl(rule.url);
  if (typeof base === 'string') throw new RangeError('a listed FHIR server is malformed');
  const literal = literalAddress(base);
  // A listed literal address is listed by that; a listed name says nothing about private addresses.
  const addresses = [...(rule.addresses ?? []), ...(literal === undefined ? [] : [literal])];
  return { base, target: makeTarget(base.origin, permitAddresses(addresses, { public: true }), resolveName) };
}

/** True where the URL's host is a loopback address written as such (a name may resolve to anything). */
export function isLoopbackLiteral(url: URL): boolean {
  const literal = literalAddress(url);
  return literal !== undefined && loopback.permits(literal);
}

export interface ListOptions {
  /** Refuses plain http (tenants mode), except to a listed literal loopback address: that never leaves the machine. */
  readonly httpsOnly: boolean;
  readonly resolveName?: ResolveName;
}

/**
 * Policy of a tenant: the origin has to equal a listed one, and the path has to be the listed one or below it.
 * @throws RangeError where a rule is malformed (the tenants file is checked before).
 */
export function allowListedServers(rules: readonly ServerRule[], options: ListOptions): OriginPolicy {
  const listed = rules.map((rule) => listServer(rule, options.resolveName));
  return {
    admit: (fhirServer) => {
      const base = parseBaseUrl(fhirServer);
      if (typeof base === 'string') return refused(base);
      if (options.httpsOnly && base.protocol !== 'https:' && !isLoopbackLiteral(base)) return refused('scheme');
      const match = listed.find(
        (each) => each.base.origin === base.origin && base.pathname.startsWith(each.base.pathname),
      );
      if (match === undefined) return refused('not-listed');
      if (!mayConnect(match.target, base)) return refused('address');
      return { kind: 'admitted', server: { base, target: match.target } };
    },
  };
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Targets kept in open mode; more ports than this are not one person's sandbox. */
const mostLoopbackTargets = 64;

/** Policy of open mode: loopback names and addresses on any port, resolved to loopback; nothing else. */
export function allowLoopbackServers(options: { readonly resolveName?: ResolveName } = {}): OriginPolicy {
  const targets = new Map<string, Target>();
  return {
    admit: (fhirServer) => {
      const base = parseBaseUrl(fhirServer);
      if (typeof base === 'string') return refused(base);
      if (!loopbackHosts.has(base.hostname)) return refused('not-listed');
      const target = targets.get(base.origin) ?? makeTarget(base.origin, loopback, options.resolveName);
      if (!targets.has(base.origin) && targets.size >= mostLoopbackTargets) return refused('not-listed');
      targets.set(base.origin, target);
      return { kind: 'admitted', server: { base, target } };
    },
  };
}
