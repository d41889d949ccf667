/** Why a line, or a part of it, could not be used. Codes: never renamed. */
const garbageProblems = [
  'NOT_JSON',
  'NOT_UTF8',
  'NOT_A_RESOURCE',
  'TOO_LONG',
  'TOO_DEEP',
  'NO_PATIENT',
  'UNKNOWN_PATIENT',
  'DUPLICATE_ID',
  'FILE_BROKEN',
  'NOT_ASSESSED',
] as const;
export type GarbageProblem = (typeof garbageProblems)[number];

/** What each code means, for the report. */
export const garbageMeaning: Readonly<Record<GarbageProblem, string>> = {
  NOT_JSON: 'the line is not JSON (cut off, damaged, or UTF-16)',
  NOT_UTF8:
    'holds characters that are no UTF-8, or that were lost before; they are unreadable, the rest of the line is used',
  NOT_A_RESOURCE: 'JSON without a resourceType',
  TOO_LONG: 'a line, or a file that is one Bundle, of more than 64 MiB: write it as NDJSON or as smaller Bundles',
  TOO_DEEP: 'nested deeper than FHIR data are',
  NO_PATIENT: 'a resource that is of a patient but names none, or a Patient without an id',
  UNKNOWN_PATIENT: 'of a patient of whom there is no Patient resource',
  DUPLICATE_ID:
    'type and id came before for this patient; the newer version counts. Looked for among lines that can matter',
  FILE_BROKEN: 'the file cannot be read to its end (cut off, damaged, not permitted); what came before is used',
  NOT_ASSESSED: 'the assessment of this patient failed',
};

/** One entry of `garbage.ndjson`. Lines count from 1; a file that is one Bundle is line 1. */
export interface Garbage {
  readonly file: string;
  readonly line: number;
  readonly problem: GarbageProblem;
}

/** Is this text one of the codes? */
export function isGarbageProblem(text: string): text is GarbageProblem {
  return garbageProblems.some((each) => each === text);
}
