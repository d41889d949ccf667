import { stringify } from 'csv-stringify/sync';
import type { CohortRow } from './cohort-row.js';

const columns = [
  'patient',
  'category',
  'ascoCapStatus',
  'reason',
  'nextStep',
  'flags',
  'breastCancer',
  'extent',
  'since',
  'er',
  'pr',
  'ihc',
  'index',
  'indexDate',
  'indicationsMet',
  'indicationsMissingData',
  'missing',
  'gaps',
  'worklists',
] as const;

const joined = (values: readonly string[]): string => values.join('; ');

function cellsOf(row: CohortRow): readonly (string | number)[] {
  const having = (wanted: string): string =>
    joined(Object.entries(row.indications).flatMap(([id, result]) => (result === wanted ? [id] : [])));
  const cells: Readonly<Record<(typeof columns)[number], string | number>> = {
    patient: row.patient,
    category: row.category,
    ascoCapStatus: row.ascoCapStatus,
    reason: row.reason ?? '',
    nextStep: row.nextStep,
    flags: joined(row.flags),
    breastCancer: row.breastCancer ? 'yes' : 'no',
    extent: row.extent,
    since: row.since ?? '',
    er: row.er,
    pr: row.pr,
    ihc: row.ihc ?? '',
    index: row.index ?? '',
    indexDate: row.indexDate ?? '',
    indicationsMet: having('met'),
    indicationsMissingData: having('missing-data'),
    missing: joined(row.missing),
    gaps: row.gaps,
    worklists: joined(row.worklists),
  };
  return columns.map((name) => cells[name]);
}

/** `escape_formulas`: a cell that begins like a formula is shown, not run, by a spreadsheet. */
const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true },
  );

/** First line of `patients.csv`. */
export function tableHead(): string {
  return csv([columns]);
}

/** Lines of `patients.csv`. */
export function tableLines(rows: readonly CohortRow[]): string {
  return rows.length === 0 ? '' : csv(rows.map(cellsOf));
}
