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
}

/** Store of one process: ids in buckets by the minute of their expiry, a bucket dropped as a whole when its minute is over. */
export function makeMemoryJtiStore({ now, capacity = 200_000 }: MemoryJtiOptions): JtiStore {
  const buckets = new Map<number, Set<string>>();
  let size = 0;
  let swept = 0;
  const sweep = (minute: number): void => {
    if (minute === swept) return;
    swept = minute;
    for (const [until, ids] of buckets) {
      if (until >= minute) continue;
      buckets.delete(until);
      size -= ids.size;
    }
  };
  const claim = (id: string, exp: number): boolean => {
    const minute = Math.floor(now() / 1_000 / bucketSeconds);
    sweep(minute);
    const until = Math.max(minute, Math.ceil(exp / bucketSeconds));
    if (size >= capacity) return false;
    // One id under two expiries is the same id: tokens live an hour at most, so there are few buckets to look into.
    for (const ids of buckets.values()) if (ids.has(id)) return false;
    const bucket = buckets.get(until);
    if (bucket === undefined) buckets.set(until, new Set([id]));
    else bucket.add(id);
    size += 1;
    return true;
  };
  return { claim: async (iss, jti, exp) => claim(JSON.stringify([iss, jti]), exp) };
}
