/**
 * The one table of refusals. A code is never reused and never renamed; the sentence never holds anything of the request or the record.
 * `issue` is the FHIR issue type (http://hl7.org/fhir/issue-type) of the OperationOutcome.
 */
interface ErrorRow {
  readonly status: number;
  readonly issue: string;
  readonly sentence: string;
}

export const errorTable = {
  BODY_NOT_JSON: { status: 400, issue: 'structure', sentence: 'The request body is not a JSON object or array.' },
  BODY_TOO_DEEP: { status: 400, issue: 'too-costly', sentence: 'The request body is nested too deeply.' },
  BODY_INCOMPLETE: {
    status: 400,
    issue: 'structure',
    sentence: 'The request body ended early or could not be decoded.',
  },
  BODY_TOO_LARGE: { status: 413, issue: 'too-long', sentence: 'The request body is larger than this server accepts.' },
  CONTENT_TYPE_UNSUPPORTED: {
    status: 415,
    issue: 'not-supported',
    sentence: 'The request body is to be JSON in UTF-8 (application/json or application/fhir+json).',
  },
  REQUEST_INVALID: {
    status: 400,
    issue: 'invalid',
    sentence: 'The request lacks a member that CDS Hooks requires, or the member has the wrong type.',
  },
  HOOK_MISMATCH: {
    status: 400,
    issue: 'invalid',
    sentence: 'The hook of the request is not the hook of this service.',
  },
  PATIENT_MISMATCH: {
    status: 400,
    issue: 'conflict',
    sentence: 'The request carries data of another patient than the one in its context.',
  },
  AS_OF_INVALID: { status: 400, issue: 'value', sentence: 'The date to assess for is to be one real day, YYYY-MM-DD.' },
  QUERY_INVALID: { status: 400, issue: 'invalid', sentence: 'The only query parameter here is asOf, at most once.' },
  FEEDBACK_INVALID: {
    status: 400,
    issue: 'invalid',
    sentence: 'The feedback holds no item with card, outcome and outcomeTimestamp as CDS Hooks requires them.',
  },
  INSIGHTS_QUERY_INVALID: {
    status: 400,
    issue: 'invalid',
    sentence: 'The query parameters here are tenant, from and to, each at most once.',
  },
  UNAUTHORIZED: { status: 401, issue: 'login', sentence: 'The request carries no valid client token.' },
  OPERATOR_UNKNOWN: { status: 401, issue: 'login', sentence: 'The request carries no valid operator token.' },
  ROUTE_UNKNOWN: { status: 404, issue: 'not-found', sentence: 'There is nothing at this address.' },
  SERVICE_UNKNOWN: { status: 404, issue: 'not-found', sentence: 'There is no service of this id; see /cds-services.' },
  ISSUER_UNKNOWN: {
    status: 404,
    issue: 'not-found',
    sentence: 'No tenant of this server signs in at this issuer.',
  },
  METHOD_NOT_ALLOWED: { status: 405, issue: 'not-supported', sentence: 'This address does not answer this method.' },
  REQUEST_TIMEOUT: { status: 408, issue: 'timeout', sentence: 'The request did not arrive in time.' },
  DATA_MISSING: {
    status: 412,
    issue: 'required',
    sentence: 'Data that this service needs are neither in the prefetch nor obtainable.',
  },
  HOST_NOT_ALLOWED: {
    status: 421,
    issue: 'security',
    sentence: 'In open mode this server answers only under the names it was started for.',
  },
  BUNDLE_INVALID: { status: 422, issue: 'structure', sentence: 'The body is to be a FHIR R4 Bundle.' },
  SEVERAL_PATIENTS: { status: 422, issue: 'conflict', sentence: 'The data are of more than one patient.' },
  TOO_MANY_REQUESTS: {
    status: 429,
    issue: 'throttled',
    sentence: 'This client has sent more requests than agreed; see Retry-After.',
  },
  INTERNAL: { status: 500, issue: 'exception', sentence: 'The server failed; the request was not answered.' },
  NOT_READY: { status: 503, issue: 'transient', sentence: 'The server is starting or stopping.' },
  STORE_UNREACHABLE: { status: 503, issue: 'transient', sentence: 'The store does not answer.' },
  FEEDBACK_NOT_STORED: { status: 503, issue: 'transient', sentence: 'The feedback could not be kept; send it again.' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

/** Where a refusal applies: a member name or prefetch key of the contract (never a value of the request). */
export interface ProblemDetail {
  readonly expression: string;
  /** A fixed sentence of ours. */
  readonly text: string;
}

/** An expected refusal, as a value. */
export interface Problem {
  readonly kind: 'problem';
  readonly code: ErrorCode;
  readonly details: readonly ProblemDetail[];
}

/** A refusal of the table, with the places it applies to. */
export function problem(code: ErrorCode, details: readonly ProblemDetail[] = []): Problem {
  return { kind: 'problem', code, details };
}

/** CodeSystem of the refusal codes in `OperationOutcome.issue.details`. */
const errorCodeSystem = 'https://herald-cds.org/CodeSystem/error';

export interface OperationOutcome {
  readonly resourceType: 'OperationOutcome';
  readonly issue: readonly {
    readonly severity: 'error';
    readonly code: string;
    readonly details: {
      readonly coding: readonly { readonly system: string; readonly code: ErrorCode }[];
      readonly text: string;
    };
    readonly diagnostics?: string;
    readonly expression?: readonly string[];
  }[];
}

/** The OperationOutcome of a refusal: one issue per detail, or one in all where there is none. */
export function outcomeOf({ code, details }: Problem): OperationOutcome {
  const row = errorTable[code];
  const issue = {
    severity: 'error',
    code: row.issue,
    details: { coding: [{ system: errorCodeSystem, code }], text: row.sentence },
  } as const;
  const issues = details.map(({ expression, text }) => ({ ...issue, diagnostics: text, expression: [expression] }));
  return { resourceType: 'OperationOutcome', issue: issues.length === 0 ? [issue] : issues };
}
