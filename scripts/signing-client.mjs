/** A client of a server in tenants mode: the tenant `north`, which signs with one ES384 key. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const issuer = 'https://ehr.example.org/';
const alg = 'ES384';

/**
 * @param folder where the tenants file is written
 * @param publicUrl under which the client reaches the server
 * @returns `environment` of a server that knows the client, and `sign(route)`, which resolves with a token for one call
 */
export async function signingClient(folder, publicUrl) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg };
  const tenant = { id: 'north', issuer, jwks: { keys: [jwk] }, rateLimit: { requestsPerMinute: 100_000 } };
  const file = path.join(folder, 'tenants.json');
  writeFileSync(file, JSON.stringify({ tenants: [tenant] }));
  const sign = (route) => {
    const now = Math.floor(Date.now() / 1_000);
    return new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg, kid: 'k1', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(publicUrl + route)
      .setIssuedAt(now)
      .setExpirationTime(now + 300)
      .sign(privateKey);
  };
  return { environment: { HERALD_MODE: 'tenants', HERALD_TENANTS: file, HERALD_PUBLIC_URL: publicUrl }, sign };
}
