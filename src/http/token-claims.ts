import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { type SignatureAlgorithm, signatureAlgorithms, type Tenant } from '../tenants.js';

/** Why a request is not let in. For the audit log only: the answer is the same for all. */
export type ClientRefusal =
  | 'no-token'
  | 'malformed'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'not-yet-valid'
  | 'too-long-lived'
  | 'too-old'
  | 'tenant'
  | 'algorithm'
  | 'jku-not-listed'
  | 'key-unknown'
  | 'signature'
  | 'replayed'
  | 'store-unavailable';

/** Seconds. Skew between two clocks; the longest life of a token; its greatest age (Epic signs for 15 minutes). */
export const clockSkewSeconds = 60;
const longestLifeSeconds = 3_600;
const greatestAgeSeconds = 900;
const longestToken = 8_192;

const bearer = /^Bearer +([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i;
const text = z.string().min(1).max(2_000);

/** CDS Hooks 2.0.1, "JSON Web Token (JWT)": members that are required there are required here. */
const headerShape = z.looseObject({
  alg: z.enum(signatureAlgorithms),
  kid: text,
  typ: z.string().regex(/^jwt$/i),
  jku: text.exactOptional(),
});
const payloadShape = z.looseObject({
  iss: text,
  aud: z.union([text, z.array(text).min(1).max(50)]),
  exp: z.number(),
  iat: z.number(),
  nbf: z.number().exactOptional(),
  // Kept in a store that takes no NUL.
  jti: text.regex(/^[^\p{Cc}\p{Cs}]*$/u),
  tenant: text.exactOptional(),
});

/** A token as it claims to be; nothing of it is proved before the signature is. */
export interface ClaimedToken {
  readonly compact: string;
  readonly header: { readonly alg: SignatureAlgorithm; readonly kid: string; readonly jku?: string };
  readonly payload: {
    readonly iss: string;
    readonly aud: readonly string[];
    readonly exp: number;
    readonly iat: number;
    readonly nbf?: number;
    readonly jti: string;
    readonly tenant?: string;
  };
}

/** Takes the token out of an `Authorization` header. Never throws. */
export function readToken(authorization: string | undefined): ClaimedToken | ClientRefusal {
  if (authorization === undefined) return 'no-token';
  const compact = authorization.length > longestToken ? undefined : bearer.exec(authorization)?.[1];
  if (compact === undefined) return 'malformed';
  try {
    const header = headerShape.safeParse(decodeProtectedHeader(compact));
    const payload = payloadShape.safeParse(decodeJwt(compact));
    if (!header.success) return header.error.issues.some((each) => each.path[0] === 'alg') ? 'algorithm' : 'malformed';
    if (!payload.success) return 'malformed';
    const { aud } = payload.data;
    return { compact, header: header.data, payload: { ...payload.data, aud: typeof aud === 'string' ? [aud] : aud } };
  } catch {
    return 'malformed';
  }
}

/** What is wrong with the times of a token, or undefined. @param now seconds since 1970. */
function judgeTimes(payload: ClaimedToken['payload'], now: number): ClientRefusal | undefined {
  if (payload.exp + clockSkewSeconds <= now) return 'expired';
  if (payload.iat - clockSkewSeconds > now) return 'not-yet-valid';
  if (payload.nbf !== undefined && payload.nbf - clockSkewSeconds > now) return 'not-yet-valid';
  if (payload.exp - payload.iat > longestLifeSeconds) return 'too-long-lived';
  return now - payload.iat > greatestAgeSeconds + clockSkewSeconds ? 'too-old' : undefined;
}

/**
 * The tenant that a token claims to come from, judged in the order of the CDS Hooks best practices: issuer, audience, times, tenant.
 * @param expected audience that is right for every tenant: the URL of the endpoint called; @param now seconds since 1970.
 */
export function claimedTenant(
  { payload }: ClaimedToken,
  tenants: readonly Tenant[],
  { expected, now }: { readonly expected: string; readonly now: number },
): Tenant | ClientRefusal {
  const ofIssuer = tenants.filter((tenant) => tenant.issuer === payload.iss);
  if (ofIssuer.length === 0) return 'issuer';
  const ofAudience = ofIssuer.filter((tenant) =>
    payload.aud.some((aud) => aud === expected || tenant.audiences.includes(aud)),
  );
  if (ofAudience.length === 0) return 'audience';
  const times = judgeTimes(payload, now);
  if (times !== undefined) return times;
  const named = ofAudience.find(({ tenantClaim }) => tenantClaim === undefined || tenantClaim === payload.tenant);
  return named ?? 'tenant';
}
