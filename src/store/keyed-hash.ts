import { createHmac } from 'node:crypto';

/** What is hashed; the same text under another name gives another hash, so that hashes of different things cannot be compared. */
type HashedThing = 'patient' | 'user' | 'evidence';

/** Keyed hash of a text, per tenant. */
export type KeyedHash = (thing: HashedThing, tenant: string, text: string) => string;

/**
 * HMAC-SHA-256 under the operator's key, 128 bits as hex: without the key nobody can look an id up from a list of ids, and two tenants'
 * hashes of one person do not meet.
 */
export function makeKeyedHash(key: string): KeyedHash {
  return (thing, tenant, text) =>
    createHmac('sha256', key)
      .update(JSON.stringify([thing, tenant, text]))
      .digest('hex')
      .slice(0, 32);
}
