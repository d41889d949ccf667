import type { Intervention } from '../store/insights.js';

/** A flat row of an export: the same members on every row. */
export type ExportRow = Readonly<Record<string, string | number>>;

/**
 * One intervention as the feedback export of 45 CFR 170.315(b)(11)(ii)(C) asks for it: intervention, action taken, feedback provided,
 * user, date, location. The user is a keyed hash; of a comment only its presence is known.
 */
export function interventionRow(tenant: string, row: Intervention): ExportRow {
  return {
    date: row.at,
    intervention: row.topic,
    kind: row.kind,
    indicator: row.indicator,
    category: row.category === 'null' || row.category === 'none' ? `her2-${row.category}` : row.category,
    user: row.clinician ?? '',
    location: tenant,
    service: row.service,
    card: row.uuid,
    actionTaken: row.outcome ?? 'no-answer',
    acceptedSuggestion: row.suggestion ?? '',
    actionDate: row.outcome_at ?? '',
    feedbackReason: row.reason_code ?? '',
    feedbackComment: row.commented === 1 ? 'given' : 'none',
  };
}

/** A spreadsheet runs what starts like a formula; an apostrophe keeps it text (reason codes come from clients). */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of CSV (RFC 4180) of these cells. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}
