import type { ClinicalDate } from '../clinical/facts/dates.js';
import type { Disease, DiseaseExtent, StageGroup } from '../clinical/facts/disease.js';
import type { Evidence } from '../clinical/facts/evidence.js';
import { sortEvidence } from './cite.js';
import { byDate, earliest } from './clinical-date.js';
import type { DiseaseSign } from './disease-signs.js';

type SignOf<K extends DiseaseSign['kind']> = Extract<DiseaseSign, { readonly kind: K }>;

const keyOf = ({ date, evidence }: DiseaseSign): string => `${date ?? ''} ${evidence.reference} ${evidence.path}`;

/** Oldest first; signs of one day by reference, so that the order of the records says nothing. */
const inOrder = (a: DiseaseSign, b: DiseaseSign): number => byDate(a.date, b.date) || (keyOf(a) < keyOf(b) ? -1 : 1);

/** Signs of one kind, oldest first. */
export function signsOfKind<K extends DiseaseSign['kind']>(
  signs: readonly DiseaseSign[],
  kind: K,
): readonly SignOf<K>[] {
  return signs.filter((sign): sign is SignOf<K> => sign.kind === kind).sort(inOrder);
}

const stageOrder: readonly StageGroup[] = ['0', 'I', 'II', 'III', 'IV'];

/** The newest stage group; of several of one day the higher one. */
function newestStage(signs: readonly DiseaseSign[]): SignOf<'stage'> | undefined {
  return [...signsOfKind(signs, 'stage')]
    .sort((a, b) => byDate(a.date, b.date) || stageOrder.indexOf(a.stage) - stageOrder.indexOf(b.stage))
    .at(-1);
}

/** Early disease: M0, a stage group below IV or regional nodes, nothing that says spread, and no recurrence after it. */
function isEarly(signs: readonly DiseaseSign[]): boolean {
  const early = [
    ...signsOfKind(signs, 'no-metastasis'),
    ...signsOfKind(signs, 'regional-nodes'),
    ...signsOfKind(signs, 'stage').filter(({ stage }) => stage !== 'IV'),
  ];
  if (early.length === 0 || signsOfKind(signs, 'unclear-spread').length > 0) return false;
  const newest = early
    .map(({ date }) => date)
    .sort(byDate)
    .at(-1);
  return !signsOfKind(signs, 'recurrence').some(({ date }) => date !== undefined && byDate(date, newest) > 0);
}

function extentOf(signs: readonly DiseaseSign[]): DiseaseExtent {
  if (signsOfKind(signs, 'metastatic').length > 0) return 'metastatic';
  if (signsOfKind(signs, 'unresectable').length > 0) return 'unresectable';
  return isEarly(signs) ? 'early' : 'unknown';
}

/** The newest day of a staging below IV, where every such sign is dated and no nodes (whose dates say little) are involved. */
export function stagedEarlyOn(signs: readonly DiseaseSign[]): ClinicalDate | undefined {
  if (signsOfKind(signs, 'regional-nodes').length > 0) return undefined;
  const dates = [...signsOfKind(signs, 'no-metastasis'), ...signsOfKind(signs, 'stage')].map(({ date }) => date);
  return dates.includes(undefined)
    ? undefined
    : dates.sort((a, b) => byDate(a, b) || ((a ?? '') < (b ?? '') ? -1 : 1)).at(-1);
}

function newestResidual(signs: readonly DiseaseSign[]): SignOf<'residual'> | undefined {
  const residuals = signsOfKind(signs, 'residual');
  const last = residuals.at(-1);
  // Two statements of one day that contradict each other settle nothing.
  const contradicted = residuals.some(({ date, residual }) => date === last?.date && residual !== last?.residual);
  return contradicted ? undefined : last;
}

const signsOfExtent: Record<DiseaseExtent, readonly DiseaseSign['kind'][]> = {
  metastatic: ['metastatic'],
  unresectable: ['unresectable'],
  early: ['no-metastasis', 'regional-nodes'],
  unknown: ['breast-cancer', 'unclear-spread'],
};

function evidenceOf(signs: readonly DiseaseSign[], extent: DiseaseExtent): readonly Evidence[] {
  const stage = newestStage(signs);
  const residual = newestResidual(signs);
  const chosen = signs.filter(({ kind }) => signsOfExtent[extent].includes(kind));
  const all = [...chosen, ...(stage ? [stage] : []), ...(residual ? [residual] : [])];
  const unique = new Map(all.map(({ evidence }) => [`${evidence.reference} ${evidence.path}`, evidence]));
  return sortEvidence([...unique.values()]);
}

const spread: readonly DiseaseSign['kind'][] = [
  'metastatic',
  'unresectable',
  'no-metastasis',
  'regional-nodes',
  'stage',
  'recurrence',
];

/**
 * Puts the signs of all records together. Without documented breast cancer, spread beside another cancer on record is not taken for spread
 * of breast cancer. A stage group of the first diagnosis is left out once the disease is metastatic.
 */
export function diseaseOf(all: readonly DiseaseSign[], documented: boolean): Disease {
  const other = signsOfKind(all, 'other-malignancy');
  const signs = !documented && other.length > 0 ? all.filter(({ kind }) => !spread.includes(kind)) : all;
  const extent = extentOf(signs);
  const advanced = [...signsOfKind(signs, 'metastatic'), ...signsOfKind(signs, 'unresectable')];
  const since = earliest(advanced.map(({ date }) => date));
  const recurrence = signsOfKind(signs, 'recurrence').findLast(({ date }) => date !== undefined)?.date;
  const stage = newestStage(signs)?.stage;
  const residual = newestResidual(signs)?.residual;
  return {
    breastCancer: documented ? 'documented' : 'not-documented',
    extent,
    ...(since === undefined ? {} : { since }),
    ...(recurrence === undefined ? {} : { recurrence }),
    ...(stage === undefined || (extent === 'metastatic' && stage !== 'IV') ? {} : { stage }),
    ...(residual === undefined ? {} : { residualInvasive: residual }),
    otherMalignancy: sortEvidence(other.map(({ evidence }) => evidence)),
    evidence: evidenceOf(signs, extent),
  };
}
