import { type ClinicalDate, type Day, earliestDay, latestDay } from '../clinical/facts/dates.js';
import type { Disease } from '../clinical/facts/disease.js';
import type { Evidence, Gap } from '../clinical/facts/evidence.js';
import type { Therapy } from '../clinical/facts/therapy.js';
import type { Knowledge } from '../knowledge/schema.js';
import { breastSurgery } from './breast-surgery.js';
import { conditionSigns } from './condition-signs.js';
import { diseaseOf, signsOfKind, stagedEarlyOn } from './disease-extent.js';
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
  /** Day of the newest staging of early disease, where it is known. */
  readonly stagedEarlyOn?: ClinicalDate;
  readonly gaps: readonly Gap[];
}

/**
 * Early disease is what a staging said on its day. A therapy of stated palliative intent that began later leaves the extent open: the
 * spread that it was given for is not documented, and neither is its absence.
 */
export function extentAfter({ disease, stagedEarlyOn: staged }: DiseaseRead, therapies: readonly Therapy[]): Disease {
  const palliativeLater = therapies.some(
    ({ setting, settingFromDates, start }) =>
      setting === 'metastatic' &&
      !settingFromDates &&
      start !== undefined &&
      staged !== undefined &&
      earliestDay(start) > latestDay(staged),
  );
  return disease.extent === 'early' && palliativeLater ? { ...disease, extent: 'unknown' } : disease;
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
  const staged = stagedEarlyOn(signs);
  const diagnosed = signsOfKind(signs, 'breast-cancer').at(-1)?.date;
  const surgery = breastSurgery(records, knowledge.codes, { since: diagnosed, asOf });
  return {
    disease: { ...diseaseOf(signs, documented), ...(surgery.length === 0 ? {} : { surgery }) },
    progressions,
    ...(staged === undefined ? {} : { stagedEarlyOn: staged }),
    gaps: conditions.gaps,
  };
}
