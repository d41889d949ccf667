import type { IshGroup } from '../assessment.js';
import type { IshReading, Measured } from '../facts/her2.js';
import { canBeAtLeast, canBeBelow, exactly, exactValue } from '../facts/measured.js';
import type { IshState } from './category-table.js';

/** ASCO/CAP 2018: HER2/CEP17 ratio of 2.0; 4.0 and 6.0 HER2 signals per cell. */
const ratioThreshold = 2;
const copiesThresholds = { low: 4, high: 6 } as const;
/** Ratio and copies/CEP17 that differ by more are no rounding (design choice). */
const ratioTolerance = 0.1;

const anyValue: Measured = { min: 0, max: Number.POSITIVE_INFINITY, minOpen: false, maxOpen: true };

/** Dual-probe groups that ratio and HER2 copies allow; an absent number allows every value. */
export function possibleGroups(ratio: Measured = anyValue, copies: Measured = anyValue): readonly IshGroup[] {
  const high = canBeAtLeast(ratio, ratioThreshold);
  const below = canBeBelow(ratio, ratioThreshold);
  const under4 = canBeBelow(copies, copiesThresholds.low);
  const from4 = canBeAtLeast(copies, copiesThresholds.low);
  const from4To6 = from4 && canBeBelow(copies, copiesThresholds.high);
  const from6 = canBeAtLeast(copies, copiesThresholds.high);
  const groups: readonly (readonly [IshGroup, boolean])[] = [
    [1, high && from4],
    [2, high && under4],
    [3, below && from6],
    [4, below && from4To6],
    [5, below && under4],
  ];
  return groups.flatMap(([group, possible]) => (possible ? [group] : []));
}

/** Single-probe states that the HER2 copies allow (ASCO/CAP 2018, figure 2). */
export function possibleSingleProbe(copies: Measured): readonly IshState[] {
  const { low, high } = copiesThresholds;
  return [
    ...(canBeAtLeast(copies, high) ? (['single probe, 6.0 or more'] as const) : []),
    ...(canBeAtLeast(copies, low) && canBeBelow(copies, high) ? (['single probe, 4.0 to under 6.0'] as const) : []),
    ...(canBeBelow(copies, low) ? (['single probe, under 4.0'] as const) : []),
  ];
}

/** Copies divided by CEP17 where both are single values; undefined otherwise. Rounded so that 4.2 / 2.1 is 2.0. */
export function derivedRatio(reading: IshReading): Measured | undefined {
  const copies = exactValue(reading.her2Copies);
  const cep17 = exactValue(reading.cep17Copies);
  if (copies === undefined || cep17 === undefined || cep17 <= 0) return undefined;
  return exactly(Math.round((copies / cep17) * 1e6) / 1e6);
}

/** True where the ratio given and copies/CEP17 differ beyond rounding and mean different groups. */
export function numbersContradict(reading: IshReading): boolean {
  const given = exactValue(reading.ratio);
  const derived = exactValue(derivedRatio(reading));
  if (given === undefined || derived === undefined) return statedGroupContradicts(reading);
  const apart = Math.abs(given - derived) > ratioTolerance + 1e-9;
  const groups = possibleGroups(exactly(given), reading.her2Copies).join();
  const fromCounts = possibleGroups(exactly(derived), reading.her2Copies).join();
  return (apart && groups !== fromCounts) || statedGroupContradicts(reading);
}

function statedGroupContradicts(reading: IshReading): boolean {
  if (reading.statedGroup === undefined) return false;
  return !possibleGroups(reading.ratio ?? derivedRatio(reading), reading.her2Copies).includes(reading.statedGroup);
}
