/** Why a line, or a resource of it, could not be used. Codes: never renamed. */
const garbageProblems = [
  'NOT_JSON',
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
  NOT_JSON: 'the line is not JSON (cut off, damaged, or not UTF-8)',
  NOT_A_RESOURCE: 'JSON without a resourceType',
  TOO_LONG: 'longer than a line may be',
  TOO_DEEP: 'nested deeper than FHIR data are',
  NO_PATIENT: 'a resource that is of a patient but names none',
  UNKNOWN_PATIENT: 'of a patient of whom there is no Patient resource',
  DUPLICATE_ID: 'type and id came before; the newer version counts',
  FILE_BROKEN: 'the file ends before its data do; what came before is used',
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
