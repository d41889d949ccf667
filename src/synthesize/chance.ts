/** Chance that a seed decides: the same numbers on every machine. */
export interface Chance {
  /** Is it so, with this probability? */
  readonly happens: (probability: number) => boolean;
  /** A whole number, both ends included. */
  readonly between: (low: number, high: number) => number;
  readonly pick: <T>(list: readonly [T, ...T[]]) => T;
  /** One of the pairs, by weight. */
  readonly weighted: <T>(pairs: readonly [readonly [T, number], ...(readonly [T, number])[]]) => T;
}

/** Numbers in [0, 1) that a seed decides, by Mulberry32. */
export function seededNumbers(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Chance of one patient: depends on the seed and the patient's number alone, so a larger cohort begins with the smaller one. */
export function chanceOf(seed: number, patient: number): Chance {
  const next = seededNumbers(Math.imul(seed, 0x9e3779b1) ^ Math.imul(patient + 1, 0x85ebca6b));
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    happens: (probability) => next() < probability,
    between,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    weighted: (pairs) => {
      let left = next() * pairs.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of pairs) {
        left -= weight;
        if (left < 0) return value;
      }
      return pairs[0][0];
    },
  };
}
