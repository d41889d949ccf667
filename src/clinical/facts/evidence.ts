/**
 * Where a fact was read. Every fact of the chart carries at least one, so that a card can show the source of each sentence.
 */
export interface Evidence {
  /** Resolved reference of the resource, e.g. `Observation/r1`; `#n` position in the bundle where a resource has no id. */
  readonly reference: string;
  /** Element inside the resource, e.g. `component[0].valueQuantity`. */
  readonly path: string;
  /** The words or value of the record, unchanged, at most 200 characters. */
  readonly verbatim: string;
  /** Clinical date of the fact (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`). */
  readonly date?: string;
  /** FHIR status of the resource. */
  readonly status?: string;
  /** False where the code that was matched has a display nobody checked against the terminology's owner. */
  readonly verified?: false;
  /** Character range of `verbatim` inside the text that `path` names, where the fact is part of a longer text. */
  readonly span?: { readonly start: number; readonly end: number };
}

/** Evidence by date, the newest first; what has no date comes last. */
export function newestFirst(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...evidence].sort((a, b) => {
    const [first, second] = [a.date ?? '', b.date ?? ''];
    return first === second ? 0 : first < second ? 1 : -1;
  });
}

/** What could not be read, or was read and not used. Closed list: `docs/vocabulary.md` says what each means. */
export const gapProblems = [
  'ENTERED_IN_ERROR',
  'NOT_PERFORMED',
  'STATUS_UNKNOWN',
  'VALUE_NOT_UNDERSTOOD',
  'VALUE_MISSING',
  'VALUE_INVALID',
  'DATE_INVALID',
  'CODE_DISPLAY_MISMATCH',
  'CODE_NOT_VERIFIED',
  'CODE_AGAINST_TEXT',
  'DRUG_AMBIGUOUS',
  'DRUG_NOT_RESOLVED',
  'REFERENCE_NOT_RESOLVED',
  'ATTACHMENT_NOT_READ',
  'TEXT_TOO_LONG',
  'TEXT_AMBIGUOUS',
  'NARRATIVE_ONLY',
  'NOT_TISSUE',
  'NOT_THIS_DISEASE',
  'RESOURCE_UNREADABLE',
  'SUBJECT_CONTRADICTORY',
  'DUPLICATE_RESOURCE',
  'EXPRESSION_FAILED',
  'SEARCH_OUTCOME',
] as const;
export type GapProblem = (typeof gapProblems)[number];

/** Something in the record that was not understood or not used: shown, never guessed at, never an exception. */
export interface Gap {
  readonly reference: string;
  readonly problem: GapProblem;
  readonly path?: string;
}
