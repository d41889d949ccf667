import type { Chart } from '../facts/chart.js';
import { addMonths, type ClinicalDate, earliestDay, latestDay } from '../facts/dates.js';
import type { Therapy } from '../facts/therapy.js';
import type { Truth } from './vocabulary.js';

/** Date of recurrence: the recurrence on record, else the first date of metastatic disease. */
export function recurrenceDate(chart: Chart): ClinicalDate | undefined {
  return chart.disease.recurrence ?? chart.disease.since;
}

/**
 * Did the disease recur during the therapy or within `months` calendar months (inclusive) of its end?
 * A therapy stopped for progression recurred during it. Partial dates count only where every day they may mean agrees.
 */
export function recurredWithin(therapy: Therapy, recurrence: ClinicalDate | undefined, months: number): Truth {
  if (therapy.outcome === 'progression') return 'met';
  if (recurrence === undefined || therapy.end === undefined) return 'unknown';
  if (therapy.start !== undefined && earliestDay(therapy.start) > latestDay(recurrence)) return 'not-met';
  if (latestDay(recurrence) <= addMonths(earliestDay(therapy.end), months)) return 'met';
  return earliestDay(recurrence) > addMonths(latestDay(therapy.end), months) ? 'not-met' : 'unknown';
}

/** The therapy ended before the first date of metastatic disease, so it was not given for it. */
export function endedBeforeMetastasis(therapy: Therapy, chart: Chart): boolean {
  const { since } = chart.disease;
  return therapy.end !== undefined && since !== undefined && latestDay(therapy.end) < earliestDay(since);
}
