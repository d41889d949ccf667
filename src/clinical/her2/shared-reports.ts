import type { Her2Result } from '../facts/her2.js';

/** Reports and panels that name one specimen only; one that covers several tells nothing. */
export function specimenOfShares(results: readonly Her2Result[]): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const { specimen, shares } of results) {
    if (specimen === undefined) continue;
    for (const share of shares) {
      const named = found.get(share);
      if (named === undefined) found.set(share, new Set([specimen]));
      else named.add(specimen);
    }
  }
  const single = new Map<string, string>();
  for (const [share, named] of found) {
    const [only] = named;
    if (only !== undefined && named.size === 1) single.set(share, only);
  }
  return single;
}

/** One key for every report and panel that shares a result, directly or through others (union by path halving). */
export function keyOfShares(results: readonly Her2Result[]): (share: string) => string {
  const parent = new Map<string, string>();
  const root = (share: string): string => {
    let at = share;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) {
      const above = parent.get(up);
      if (above !== undefined) parent.set(at, above);
      at = up;
    }
    return at;
  };
  for (const { shares } of results) {
    const [first, ...others] = shares;
    if (first === undefined) continue;
    for (const other of others) {
      const [a, b] = [root(first), root(other)].toSorted();
      if (a !== undefined && b !== undefined && a !== b) parent.set(b, a);
    }
  }
  return root;
}
