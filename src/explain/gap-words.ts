import type { ExplainedGap } from './explanation.js';

interface GapWords {
  readonly why: string;
  readonly toDo: string;
}

const nothing = 'nothing to do';

/** Each gap in plain words: why, and what a person can do about it. */
export const gapWords: Readonly<Record<ExplainedGap['problem'], GapWords>> = {
  ENTERED_IN_ERROR: { why: 'the resource is withdrawn', toDo: nothing },
  NOT_PERFORMED: { why: 'cancelled or not done', toDo: nothing },
  STATUS_UNKNOWN: {
    why: 'its status is unknown or absent, and only final results count',
    toDo: 'send status final, amended or corrected where the result is final',
  },
  VALUE_NOT_UNDERSTOOD: {
    why: 'no rule reads the value',
    toDo: 'map the code under "answers", or write an expression with "values" in a site file',
  },
  VALUE_MISSING: { why: 'a result without a value', toDo: 'an expression can find a value in an odd place' },
  VALUE_INVALID: { why: 'a value that cannot be, such as 140 %', toDo: 'ask the laboratory' },
  DATE_INVALID: { why: 'a date that does not exist', toDo: 'correct the date in the sending system' },
  CODE_DISPLAY_MISMATCH: {
    why: 'the code says HER2, its name and value say something else',
    toDo: 'correct code or display in the sending system',
  },
  CODE_NOT_VERIFIED: {
    why: 'nobody checked that the code or expression means this, so it settles nothing',
    toDo: 'check it with the laboratory, then set "verified" to true in a site file',
  },
  CODE_AGAINST_TEXT: { why: 'code and text name different things', toDo: 'correct one of them in the sending system' },
  DRUG_AMBIGUOUS: { why: 'the text fits two drugs', toDo: 'send a code beside the text' },
  DRUG_NOT_RESOLVED: { why: 'the drug is not in the knowledge', toDo: 'send an RxNorm, ATC or SNOMED CT code' },
  REFERENCE_NOT_RESOLVED: {
    why: 'it refers to a resource that did not come',
    toDo: 'send the resource along, or let the client fetch it',
  },
  ATTACHMENT_NOT_READ: { why: 'PDF and other attachments are not read', toDo: 'send the result as data or plain text' },
  TEXT_TOO_LONG: { why: 'longer than what is read', toDo: 'send the result as data of its own' },
  TEXT_AMBIGUOUS: { why: 'the text has several readings', toDo: 'ask the laboratory for a plain score' },
  NARRATIVE_ONLY: { why: 'it stands in the narrative alone, which settles nothing', toDo: 'send it as data' },
  NOT_TISSUE: { why: 'a HER2 test in serum says nothing of the tumour category', toDo: nothing },
  NOT_THIS_DISEASE: { why: 'a result or drug of another disease', toDo: nothing },
  RESOURCE_UNREADABLE: { why: 'no resource type, or no JSON object', toDo: 'send FHIR R4 resources' },
  SUBJECT_CONTRADICTORY: {
    why: 'its subject and its patient are two different patients',
    toDo: 'correct the reference in the sending system',
  },
  DUPLICATE_RESOURCE: { why: 'two versions of one resource; the newer was read', toDo: nothing },
  EXPRESSION_FAILED: {
    why: 'an expression of a site file could not be evaluated on this resource',
    toDo: 'try the expression on this resource and correct the site file',
  },
  SEARCH_OUTCOME: { why: 'the server answered a search with an OperationOutcome', toDo: 'look into the server' },
  TEST_NOT_KNOWN: {
    why: 'its name speaks of HER2 and no known code says so; a name alone never selects a result',
    toDo: 'add its code to "tests" of a site file, or its exact text to an expression with "testText"',
  },
};
