import { type ClinicalDate, type Day, earliestDay, latestDay } from '../clinical/facts/dates.js';
import type { Disease, DiseaseExtent, StageGroup } from '../clinical/facts/disease.js';
import type { Evidence, Gap } from '../clinical/facts/evidence.js';
import type { Knowledge } from '../knowledge/schema.js';
import { sortEvidence } from './cite.js';
import { byDate, earliest } from './clinical-date.js';
import { conditionSigns } from './condition-signs.js';
import type { DiseaseSign } from './disease-signs.js';
import { conceptAt, objectAt } from './fields.js';
import { resultUse } from './record-status.js';
import { type Records, recordsOf } from './records.js';
import { stagingSigns } from './staging-signs.js';

type SignOf<K extends DiseaseSign['kind']> = Extract<DiseaseSign, { readonly kind: K }>;

function of<K extends DiseaseSign['kind']>(signs: readonly DiseaseSign[], kind: K): readonly SignOf<K>[] {
  return signs.filter((sign): sign is SignOf<K> => sign.kind === kind).sort((a, b) => byDate(a.date, b.date));
}

const stageOrder: readonly StageGroup[] = ['0', 'I', 'II', 'III', 'IV'];

/** The newest stage group; of several of one day the higher one. */
function newestStage(signs: readonly DiseaseSign[]): SignOf<'stage'> | undefined {
  return [...of(signs, 'stage')]
    .sort((a, b) => byDate(a.date, b.date) || stageOrder.indexOf(a.stage) - stageOrder.indexOf(b.stage))
    .at(-1);
}

/** Early disease: M0 or a stage group below IV, nothing that says spread, and no recurrence after it. */
function isEarly(signs: readonly DiseaseSign[]): boolean {
  const early = [...of(signs, 'no-metastasis'), ...of(signs, 'stage').filter(({ stage }) => stage !== 'IV')];
  if (early.length === 0 || of(signs, 'unclear-spread').length > 0) return false;
  const newest = early
    .map(({ date }) => date)
    .sort(byDate)
    .at(-1);
  return !of(signs, 'recurrence').some(({ date }) => date !== undefined && byDate(date, newest) > 0);
}

function extentOf(signs: readonly DiseaseSign[]): DiseaseExtent {
  if (of(signs, 'metastatic').length > 0) return 'metastatic';
  if (of(signs, 'unresectable').length > 0) return 'unresectable';
  return isEarly(signs) ? 'early' : 'unknown';
}

function newestResidual(signs: readonly DiseaseSign[]): SignOf<'residual'> | undefined {
  const residuals = of(signs, 'residual');
  const last = residuals.at(-1);
  // Two statements of one day that contradict each other settle nothing.
  const contradicted = residuals.some(({ date, residual }) => date === last?.date && residual !== last?.residual);
  return contradicted ? undefined : last;
}

const signsOfExtent: Record<DiseaseExtent, readonly DiseaseSign['kind'][]> = {
  metastatic: ['metastatic'],
  unresectable: ['unresectable'],
  early: ['no-metastasis'],
  unknown: ['breast-cancer', 'unclear-spread'],
};

function breastTest(records: Records, { codes }: Knowledge): boolean {
  return recordsOf(records, 'Observation').some((record) => {
    const codings = conceptAt(record.resource, 'code')?.codings ?? [];
    const entries = codings.map((coding) => codes.find('her2-tests', coding) ?? codes.find('receptor-tests', coding));
    return entries.some((entry) => entry?.display.includes('Breast cancer')) && resultUse(record).usable;
  });
}

function breastSpecimen(records: Records, { codes }: Knowledge): boolean {
  return recordsOf(records, 'Specimen').some(({ resource }) => {
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

function evidenceOf(signs: readonly DiseaseSign[], extent: DiseaseExtent): readonly Evidence[] {
  const stage = newestStage(signs);
  const residual = newestResidual(signs);
  const chosen = signs.filter(({ kind }) => signsOfExtent[extent].includes(kind));
  const all = [...chosen, ...(stage ? [stage] : []), ...(residual ? [residual] : [])];
  const unique = new Map(all.map(({ evidence }) => [`${evidence.reference} ${evidence.path}`, evidence]));
  return sortEvidence([...unique.values()]);
}

/** Reads breast cancer, its extent and since when, stage, recurrence and response. Records dated after `asOf` are not used. */
export function readDisease(records: Records, knowledge: Knowledge, asOf: Day): DiseaseRead {
  const conditions = conditionSigns(records, knowledge.codes);
  const signs = [...conditions.signs, ...stagingSigns(records, knowledge.codes)].filter(
    ({ date }) => date === undefined || earliestDay(date) <= asOf,
  );
  const extent = extentOf(signs);
  const advanced = [...of(signs, 'metastatic'), ...of(signs, 'unresectable')];
  const since = earliest(advanced.map(({ date }) => date));
  const recurrence = of(signs, 'recurrence')
    .flatMap(({ date }) => date ?? [])
    .at(-1);
  const stage = newestStage(signs)?.stage;
  const residual = newestResidual(signs)?.residual;
  const documented =
    of(signs, 'breast-cancer').length > 0 || breastTest(records, knowledge) || breastSpecimen(records, knowledge);
  const disease: Disease = {
    breastCancer: documented ? 'documented' : 'not-documented',
    extent,
    ...(since === undefined ? {} : { since }),
    ...(recurrence === undefined ? {} : { recurrence }),
    ...(stage === undefined ? {} : { stage }),
    ...(residual === undefined ? {} : { residualInvasive: residual }),
    otherMalignancy: sortEvidence(of(signs, 'other-malignancy').map(({ evidence }) => evidence)),
    evidence: evidenceOf(signs, extent),
  };
  const progressions = of(signs, 'progression').flatMap(({ date, evidence }) =>
    date === undefined ? [] : [{ date: latestDay(date), evidence }],
  );
  return { disease, progressions, gaps: conditions.gaps };
}
