import type { Her2Assessment } from '../assessment.js';
import type { Chart } from '../facts/chart.js';
import type { Day } from '../facts/dates.js';
import type { Evidence } from '../facts/evidence.js';
import type { MissingItem, Truth } from './vocabulary.js';

/** What a criterion is judged on. */
export interface Given {
  readonly chart: Chart;
  readonly her2: Her2Assessment;
  readonly asOf: Day;
}

/** Three-valued answer with its evidence; `missing` names what is undocumented and is filled only where `truth` is unknown. */
export interface Answer {
  readonly truth: Truth;
  readonly missing: readonly MissingItem[];
  readonly because: readonly Evidence[];
}

/** Documented as true. */
export function met(because: readonly Evidence[]): Answer {
  return { truth: 'met', missing: [], because };
}

/** Documented as false. */
export function notMet(because: readonly Evidence[]): Answer {
  return { truth: 'not-met', missing: [], because };
}

/** Undocumented; `missing` says what. */
export function unknown(missing: readonly MissingItem[], because: readonly Evidence[]): Answer {
  return { truth: 'unknown', missing, because };
}

/** One of several ways suffices: met before unknown before not-met. No way at all is documented as false. */
export function anyWay(ways: readonly Answer[]): Answer {
  for (const truth of ['met', 'unknown'] as const) {
    const such = ways.filter((way) => way.truth === truth);
    if (such.length > 0) {
      const missing = [...new Set(such.flatMap((way) => way.missing))];
      return { truth, missing, because: such.flatMap((way) => way.because) };
    }
  }
  return notMet(ways.flatMap((way) => way.because));
}
