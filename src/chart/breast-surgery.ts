import { type ClinicalDate, type Day, earliestDay, readDate } from '../clinical/facts/dates.js';
import type { Evidence } from '../clinical/facts/evidence.js';
import type { Codes } from '../knowledge/schema.js';
import { cite, sortEvidence } from './cite.js';
import { affirming } from './clauses.js';
import { periodAt } from './clinical-date.js';
import { rolesOf } from './code-entries.js';
import { type Concept, conceptAt, type Fields, textAt, wordsOf } from './fields.js';
import { type Records, recordsOf } from './records.js';

const namesSurgery = affirming([
  'mastectomy',
  'lumpectomy',
  'breast conserving surgery',
  'mastektomie',
  'ablatio mammae',
  'brusterhaltende operation',
]);

function isBreastSurgery(concept: Concept | undefined, codes: Codes): boolean {
  const roles = rolesOf(concept, 'procedures', codes);
  return roles.length > 0 ? roles.includes('breast-surgery') : namesSurgery(wordsOf(concept) ?? '');
}

const performedOn = (resource: Fields): ClinicalDate | undefined =>
  readDate(resource.performedDateTime) ?? periodAt(resource, 'performedPeriod').start;

/**
 * Completed operations of the breast, oldest first.
 * @param span surgery before `since` (the newest breast cancer diagnosis, where dated) was for another tumour, after `asOf` it is a plan;
 * an undated one is not used
 */
export function breastSurgery(
  records: Records,
  codes: Codes,
  span: { readonly since: ClinicalDate | undefined; readonly asOf: Day },
): readonly Evidence[] {
  const done = recordsOf(records, 'Procedure').flatMap((record) => {
    const concept = conceptAt(record.resource, 'code');
    const date = performedOn(record.resource);
    if (textAt(record.resource, 'status') !== 'completed' || date === undefined) return [];
    const day = earliestDay(date);
    if (day > span.asOf || (span.since !== undefined && day < earliestDay(span.since))) return [];
    return isBreastSurgery(concept, codes)
      ? [cite(record, { path: 'code', verbatim: wordsOf(concept) ?? '', date })]
      : [];
  });
  return sortEvidence(done);
}
