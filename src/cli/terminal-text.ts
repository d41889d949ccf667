import type { Evidence } from '../clinical/facts/evidence.js';

/** Control characters of a record or an answer must not reach a terminal (escape sequences can rewrite it). */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}

/** Lines for a terminal, each without control characters, with a line break at the end. */
export function lines(all: readonly string[]): string {
  return `${all.map(plain).join('\n')}\n`;
}

/** `Observation/r1 valueString[12-18] "IHC 1+" (2026-06-01, final)` */
export function citation({ reference, path, verbatim, date, status, span, verified }: Evidence): string {
  const range = span === undefined ? '' : `[${span.start}-${span.end}]`;
  const quoted = verbatim === '' ? '' : ` "${verbatim}"`;
  const known = [date, status, ...(verified === false ? ['not verified'] : [])].filter((part) => part !== undefined);
  return `${reference} ${path}${range}${quoted}${known.length === 0 ? '' : ` (${known.join(', ')})`}`;
}
