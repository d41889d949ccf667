import type { DrugClass } from '../facts/therapy.js';
import { type Answer, type Given, unknown } from './answer.js';

/** Prefetch keys whose records say which therapies were given. */
const therapyKeys: readonly string[] = [
  'medicationRequests',
  'medicationStatements',
  'medicationAdministrations',
  'procedures',
];

/**
 * An answer that follows from the absence of a therapy, as far as the records allow it: where some did not come or could not be read,
 * the therapy may stand there.
 * @param counts true for the classes whose absence the answer rests on
 * @returns the answer itself where everything was read, else unknown
 */
export function ifAllRead(answer: Answer, counts: (drugClass: DrugClass) => boolean, given: Given): Answer {
  const { unavailable, partial = [], unreadTherapies = [] } = given.chart;
  const unread = unreadTherapies.filter(({ classes }) => classes.length === 0 || classes.some(counts));
  const lacking = [...unavailable, ...partial].some((key) => therapyKeys.includes(key));
  if (!lacking && unread.length === 0) return answer;
  return unknown(
    ['complete record of prior therapies'],
    [...answer.because, ...unread.map(({ evidence }) => evidence)],
  );
}

/** The same for one of several ways: only where no therapy on record answers. */
export function unlessUnread(answer: Answer, counts: (drugClass: DrugClass) => boolean, given: Given): Answer {
  return answer.truth === 'not-met' ? ifAllRead(answer, counts, given) : answer;
}
