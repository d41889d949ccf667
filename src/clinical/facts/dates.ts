/**
 * Clinical dates as the record gives them: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. No clock, no time zone: the day as written counts.
 */
export type ClinicalDate = string;
/** A whole day, `YYYY-MM-DD`. */
export type Day = string;

const shape = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/;

/** Days of a month (1-12), leap years included. */
function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const two = (n: number): string => String(n).padStart(2, '0');
const four = (n: number): string => String(n).padStart(4, '0');

/** Reads a FHIR date or dateTime; gives the date part, or undefined where it is no real date (2026-02-30, "last spring"). */
export function readDate(text: unknown): ClinicalDate | undefined {
  if (typeof text !== 'string' || text.length > 40) return undefined;
  const found = shape.exec(text);
  if (found === null) return undefined;
  const rest = text.slice(found[0].length);
  if (rest !== '' && !(found[3] !== undefined && rest.startsWith('T'))) return undefined;
  const year = Number(found[1]);
  const month = found[2] === undefined ? undefined : Number(found[2]);
  const day = found[3] === undefined ? undefined : Number(found[3]);
  if (year < 1) return undefined;
  if (month !== undefined && (month < 1 || month > 12)) return undefined;
  if (month !== undefined && day !== undefined && (day < 1 || day > daysInMonth(year, month))) return undefined;
  return found[0];
}

/** First day that a partial date may mean. */
export function earliestDay(date: ClinicalDate): Day {
  return date.length === 4 ? `${date}-01-01` : date.length === 7 ? `${date}-01` : date;
}

/** Last day that a partial date may mean. */
export function latestDay(date: ClinicalDate): Day {
  if (date.length === 4) return `${date}-12-31`;
  if (date.length === 7) return `${date}-${two(daysInMonth(Number(date.slice(0, 4)), Number(date.slice(5, 7))))}`;
  return date;
}

/** Adds calendar months (negative allowed); the last day of a shorter month where the day does not exist. */
export function addMonths(day: Day, months: number): Day {
  const index = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return `${four(year)}-${two(month)}-${two(Math.min(Number(day.slice(8, 10)), daysInMonth(year, month)))}`;
}

/** Whole days from `a` to `b`; negative where `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  const at = (day: Day): number =>
    Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
  return Math.round((at(b) - at(a)) / 86_400_000);
}
