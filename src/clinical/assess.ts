import type { Assessment } from './assessment.js';
import { appraise } from './eligibility/appraise.js';
import { flagsOf } from './eligibility/flags.js';
import type { Indication } from './eligibility/indication.js';
import type { Chart } from './facts/chart.js';
import type { Day } from './facts/dates.js';
import { categorize } from './her2/categorize.js';

/** What an assessment needs besides the chart. */
export interface AssessOptions {
  readonly asOf: Day;
  readonly indications: readonly Indication[];
  readonly knowledgeVersion: string;
}

/**
 * Assesses a chart: HER2 category, every labelled indication criterion by criterion, flags.
 * @returns the whole assessment; all arrays present, optional members absent when unknown
 */
export function assess(chart: Chart, options: AssessOptions): Assessment {
  const { asOf, indications, knowledgeVersion } = options;
  const her2 = categorize(chart, asOf);
  const given = { chart, her2, asOf };
  const appraisals = appraise(given, indications);
  const { extent, since, stage, evidence } = chart.disease;
  return {
    asOf,
    ...(chart.patient === undefined ? {} : { patient: chart.patient }),
    knowledge: knowledgeVersion,
    her2,
    receptors: chart.receptors,
    disease: {
      extent,
      ...(since === undefined ? {} : { since }),
      ...(stage === undefined ? {} : { stage }),
      evidence,
    },
    therapies: chart.therapies,
    indications: appraisals,
    flags: flagsOf({ ...given, appraisals }),
    gaps: chart.gaps,
  };
}
