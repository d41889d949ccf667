import type { Her2Result } from '../facts/her2.js';
import type { IshState } from './category-table.js';
import { findingOfIsh, type IshFinding, numericStates, withoutIsh } from './ish-finding.js';

/** The ISH that counts of one specimen. */
export interface ChosenIsh {
  readonly finding: IshFinding;
  /** States that its numbers alone allow. */
  readonly numeric: readonly IshState[];
  /** A blinded recount moved the count to another group and nobody concluded from it yet. */
  readonly moved: IshState | undefined;
  readonly result: Her2Result | undefined;
}

/** Recount before first count, dual probe before single, numbers before words (ASCO/CAP 2018, figures 2 and 4-6). */
function rank(result: Her2Result): number {
  const { ish } = result;
  if (ish === undefined) return result.empty === 'failed' ? 0 : -1;
  const numbers = numericStates(result).length > 0;
  const dual = ish.probe === 'dual' || ish.ratio !== undefined || ish.cep17Copies !== undefined;
  return 1 + (ish.recount ? 8 : 0) + (dual && numbers ? 4 : 0) + (numbers ? 2 : 0);
}

/** The laboratory's verdict may stand in an Observation of its own, beside the counts. */
function withVerdict(chosen: Her2Result, others: readonly Her2Result[]): Her2Result {
  const ish = chosen.ish;
  if (ish === undefined || ish.interpretation !== undefined) return chosen;
  const verdicts = others.flatMap((other) =>
    other.ish?.interpretation !== undefined && numericStates(other).length === 0 ? [other.ish.interpretation] : [],
  );
  const [first] = verdicts;
  if (first === undefined || verdicts.some((each) => each !== first)) return chosen;
  return { ...chosen, ish: { ...ish, interpretation: first } };
}

/** Two results of one rank that exclude each other. */
function conflict(a: IshFinding, b: IshFinding): boolean {
  const sides = [a.interpretation, b.interpretation];
  if (sides.includes('amplified') && sides.includes('not-amplified')) return true;
  return a.numbers && b.numbers && !a.states.some((state) => b.states.includes(state));
}

/** Group of a first dual-probe count. A single-probe result is another test, not a first count. */
function firstCount(others: readonly Her2Result[]): IshState | undefined {
  const groups = others
    .map(numericStates)
    .filter((states) => states.length === 1 && states[0]?.startsWith('group') === true);
  return groups[0]?.[0];
}

/**
 * Chooses among the final ISH results of one specimen.
 * @param absent what to say where there is none: not done, pending, on another specimen
 */
export function chooseIsh(results: readonly Her2Result[], absent: IshFinding = withoutIsh('not done')): ChosenIsh {
  const ordered = results.filter((result) => rank(result) >= 0).toSorted((a, b) => rank(b) - rank(a));
  const [top, ...others] = ordered;
  if (top === undefined) return { finding: absent, numeric: [], moved: undefined, result: undefined };
  const chosen = withVerdict(top, others);
  const finding = findingOfIsh(chosen);
  const rivals = others.filter((other) => rank(other) === rank(top)).map(findingOfIsh);
  const contradicted = finding.problem === undefined && rivals.some((rival) => conflict(finding, rival));
  const before = chosen.ish?.recount === true ? firstCount(others) : undefined;
  const now = numericStates(chosen);
  return {
    finding: contradicted ? { ...finding, group: undefined, problem: 'CONFLICTING_READS' } : finding,
    numeric: now,
    moved:
      before !== undefined && finding.interpretation === undefined && now.length === 1 && now[0] !== before
        ? before
        : undefined,
    result: chosen,
  };
}
