import { createHmac, createSecretKey, randomBytes } from 'node:crypto';

/** How ids leave the run: as they are, or hashed. */
export type NameId = (reference: string) => string;

/** A new key for the hashes of one run: without it nobody can look an id up from a list of ids. */
export function newHashKey(): string {
  return randomBytes(32).toString('hex');
}

/** HMAC-SHA-256 under the key of the run, 96 bits as hex; with `identified` the id itself, without its type. */
export function idNamer(key: string, identified: boolean): NameId {
  if (identified) return (reference) => reference.replace(/^[A-Z][A-Za-z]+\//, '');
  const secret = createSecretKey(key, 'utf8');
  return (reference) => createHmac('sha256', secret).update(reference).digest('hex').slice(0, 24);
}
