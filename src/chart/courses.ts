import { addMonths, earliestDay, latestDay } from '../clinical/facts/dates.js';
import type { Therapy } from '../clinical/facts/therapy.js';
import { byDate } from './clinical-date.js';

/** Administrations of one drug further apart than this are two courses. */
const courseGapMonths = 4;

/** Records of single events; statements and orders describe a whole therapy. */
const eventTypes = ['MedicationAdministration/', 'Procedure/'];

const isEvent = (therapy: Therapy): boolean =>
  eventTypes.some((type) => therapy.evidence[0]?.reference.startsWith(type) === true);

function joined(a: Therapy, b: Therapy): Therapy {
  const ends = [a.end ?? a.start, b.end ?? b.start].filter((date) => date !== undefined).sort(byDate);
  const end = ends.at(-1);
  // The newest statement about the outcome stands; one that says nothing does not hide an earlier one.
  const outcome = b.outcome === 'unknown' ? a.outcome : b.outcome;
  return { ...a, outcome, ...(end === undefined ? {} : { end }), evidence: [...a.evidence, ...b.evidence] };
}

function follows(a: Therapy, b: Therapy): boolean {
  const last = a.end ?? a.start;
  return (
    last !== undefined && b.start !== undefined && earliestDay(b.start) <= addMonths(latestDay(last), courseGapMonths)
  );
}

/** Joins administrations (and procedures) of one drug in one setting into courses, so that forty infusions are one therapy with a start and an end. */
export function mergeCourses(therapies: readonly Therapy[]): Therapy[] {
  const merged: Therapy[] = therapies.filter((therapy) => !isEvent(therapy));
  const groups = new Map<string, Therapy[]>();
  for (const therapy of therapies.filter(isEvent)) {
    const key = `${therapy.drug}|${therapy.setting}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [therapy]);
    else group.push(therapy);
  }
  for (const group of groups.values()) {
    const reference = (therapy: Therapy): string => therapy.evidence[0]?.reference ?? '';
    group.sort((a, b) => byDate(a.start, b.start) || (reference(a) < reference(b) ? -1 : 1));
    let course: Therapy | undefined;
    for (const therapy of group) {
      if (course !== undefined && follows(course, therapy)) course = joined(course, therapy);
      else {
        if (course !== undefined) merged.push(course);
        course = therapy;
      }
    }
    if (course !== undefined) merged.push(course);
  }
  return merged;
}
