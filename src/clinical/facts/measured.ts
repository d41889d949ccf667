import type { Measured } from './her2.js';

/** True where some value that the record allows is below the threshold. */
export function canBeBelow(measured: Measured, threshold: number): boolean {
  return measured.min < threshold;
}

/** True where some value that the record allows is at the threshold or above. */
export function canBeAtLeast(measured: Measured, threshold: number): boolean {
  return measured.max > threshold || (measured.max === threshold && !measured.maxOpen);
}

/** True where every value that the record allows is above the threshold. */
export function isAbove(measured: Measured, threshold: number): boolean {
  return measured.min > threshold || (measured.min === threshold && measured.minOpen);
}

/** True where every value that the record allows is at the threshold or below. */
export function isAtMost(measured: Measured, threshold: number): boolean {
  return measured.max <= threshold;
}

/** The value where the record gives exactly one; undefined for "> 2.0" or a range. */
export function exactValue(measured: Measured | undefined): number | undefined {
  return measured !== undefined && measured.min === measured.max ? measured.min : undefined;
}

/** One value as measured. */
export function exactly(value: number): Measured {
  return { min: value, max: value, minOpen: false, maxOpen: false };
}

/** ASCO/CAP 2018, figure 1: IHC 0 ends at 10 % of cells (inclusive), 1+ and 3+ begin above. */
export const percentThreshold = 10;
