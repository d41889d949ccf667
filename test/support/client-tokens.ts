import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';
import { type Authenticate, type Authentication, makeAuthenticator } from '../../src/http/client-auth.js';
import { type JtiStore, makeMemoryJtiStore } from '../../src/http/jti-store.js';
import { parseTenants, type Tenant } from '../../src/tenants.js';

/** The clock of the tests, milliseconds since 1970. */
export const start = Date.UTC(2026, 10, 24, 12);
export const seconds = start / 1_000;
export const publicBase = 'https://cds.example.org/herald';
export const endpoint = '/cds-services/her2-order-sign';
export const issuer = 'https://ehr.example.org/';

export interface Signer {
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}
/** A fresh key pair. */
export async function makeSigner(alg: string, kid: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** The kid of Epic is base64 with its special characters. */
export const rs384 = await makeSigner('RS384', 'd3bmo5HzW61TUgikHZH+A8Tx4UOX/kvVU4eLY0=');
export const es384 = await makeSigner('ES384', 'k-ec');
/** A key nobody registered, under the kid of one that is. */
export const stranger = await makeSigner('ES384', 'k-ec');

/** Tenants that differ from `north` in the given members. */
export function tenants(...more: readonly object[]): readonly Tenant[] {
  const north = { id: 'north', issuer, jwks: { keys: [es384.publicJwk, rs384.publicJwk] } };
  const list = more.length === 0 ? [north] : more.map((each) => ({ ...north, ...each }));
  const result = parseTenants(JSON.stringify({ tenants: list }), () => '');
  if (result.kind !== 'tenants') throw new Error(JSON.stringify(result.problems));
  return result.tenants;
}

interface Clock {
  now: number;
}

export function authenticator(
  list: readonly Tenant[],
  options: { clock?: Clock; jtiStore?: JtiStore } = {},
): Authenticate {
  const clock = options.clock ?? { now: start };
  const now = (): number => clock.now;
  return makeAuthenticator({
    tenants: list,
    publicBase,
    now,
    jtiStore: options.jtiStore ?? makeMemoryJtiStore({ now }),
  });
}

let serial = 0;
export interface Token {
  readonly claims?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  readonly signer?: Signer;
}

/** A signed token, right unless told otherwise. */
export async function sign({ claims = {}, header = {}, signer = es384 }: Token = {}): Promise<string> {
  serial += 1;
  const payload: Record<string, unknown> = {
    iss: issuer,
    aud: publicBase + endpoint,
    iat: seconds,
    exp: seconds + 300,
    jti: `id-${serial}`,
    ...claims,
  };
  const protectedHeader: JWTHeaderParameters = {
    alg: signer.publicJwk.alg ?? '',
    kid: signer.publicJwk.kid ?? '',
    typ: 'JWT',
    ...header,
  };
  return await new SignJWT(payload).setProtectedHeader(protectedHeader).sign(signer.privateKey);
}

export const ask = async (authenticate: Authenticate, token: string, at = endpoint): Promise<Authentication> =>
  await authenticate({ authorization: `Bearer ${token}`, path: at });

/** `client <tenant>` or the reason of the refusal. */
export function verdict(result: Authentication): string {
  return result.kind === 'client' ? `client ${result.tenant.id}` : result.reason;
}
