/** Clients that sign: keys, the tenants file for Herald, and tokens signed before a round, each with an id of its own. */
import { randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const publicUrl = 'https://cds.example.org';

/** One tenant with one key of the algorithm. @returns the environment of the server and `sign(count, path)` */
export async function signingClient(alg, folder) {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg };
  const issuer = `https://ehr.example.org/${alg}`;
  const tenant = { id: 'bench', issuer, jwks: { keys: [jwk] }, rateLimit: { requestsPerMinute: 100_000 } };
  const file = path.join(folder, `tenants-${alg}.json`);
  writeFileSync(file, JSON.stringify({ tenants: [tenant] }));
  const signOne = (address, now) =>
    new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg, kid: 'k1', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(publicUrl + address)
      .setIssuedAt(now)
      .setExpirationTime(now + 300)
      .sign(privateKey);
  return {
    env: {
      HERALD_MODE: 'tenants',
      HERALD_TENANTS: file,
      HERALD_PUBLIC_URL: publicUrl,
      HERALD_HASH_KEY: randomBytes(32).toString('hex'),
    },
    sign: (count, address) => {
      const now = Math.floor(Date.now() / 1_000);
      return Promise.all(Array.from({ length: count }, () => signOne(address, now)));
    },
  };
}
