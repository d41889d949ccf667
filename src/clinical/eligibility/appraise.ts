import type { Appraisal, CriterionAnswer } from '../assessment.js';
import type { Given } from './answer.js';
import { judge } from './criteria.js';
import type { Indication } from './indication.js';
import type { IndicationResult } from './vocabulary.js';

function resultOf(criteria: readonly CriterionAnswer[]): IndicationResult {
  if (criteria.some(({ truth }) => truth === 'not-met')) return 'not-met';
  return criteria.some(({ truth }) => truth === 'unknown') ? 'missing-data' : 'met';
}

function appraiseOne(given: Given, indication: Indication): Appraisal {
  const criteria = indication.criteria.map((criterion) => ({
    criterion: criterion.kind,
    ...judge(criterion, given),
  }));
  const result = resultOf(criteria);
  const missing = result === 'missing-data' ? [...new Set(criteria.flatMap((each) => each.missing))] : [];
  const { id, region, source, since } = indication;
  return { id, region, result, missing, criteria, source, since };
}

/**
 * Judges every labelled indication criterion by criterion.
 * @returns one appraisal per indication, in the order given: `met` where the record documents every condition of the text, `not-met` where
 * it documents one as false, else `missing-data` with what is undocumented. Never a statement that a patient is eligible.
 */
export function appraise(given: Given, indications: readonly Indication[]): readonly Appraisal[] {
  return indications.map((indication) => appraiseOne(given, indication));
}
