import type { Chart } from '../clinical/facts/chart.js';
import { type Day, readDate } from '../clinical/facts/dates.js';
import type { Gap } from '../clinical/facts/evidence.js';
import type { Knowledge } from '../knowledge/schema.js';
import { extentAfter, readDisease } from './disease.js';
import { readHer2 } from './her2/read-her2.js';
import { readReceptors } from './receptors.js';
import { type Records, recordsOf } from './records.js';
import { withRelevantObservations } from './relevant-observations.js';
import { readSafety } from './safety.js';
import { readTherapies } from './therapies.js';

/** Gaps without repetition, in an order that does not depend on the order of the data. */
function tidy(gaps: readonly Gap[]): readonly Gap[] {
  const keyed = new Map(gaps.map((gap) => [`${gap.reference}|${gap.problem}|${gap.path ?? ''}`, gap]));
  return [...keyed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, gap]) => gap);
}

function birthDate(records: Records): Pick<Chart, 'birthDate'> {
  const patients = recordsOf(records, 'Patient');
  const own = patients.find(({ reference }) => reference === records.patient) ?? patients[0];
  const date = readDate(own?.resource.birthDate);
  return date === undefined ? {} : { birthDate: date };
}

/**
 * Reads a patient's records into facts with evidence.
 * @param asOf records dated later are not used
 * @returns the chart; what could not be read is a gap, never an exception. Same result for any order of the resources.
 */
export function read(records: Records, knowledge: Knowledge, asOf: Day): Chart {
  const her2 = readHer2(records, knowledge, { asOf });
  const narrowed = withRelevantObservations(records, knowledge.codes);
  const receptors = readReceptors(narrowed, knowledge, asOf);
  const diseaseRead = readDisease(narrowed, knowledge, asOf);
  const therapies = readTherapies(records, knowledge, { asOf, diseaseRead });
  const safety = readSafety(narrowed, knowledge, asOf);
  return {
    ...(records.patient === undefined ? {} : { patient: records.patient }),
    ...birthDate(records),
    her2: her2.facts,
    receptors: receptors.receptors,
    disease: extentAfter(diseaseRead, therapies.therapies),
    therapies: therapies.therapies,
    ...(therapies.unread.length === 0 ? {} : { unreadTherapies: therapies.unread }),
    nonCancerDrugs: therapies.nonCancerDrugs,
    safety: safety.safety,
    gaps: tidy([
      ...records.gaps,
      ...her2.gaps,
      ...receptors.gaps,
      ...diseaseRead.gaps,
      ...therapies.gaps,
      ...safety.gaps,
    ]),
    unavailable: records.unavailable,
    ...(records.partial === undefined ? {} : { partial: records.partial }),
  };
}
