import type { Her2Assessment } from '../assessment.js';
import type { Chart } from '../facts/chart.js';
import type { Day } from '../facts/dates.js';
import type { Her2Result, Her2Specimen } from '../facts/her2.js';
import type { Cell } from './category-table.js';
import { type JudgedSpecimen, judgeSpecimens } from './cross-specimen.js';
import { stepOf } from './judge-specimen.js';
import { contradictions } from './next-step.js';
import { type Reconciled, reconcile } from './reconcile.js';
import { describeSpecimen } from './specimen-answer.js';
import { cellWithoutResult } from './unusable.js';
import { isPreliminary } from './usable.js';
import type { Her2Flag } from './vocabulary.js';

/** Judges the results that are not final as if they were: to say what could still change, never to decide. */
function preliminarySpecimens(
  results: readonly Her2Result[],
  specimens: ReadonlyMap<string, Her2Specimen>,
  asOf: Day,
): readonly JudgedSpecimen[] {
  const asFinal = results
    .filter((result) => isPreliminary(result, asOf))
    .map((result): Her2Result => ({ ...result, standing: 'final' }));
  return judgeSpecimens(asFinal, specimens, asOf);
}

/** A preliminary result of another, newer specimen than the index. */
function newerPreliminary(index: JudgedSpecimen, preliminary: readonly JudgedSpecimen[]): JudgedSpecimen | undefined {
  return preliminary.find(
    ({ joined }) =>
      joined.key !== index.joined.key &&
      joined.date !== undefined &&
      (index.joined.date === undefined || joined.date > index.joined.date) &&
      joined.results.some((result) => result.method !== 'ish'),
  );
}

function unusableAnswer(
  cell: Cell,
  results: readonly Her2Result[],
  preliminary: readonly JudgedSpecimen[],
): Her2Assessment {
  const low = cell.reason === 'PRELIMINARY_ONLY' && preliminary.some((each) => each.judgement.cell.category === 'low');
  const assertedPositive = cell.reason === 'CONDITION_CODE_ONLY' && cell.status === 'positive';
  const notes = results.filter((result) => result.standing === 'final').flatMap((result) => result.notes);
  const flags: readonly Her2Flag[] = [
    ...(low ? (['PRELIMINARY_LOW'] as const) : []),
    ...(assertedPositive || notes.includes('CATEGORY_ASSERTED') ? (['CATEGORY_ASSERTED'] as const) : []),
    ...(cell.reason !== undefined && contradictions.has(cell.reason) ? (['DATA_CONFLICT'] as const) : []),
  ];
  return {
    category: cell.category,
    ascoCapStatus: cell.status,
    ...(cell.reason === undefined ? {} : { reason: cell.reason }),
    nextStep: stepOf(cell),
    flags: [...new Set(flags)].sort(),
    specimens: [],
  };
}

function answer(
  { index, cell, step, flags }: Reconciled,
  judged: readonly JudgedSpecimen[],
  preliminary: readonly JudgedSpecimen[],
): Her2Assessment {
  const newer = newerPreliminary(index, preliminary);
  const couldChange = newer !== undefined && newer.judgement.cell.category !== cell.category;
  const group = cell.reason === 'MULTIPLE_PRIMARIES' ? undefined : index.judgement.ishGroup;
  return {
    category: cell.category,
    ascoCapStatus: cell.status,
    ...(group === undefined ? {} : { ishGroup: group }),
    ...(cell.reason === undefined ? {} : { reason: cell.reason }),
    nextStep: couldChange ? 'AWAIT_FINAL_REPORT' : step,
    flags: [
      ...new Set<Her2Flag>([...flags, ...(newer === undefined ? [] : (['NEWER_PRELIMINARY_RESULT'] as const))]),
    ].sort(),
    index: index.joined.key,
    specimens: judged.map(describeSpecimen),
  };
}

/**
 * HER2 of the patient: every specimen by the ASCO/CAP and T-DXd rules, the newest usable one as index, history added.
 * Sources: ASCO/CAP 2018 and 2023, FDA indication texts, Rakha et al. 2026, design choices (docs/vocabulary.md).
 * @param asOf day of the assessment: later results are not used
 * @returns the assessment; never throws
 */
export function categorize(chart: Pick<Chart, 'her2' | 'disease'>, asOf: Day): Her2Assessment {
  const { results } = chart.her2;
  const specimens = new Map(chart.her2.specimens.map((each) => [each.reference, each]));
  const judged = judgeSpecimens(results, specimens, asOf);
  const preliminary = preliminarySpecimens(results, specimens, asOf);
  const reconciled = reconcile(judged, chart.disease, asOf);
  if (reconciled !== undefined) return answer(reconciled, judged, preliminary);
  const [failedIsh] = judged;
  const cell = cellWithoutResult(results, asOf);
  const keepsFailure = failedIsh !== undefined && cell.reason === 'NO_USABLE_RESULT';
  return unusableAnswer(keepsFailure ? failedIsh.judgement.cell : cell, results, preliminary);
}
