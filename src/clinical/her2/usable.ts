import { type Day, earliestDay } from '../facts/dates.js';
import type { Her2Result } from '../facts/her2.js';

/** True where the result is dated after the day of the assessment, however its date is read. */
export function isFuture(result: Her2Result, asOf: Day): boolean {
  return result.date !== undefined && earliestDay(result.date) > asOf;
}

/** True where the result is about invasive breast cancer tissue and is what its code says. */
export function isTumourTissue(result: Her2Result): boolean {
  return result.material === 'invasive' && !result.mislabelled && result.method !== 'serum';
}

/** IHC, ISH or overall: the methods that ASCO/CAP reads. */
export function isRuleMethod(result: Her2Result): boolean {
  return result.method === 'ihc' || result.method === 'ish' || result.method === 'overall';
}

/** True where the result says something: a value, understood or not. */
export function hasContent(result: Her2Result): boolean {
  return result.empty === undefined || result.empty === 'unverified-code' || result.empty === 'not-understood';
}

/** Final, of this day or before, of the right tissue: what a category may rest on. A failed ISH is a fact too. */
export function isUsable(result: Her2Result, asOf: Day): boolean {
  const says = hasContent(result) || (result.method === 'ish' && result.empty === 'failed');
  return (
    says && result.standing === 'final' && isRuleMethod(result) && isTumourTissue(result) && !isFuture(result, asOf)
  );
}

/** Not final yet, with a value. */
export function isPreliminary(result: Her2Result, asOf: Day): boolean {
  const standing = result.standing === 'preliminary' || result.standing === 'registered';
  return standing && hasContent(result) && isRuleMethod(result) && isTumourTissue(result) && !isFuture(result, asOf);
}

/** Ordered or under way, without a value. */
export function isPending(result: Her2Result): boolean {
  const open = result.standing === 'registered' || result.standing === 'preliminary';
  const waits = (open && !hasContent(result)) || (result.standing !== 'withdrawn' && result.empty === 'pending');
  return waits && isRuleMethod(result) && isTumourTissue(result);
}
