import type { Her2Result, IshReading } from '../../clinical/facts/her2.js';
import { mergeIsh } from './statement.js';

/** An ISH result that came as an Observation of a single count (ratio, copies, CEP17, cells). */
export interface CountedResult {
  readonly result: Her2Result;
  readonly single: boolean;
}

const names = ['ratio', 'her2Copies', 'cep17Copies', 'cells'] as const;

/** True where both readings give the same kind of number: two counts, not one. */
function overlaps(a: IshReading | undefined, b: IshReading | undefined): boolean {
  return names.some((name) => a?.[name] !== undefined && b?.[name] !== undefined);
}

function merged(a: Her2Result, b: Her2Result): Her2Result {
  return {
    ...a,
    shares: [...new Set([...a.shares, ...b.shares])].sort(),
    ish: mergeIsh([a.ish, b.ish]),
    invalid: a.invalid || b.invalid,
    empty: a.empty === undefined || b.empty === undefined ? undefined : a.empty,
    notes: [...a.notes, ...b.notes],
    evidence: [...a.evidence, ...b.evidence],
  };
}

const bucketOf = ({ specimen, date, shares, standing, material }: Her2Result, panels: ReadonlySet<string>): string => {
  const panel = shares.find((share) => panels.has(share));
  return `${specimen ?? ''} ${panel ?? date ?? ''} ${standing} ${material}`;
};

function note(index: Map<string, number[]>, key: string, position: number): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [position]);
  else list.push(position);
}

/**
 * Puts the counts of one ISH together that came as Observations of their own: by panel, else by specimen and date.
 * Two counts of the same kind stay apart.
 */
export function mergeCounts(counted: readonly CountedResult[], panels: ReadonlySet<string>): readonly Her2Result[] {
  const out: Her2Result[] = counted.filter((each) => !each.single).map((each) => each.result);
  const wholes = new Map<string, number[]>();
  out.forEach((result, index) => {
    if (result.method !== 'ish') return;
    const key = bucketOf(result, panels);
    note(wholes, key, index);
  });
  for (const { result } of counted.filter((each) => each.single)) {
    const key = bucketOf(result, panels);
    const fitting = (wholes.get(key) ?? []).filter((index) => !overlaps(out[index]?.ish, result.ish));
    const [index] = fitting;
    const whole = index === undefined ? undefined : out[index];
    if (index !== undefined && whole !== undefined && fitting.length === 1) {
      out[index] = merged(whole, result);
    } else {
      note(wholes, key, out.length);
      out.push(result);
    }
  }
  return out;
}
