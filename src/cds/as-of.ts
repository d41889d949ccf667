import { textAt } from '../chart/fields.js';
import { type Day, readDate } from '../clinical/facts/dates.js';
import { type Problem, problem } from '../errors.js';
import type { HookRequest } from './request.js';

/** Name of the request extension that fixes the date to assess for, in open mode. */
const asOfExtension = 'org.herald-cds.as-of';

/** A whole real day as written, or undefined. */
export function readDay(text: string): Day | undefined {
  return text.length === 10 && readDate(text) === text ? text : undefined;
}

/** The day to assess for: the one that the request fixes, else `day`. A fixed day that is none is a refusal. */
export function asOfRequest(request: HookRequest, day: Day): { readonly kind: 'day'; readonly day: Day } | Problem {
  if (request.extension?.[asOfExtension] === undefined) return { kind: 'day', day };
  const fixed = readDay(textAt(request.extension, asOfExtension) ?? '');
  return fixed === undefined
    ? problem('AS_OF_INVALID', [{ expression: `extension["${asOfExtension}"]`, text: 'One real day, YYYY-MM-DD.' }])
    : { kind: 'day', day: fixed };
}
