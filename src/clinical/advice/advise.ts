import type { Appraisal, Her2Assessment } from '../assessment.js';
import type { Chart } from '../facts/chart.js';
import type { Day } from '../facts/dates.js';
import type { Advice } from './advice.js';
import type { Focus } from './focus.js';
import type { Memory } from './memory.js';
import type { PendingTest } from './pending-test.js';
import type { Policy } from './policy.js';
import type { Silence } from './silence.js';

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

/** Decides what deserves to be said. */
export function advise(_input: AdviseInput): Advised {
  return { advice: [], silence: 'NOTHING_TO_ADD' };
}
