import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Fields } from '../chart/fields.js';

/** The key that the simulated client signs with: made for one run, its public half served as a key set. */
export interface ClientKey {
  readonly jwks: Fields;
  /** A token for one call (CDS Hooks 2.0, "JSON Web Token"): `aud` is the address called, life five minutes, `jti` fresh. */
  readonly token: (claims: { readonly issuer: string; readonly audience: string }) => Promise<string>;
}

const lifeSeconds = 300;

/** Makes a fresh ES384 key pair. @param now milliseconds since 1970. */
export async function makeClientKey(now: () => number): Promise<ClientKey> {
  const kid = randomUUID();
  const { privateKey, publicKey } = await generateKeyPair('ES384');
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES384', use: 'sig' };
  return {
    jwks: { keys: [jwk] },
    token: async ({ issuer, audience }) => {
      const seconds = Math.floor(now() / 1_000);
      return await new SignJWT({})
        .setProtectedHeader({ alg: 'ES384', kid, typ: 'JWT' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifeSeconds)
        .setJti(randomUUID())
        .sign(privateKey);
    },
  };
}
