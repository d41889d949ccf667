import { daysBetween, earliestDay } from '../../clinical/facts/dates.js';
import type { Her2Result } from '../../clinical/facts/her2.js';

/** Results without a specimen belong together when their dates are at most so many days apart (design choice). */
const sameResultDays = 30;

/** What a result says, as far as two of them can be the same one. */
function sayingOf({ method, scores, words, ish }: Her2Result): string {
  const numbers = [ish?.ratio, ish?.her2Copies].map((each) => (each === undefined ? '' : `${each.min}-${each.max}`));
  return [method, scores.join(), scores.length > 0 ? '' : words.join(), ish?.interpretation ?? '', ...numbers].join(
    '|',
  );
}

/** The text of an unlinked report and a result of its own: same finding, dates at most 30 days apart, no other side. */
function isSame(told: Her2Result, result: Her2Result): boolean {
  if (told.date === undefined || result.date === undefined || told.standing !== result.standing) return false;
  if (told.side !== undefined && result.side !== undefined && told.side !== result.side) return false;
  return Math.abs(daysBetween(earliestDay(told.date), earliestDay(result.date))) <= sameResultDays;
}

/**
 * Leaves out what a report without specimen or results of its own repeats of an Observation: the same result counts once.
 * A report that says something else stays, as a result of its own.
 */
export function withoutRepeats(told: readonly Her2Result[], observed: readonly Her2Result[]): readonly Her2Result[] {
  const bySaying = new Map<string, Her2Result[]>();
  for (const result of observed) {
    const saying = sayingOf(result);
    const list = bySaying.get(saying);
    if (list === undefined) bySaying.set(saying, [result]);
    else list.push(result);
  }
  const repeats = (result: Her2Result): boolean =>
    (bySaying.get(sayingOf(result)) ?? []).some((each) => isSame(result, each));
  const unlinked = told.filter((result) => result.specimen === undefined);
  const reports = new Map<string, Her2Result[]>();
  for (const result of unlinked) reports.set(result.reference, [...(reports.get(result.reference) ?? []), result]);
  const dropped = new Set<Her2Result>();
  // All that a report says, or nothing: half a report would lose what belongs together.
  for (const results of reports.values()) if (results.every(repeats)) for (const each of results) dropped.add(each);
  return told.filter((result) => !dropped.has(result));
}
