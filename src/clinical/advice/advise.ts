import type { Appraisal, Her2Assessment } from '../assessment.js';
import type { Chart } from '../facts/chart.js';
import type { Day } from '../facts/dates.js';
import type { Advice } from './advice.js';
import { noIndication, notOverexpressed, tdxdSafety } from './check-order.js';
import { completeTesting } from './complete-testing.js';
import { discuss } from './discuss.js';
import { type Focus, isAboutChart } from './focus.js';
import { codeAgainstText, resultsLookAgain } from './look-again.js';
import type { Memory } from './memory.js';
import type { PendingTest } from './pending-test.js';
import type { Policy } from './policy.js';
import { withoutRepeats } from './quiet.js';
import type { Silence } from './silence.js';
import { readSituation, type Situation } from './situation.js';

export interface AdviseInput {
  readonly focus: Focus;
  readonly chart: Chart;
  readonly her2: Her2Assessment;
  /** All indications; the policy's region decides which ones count. */
  readonly appraisals: readonly Appraisal[];
  readonly pendingTests: readonly PendingTest[];
  readonly memory: Memory;
  readonly policy: Policy;
  readonly asOf: Day;
}

/** Advice in the order of the cards, or the reason why there is none. */
export interface Advised {
  readonly advice: readonly Advice[];
  readonly silence?: Silence;
}

/** Cards of one answer: more are read by nobody. */
const most = 2;

/** Reasons to keep still before any finding is looked at, in the order in which they are given. */
function noBusiness(situation: Situation): Silence | undefined {
  const { focus, chart, her2 } = situation;
  if (!isAboutChart(focus.hook) && situation.selected.length === 0) return 'NO_RELEVANT_ORDER';
  if (chart.disease.breastCancer === 'not-documented') {
    // Without the problem list nobody can say that there is no breast cancer.
    const lacking = [...chart.unavailable, ...(chart.partial ?? [])];
    return her2.category === 'none' && lacking.includes('conditions') ? 'HER2_NOT_FOUND' : 'NOT_BREAST_CANCER';
  }
  if (focus.otherMalignancyOrder !== undefined || chart.disease.otherMalignancy.length > 0) return 'OTHER_MALIGNANCY';
  return situation.tdxd === 'running' ? 'ALREADY_ON_TDXD' : undefined;
}

/** Why nothing was found worth saying. */
function nothingFound(situation: Situation): Silence {
  if (situation.notFound) return 'HER2_NOT_FOUND';
  if (situation.her2.category === 'positive') return 'HER2_POSITIVE';
  if (situation.tdxd === 'given') return 'ALREADY_ON_TDXD';
  return situation.chart.disease.extent === 'early' ? 'EARLY_DISEASE' : 'NOTHING_TO_ADD';
}

/** Findings about results and orders, one advice per finding, warnings first. */
function findings(situation: Situation): readonly Advice[] {
  const talk = discuss(situation);
  // Pages of HER2 results that did not come may hold the very test that would be suggested.
  const testing = situation.chart.partial?.includes('her2') === true ? undefined : completeTesting(situation);
  const again = resultsLookAgain(situation);
  // One card per finding: the HER2 result is one, so `discuss` carries its history and its open test unless a draft is concerned.
  const result = again !== undefined && (talk === undefined || again.orders.length > 0) ? again : undefined;
  const test = talk === undefined ? testing : undefined;
  const indication = noIndication(situation);
  const unsettled = result !== undefined || test !== undefined;
  return [
    notOverexpressed(situation),
    unsettled && indication?.indicator === 'info' ? undefined : indication,
    codeAgainstText(situation),
    result,
    test,
    talk,
  ].flatMap((each) => each ?? []);
}

/** Warnings before infos, each group in its own order (sort is stable). */
function ranked(advice: readonly Advice[]): readonly Advice[] {
  return [...advice].sort((a, b) => Number(b.indicator === 'warning') - Number(a.indicator === 'warning'));
}

/**
 * Decides what deserves to be said: at most one advice per finding, two in all, warnings first; otherwise why not.
 * A safety warning about a drafted T-DXd is held back by nothing but an override of the same evidence.
 */
export function advise(input: AdviseInput): Advised {
  const situation = readSituation(input);
  const safety = tdxdSafety(situation);
  const still = noBusiness(situation);
  const found = [...(safety === undefined ? [] : [safety]), ...(still === undefined ? findings(situation) : [])];
  const kept = withoutRepeats(ranked(found), input.memory);
  if (kept.advice.length > 0) return { advice: kept.advice.slice(0, most) };
  return { advice: [], silence: still ?? kept.silence ?? nothingFound(situation) };
}
