import type { Chart } from '../facts/chart.js';
import { addMonths, type ClinicalDate, earliestDay, latestDay } from '../facts/dates.js';
import type { Therapy } from '../facts/therapy.js';
import type { Truth } from './vocabulary.js';

/** Dates of recurrence: a recurrence on record and the first date of metastatic disease. */
export function recurrenceDates(chart: Chart): readonly ClinicalDate[] {
  return [chart.disease.recurrence, chart.disease.since].filter((date) => date !== undefined);
}

/** The recurrence is certainly not before the therapy: after its start or, where that is unknown, after its end. */
function followsTherapy(therapy: Therapy, recurrence: ClinicalDate, end: ClinicalDate): boolean {
  return earliestDay(recurrence) >= latestDay(therapy.start ?? end);
}

/** Recurrence while the therapy is still running. */
const duringRunning = ({ outcome, start }: Therapy, recurrence: ClinicalDate): boolean =>
  outcome === 'ongoing' && start !== undefined && earliestDay(recurrence) > latestDay(start);

function within(therapy: Therapy, recurrence: ClinicalDate, months: number): Truth {
  if (therapy.start !== undefined && earliestDay(therapy.start) > latestDay(recurrence)) return 'not-met';
  if (therapy.end === undefined) return duringRunning(therapy, recurrence) ? 'met' : 'unknown';
  if (earliestDay(recurrence) > addMonths(latestDay(therapy.end), months)) return 'not-met';
  const inTime = latestDay(recurrence) <= addMonths(earliestDay(therapy.end), months);
  return inTime && followsTherapy(therapy, recurrence, therapy.end) ? 'met' : 'unknown';
}

/**
 * Did the disease recur during the therapy or within `months` calendar months (inclusive) of its end?
 * A therapy stopped for progression recurred during it. Partial dates count only where every day they may mean agrees.
 */
export function recurredWithin(therapy: Therapy, chart: Chart, months: number): Truth {
  if (therapy.outcome === 'progression') return 'met';
  const truths = recurrenceDates(chart).map((date) => within(therapy, date, months));
  if (truths.includes('met')) return 'met';
  return truths.length === 0 || truths.includes('unknown') ? 'unknown' : 'not-met';
}

/** The therapy ended before the first date of metastatic disease, so it was not given for it. */
export function endedBeforeMetastasis(therapy: Therapy, chart: Chart): boolean {
  const { since } = chart.disease;
  return therapy.end !== undefined && since !== undefined && latestDay(therapy.end) < earliestDay(since);
}
