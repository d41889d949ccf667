/**
 * Clinical dates as the record gives them: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. No clock, no time zone: the day as written counts.
 */
export type ClinicalDate = string;
/** A whole day, `YYYY-MM-DD`. */
export type Day = string;

/** Days of a month (1-12), leap years included. */
function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The number that the digits of a stretch of text write; -1 where any of it is no digit. */
function numberIn(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}

const two = (n: number): string => String(n).padStart(2, '0');
const four = (n: number): string => String(n).padStart(4, '0');

/** Reads a FHIR date or dateTime; gives the date part, or undefined where it is no real date (2026-02-30, "last spring"). */
export function readDate(text: unknown): ClinicalDate | undefined {
  // By characters: an expression would cost most of the reading of a long record.
  if (typeof text !== 'string' || text.length > 40 || numberIn(text, 0, 4) < 1) return undefined;
  if (text.length === 4) return text;
  const month = numberIn(text, 5, 7);
  if (text[4] !== '-' || month < 1 || month > 12) return undefined;
  if (text.length === 7) return text;
  const day = numberIn(text, 8, 10);
  if (text[7] !== '-' || day < 1 || day > daysInMonth(numberIn(text, 0, 4), month)) return undefined;
  if (text.length === 10) return text;
  return text[10] === 'T' ? text.slice(0, 10) : undefined;
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
