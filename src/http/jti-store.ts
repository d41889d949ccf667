/**
 * Remembers the `jti` of accepted tokens until they expire, so that each token is accepted once. Where several processes answer, the
 * store has to be shared, else a replay passes at another process.
 */
export interface JtiStore {
  /**
   * Takes a token id.
   * @param exp seconds since 1970 until which the id has to be remembered.
   * @returns true the first time, false for an id that was seen (or cannot be remembered).
   */
  readonly claim: (iss: string, jti: string, exp: number) => Promise<boolean>;
}

const bucketSeconds = 60;

export interface MemoryJtiOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Most ids remembered at a time; a full store refuses rather than forgets, for forgetting lets a replay in. */
  readonly capacity?: number;
  /** Most ids of one issuer: one that signs without measure fills its own share and nobody else's. */
  readonly perIssuer?: number;
}

/** Ids of one issuer, in buckets by the minute of their expiry. */
class Shelf {
  readonly buckets = new Map<number, Set<string>>();
  size = 0;

  sweep(minute: number): number {
    let swept = 0;
    for (const [until, ids] of this.buckets) {
      if (until >= minute) continue;
      this.buckets.delete(until);
      swept += ids.size;
    }
    this.size -= swept;
    return swept;
  }

  /** One id under two expiries is the same id: tokens live an hour at most, so there are few buckets to look into. */
  has(id: string): boolean {
    for (const ids of this.buckets.values()) if (ids.has(id)) return true;
    return false;
  }

  add(id: string, until: number): void {
    const bucket = this.buckets.get(until);
    if (bucket === undefined) this.buckets.set(until, new Set([id]));
    else bucket.add(id);
    this.size += 1;
  }
}

/** Store of one process: a bucket is dropped as a whole when its minute is over. Issuers are those of the tenants, so they are few. */
export function makeMemoryJtiStore({
  now,
  capacity = 400_000,
  perIssuer = Math.ceil(capacity / 4),
}: MemoryJtiOptions): JtiStore {
  const shelves = new Map<string, Shelf>();
  let size = 0;
  let swept = 0;
  const claim = (iss: string, jti: string, exp: number): boolean => {
    const minute = Math.floor(now() / 1_000 / bucketSeconds);
    if (minute !== swept) for (const shelf of shelves.values()) size -= shelf.sweep(minute);
    swept = minute;
    const shelf = shelves.get(iss) ?? new Shelf();
    shelves.set(iss, shelf);
    if (size >= capacity || shelf.size >= perIssuer || shelf.has(jti)) return false;
    shelf.add(jti, Math.max(minute, Math.ceil(exp / bucketSeconds)));
    size += 1;
    return true;
  };
  return { claim: async (iss, jti, exp) => claim(iss, jti, exp) };
}
