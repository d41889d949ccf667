import { type ClinicalDate, earliestDay, readDate } from '../clinical/facts/dates.js';
import { type Fields, objectAt } from './fields.js';

/** Clinical date of an Observation: effective, else issued. */
export function observationDate(resource: Fields): ClinicalDate | undefined {
  return (
    readDate(resource.effectiveDateTime) ??
    readDate(objectAt(resource, 'effectivePeriod')?.start) ??
    readDate(resource.effectiveInstant) ??
    readDate(resource.issued)
  );
}

/** Clinical date of a Condition: onset, else recorded. */
export function conditionDate(resource: Fields): ClinicalDate | undefined {
  return (
    readDate(resource.onsetDateTime) ??
    readDate(objectAt(resource, 'onsetPeriod')?.start) ??
    readDate(resource.recordedDate) ??
    readDate(resource.assertedDate)
  );
}

/** Start and end of a period member such as `effectivePeriod`. */
export function periodAt(
  resource: Fields,
  name: string,
): { readonly start?: ClinicalDate; readonly end?: ClinicalDate } {
  const period = objectAt(resource, name);
  if (period === undefined) return {};
  const start = readDate(period.start);
  const end = readDate(period.end);
  return { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
}

/** Compares dates by their first possible day; undated ones come first. */
export function byDate(a: ClinicalDate | undefined, b: ClinicalDate | undefined): number {
  const left = a === undefined ? '' : earliestDay(a);
  const right = b === undefined ? '' : earliestDay(b);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The earliest of the dates given. */
export function earliest(dates: readonly (ClinicalDate | undefined)[]): ClinicalDate | undefined {
  return dates.filter((date) => date !== undefined).sort((a, b) => byDate(a, b) || (a < b ? -1 : 1))[0];
}
