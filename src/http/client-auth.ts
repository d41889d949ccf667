import type { RequestHandler, Response } from 'express';
import { type CryptoKey, jwtVerify } from 'jose';
import type { ResolveName } from '../fhir/target.js';
import type { Tenant } from '../tenants.js';
import type { ForgeryLimit } from './forgery-limit.js';
import type { JtiStore } from './jti-store.js';
import { type KeySet, makeKeySet } from './key-set.js';
import { type ClaimedToken, type ClientRefusal, claimedTenant, clockSkewSeconds, readToken } from './token-claims.js';

/** Whose request it is, or why it is refused. `tenant` of a refusal: the tenant that the token claimed, where it is one of ours. */
export type Authentication =
  | { readonly kind: 'client'; readonly tenant: Tenant }
  | { readonly kind: 'refused'; readonly reason: ClientRefusal; readonly tenant?: string };

/** Authenticates one request. @param path of the endpoint below the public base, e.g. `/cds-services/her2-order-sign`. */
export type Authenticate = (request: {
  readonly authorization: string | undefined;
  readonly path: string;
}) => Promise<Authentication>;

export interface AuthenticatorOptions {
  readonly tenants: readonly Tenant[];
  /** URL under which clients reach the service. Configured, never taken from a request: the `Host` header is the caller's. */
  readonly publicBase: string;
  readonly jtiStore: JtiStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly resolveName?: ResolveName;
}

interface Proof {
  readonly key: CryptoKey;
  readonly tenant: Tenant;
  readonly now: number;
}

/** The signature, by the one algorithm of the header, and once more the claims, by the library. */
async function isSigned(token: ClaimedToken, { key, tenant, now }: Proof): Promise<boolean> {
  try {
    await jwtVerify(token.compact, key, {
      algorithms: [token.header.alg],
      issuer: tenant.issuer,
      clockTolerance: clockSkewSeconds,
      currentDate: new Date(now),
      requiredClaims: ['iss', 'aud', 'exp', 'iat', 'jti'],
    });
    return true;
  } catch {
    return false;
  }
}

async function claimId(
  store: JtiStore,
  { iss, jti, exp }: ClaimedToken['payload'],
): Promise<ClientRefusal | undefined> {
  try {
    return (await store.claim(iss, jti, exp + clockSkewSeconds)) ? undefined : 'replayed';
  } catch {
    return 'store-unavailable';
  }
}

/**
 * Client authentication by JWT (CDS Hooks 2.0.1, "Trusting CDS Clients"; order of checks: its best practices): issuer, audience, times,
 * tenant, algorithm, key, signature, and last the token id, so that a forged token uses up nobody's id and costs no fetch to a server
 * that is not listed.
 */
export function makeAuthenticator(options: AuthenticatorOptions): Authenticate {
  const { tenants, jtiStore } = options;
  const base = options.publicBase.replace(/\/$/, '');
  const keySets = new Map<string, KeySet>(tenants.map((tenant) => [tenant.id, makeKeySet(tenant.jwks, options)]));
  return async ({ authorization, path }) => {
    const token = readToken(authorization);
    if (typeof token === 'string') return { kind: 'refused', reason: token };
    const now = options.now();
    const tenant = claimedTenant(token, tenants, { expected: base + path, now: now / 1_000 });
    if (typeof tenant === 'string') return { kind: 'refused', reason: tenant };
    const refused = (reason: ClientRefusal): Authentication => ({ kind: 'refused', reason, tenant: tenant.id });
    if (!tenant.algorithms.includes(token.header.alg)) return refused('algorithm');
    const found = await keySets.get(tenant.id)?.find(token.header);
    if (found?.kind === 'jku-not-listed') return refused('jku-not-listed');
    if (found?.kind !== 'key') return refused('key-unknown');
    if (!(await isSigned(token, { key: found.key, tenant, now }))) return refused('signature');
    const reason = await claimId(jtiStore, token.payload);
    return reason === undefined ? { kind: 'client', tenant } : refused(reason);
  };
}

export interface ClientGuard {
  readonly authenticate: Authenticate;
  /** Sends the one 401, the same bytes for every reason. */
  readonly refuse: (response: Response) => void;
  /** Who sent too many forged signatures is refused before the next is verified. */
  readonly forgeries: ForgeryLimit;
  /** Sends 429. */
  readonly refuseForNow: (response: Response) => void;
  /** For the audit log: the reason and the tenant's id of our own file, nothing of the token. */
  readonly onRefused: (event: { readonly reason: ClientRefusal; readonly tenant?: string }, response: Response) => void;
  /** Hands the tenant on to the steps after. */
  readonly onAdmitted: (tenant: Tenant, response: Response) => void;
}

/** Middleware in front of every route that takes or gives patient data; to be mounted before the body is read. */
export function requireClient(guard: ClientGuard): RequestHandler {
  return async (request, response, next) => {
    const path = request.baseUrl + request.path;
    const wait = guard.forgeries.waitFor(request.ip);
    if (wait !== undefined) {
      response.setHeader('Retry-After', wait);
      guard.refuseForNow(response);
      return;
    }
    const result = await guard.authenticate({ authorization: request.headers.authorization, path });
    if (result.kind === 'client') {
      guard.onAdmitted(result.tenant, response);
      next();
      return;
    }
    const { reason, tenant } = result;
    if (reason === 'signature') guard.forgeries.note(request.ip);
    guard.onRefused(tenant === undefined ? { reason } : { reason, tenant }, response);
    response.setHeader('WWW-Authenticate', 'Bearer');
    guard.refuse(response);
  };
}
