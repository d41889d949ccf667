import { type ClinicalDate, type Day, earliestDay, latestDay } from '../clinical/facts/dates.js';
import type { Disease } from '../clinical/facts/disease.js';
import type { Evidence, Gap } from '../clinical/facts/evidence.js';
import type { Knowledge } from '../knowledge/schema.js';
import { conditionSigns } from './condition-signs.js';
import { diseaseOf, signsOfKind } from './disease-extent.js';
import { conceptAt, objectAt, textAt } from './fields.js';
import { resultUse } from './record-status.js';
import { type Records, recordsOf } from './records.js';
import { stagingSigns } from './staging-signs.js';

function breastTest(records: Records, { codes }: Knowledge): boolean {
  return recordsOf(records, 'Observation').some((record) => {
    const codings = conceptAt(record.resource, 'code')?.codings ?? [];
    const entries = codings.map((coding) => codes.find('her2-tests', coding) ?? codes.find('receptor-tests', coding));
    return entries.some((entry) => entry?.display.includes('Breast cancer')) && resultUse(record).usable;
  });
}

function breastSpecimen(records: Records, { codes }: Knowledge): boolean {
  return recordsOf(records, 'Specimen').some(({ resource }) => {
    if (textAt(resource, 'status') === 'entered-in-error') return false;
    const site = conceptAt(objectAt(resource, 'collection'), 'bodySite');
    return site?.codings.some((coding) => codes.find('sites-of-body', coding)?.role === 'breast');
  });
}

export interface DiseaseRead {
  readonly disease: Disease;
  /** Days on which a disease-status Observation says progression. */
  readonly progressions: readonly { readonly date: ClinicalDate; readonly evidence: Evidence }[];
  readonly gaps: readonly Gap[];
}

/** Reads breast cancer, its extent and since when, stage, recurrence and response. Records dated after `asOf` are not used. */
export function readDisease(records: Records, knowledge: Knowledge, asOf: Day): DiseaseRead {
  const conditions = conditionSigns(records, knowledge.codes);
  const signs = [...conditions.signs, ...stagingSigns(records, knowledge.codes)].filter(
    ({ date }) => date === undefined || earliestDay(date) <= asOf,
  );
  const named = signsOfKind(signs, 'breast-cancer').length > 0;
  const documented = named || breastTest(records, knowledge) || breastSpecimen(records, knowledge);
  const progressions = signsOfKind(signs, 'progression').flatMap(({ date, evidence }) =>
    date === undefined ? [] : [{ date: latestDay(date), evidence }],
  );
  return { disease: diseaseOf(signs, documented), progressions, gaps: conditions.gaps };
}
