/** What every answer and every line of the log is held against. */
import { errorTable } from '../dist/src/errors.js';
import {
  assessmentSchema,
  discoverySchema,
  feedbackResponseSchema,
  hookResponseSchema,
} from '../dist/src/http/response-schemas.js';
import { canary } from './prove-fuzz-json.mjs';

const isCanary = new RegExp(canary, 'i');
const shapes = {
  'patient-view': hookResponseSchema,
  'order-select': hookResponseSchema,
  'order-sign': hookResponseSchema,
  assess: assessmentSchema,
  feedback: feedbackResponseSchema,
  discovery: discoverySchema,
};
/** Milliseconds in which everything is to be answered, on a machine that does other work too. */
const mostMilliseconds = 15_000;
/** 5xx that the contract states. */
const stated = new Set(['NOT_READY', 'STORE_UNREACHABLE', 'FEEDBACK_NOT_STORED']);
/** Node answers by itself what is no HTTP request, without a body. */
const ofNode = new Set([400, 408, 413, 417, 431]);

function documented({ mode, endpoint, answers = [], odd, headers = [], path = '' }) {
  if (endpoint === 'wire') return [0, 100, 200, 204, 400, 401, 404, 405, 408, 412, 413, 415, 417, 421, 431];
  const all = [...answers];
  if (mode === 'open' && odd.has('host')) all.push(421, 400);
  if (mode === 'tenants')
    all.push(...(/^(patient-view|order|assess|feedback|unknown)/.test(endpoint) ? [401, 429] : []));
  if (mode === 'tenants' && /^(metrics|insights|operator)/.test(endpoint)) all.push(401, 429);
  // Node's own answer to a head beyond 16 KB; the token for a long address is longer still.
  if (odd.has('path')) all.push(431, 200, 400, 401, 403, 404, 405, 412, 413, 415, 422, 429);
  if (odd.has('method')) all.push(200, 204, 404, 405, 412);
  if (path.startsWith('/sandbox/fhir')) all.push(404, 405);
  if (headers.some(([name, value]) => name === 'Expect' && value !== '100-continue')) all.push(417);
  // RFC 9110, 13.1.2: "*" is true where there is anything.
  if (headers.some(([name]) => name === 'If-None-Match')) all.push(304);
  if (headers.some(([name]) => name === 'Range') && endpoint === 'assets') all.push(206, 416);
  return all;
}

function codeOf(body) {
  const parsed = JSON.parse(body);
  if (parsed.resourceType !== 'OperationOutcome') throw new Error('no OperationOutcome');
  const [{ details, code }] = parsed.issue;
  return { code: details.coding?.[0]?.code, issue: code };
}

function faultOfError(request, { status, body, headers }) {
  if (isCanary.test(body) || isCanary.test(headers)) return 'repeats what was sent';
  if (body === '') {
    return request.method === 'HEAD' || ofNode.has(status) ? undefined : `${status} without a body`;
  }
  try {
    if (request.endpoint === 'wire') return faultOfWire(status, body);
    const { code, issue } = codeOf(body);
    if (code === undefined)
      return (request.path ?? '').startsWith('/sandbox/fhir') && issue ? undefined : `${status} without a code`;
    if (errorTable[code]?.status !== status) return `${code} with ${status}`;
    if (status >= 500 && !stated.has(code)) return `${status} ${code}`;
    return undefined;
  } catch {
    return `${status} with a body that is no OperationOutcome`;
  }
}

/** Several answers may stand on one connection, and Node's own have a length of zero or one chunk of no bytes. */
function faultOfWire(status, body) {
  const [, json] = /^(\{.*?\})(?=$|\r|HTTP\/1\.1 )/s.exec(body) ?? [];
  if (json === undefined) return ofNode.has(status) ? undefined : `${status} without a body`;
  const { code } = codeOf(json);
  return errorTable[code]?.status === status ? undefined : `${code} with ${status}`;
}

function faultOfSuccess({ endpoint, method, odd }, { status, body }) {
  const shape = shapes[endpoint];
  if (shape === undefined || status !== 200 || method === 'HEAD' || odd.has('path') || odd.has('method'))
    return undefined;
  const read = shape.safeParse(JSON.parse(body));
  return read.success
    ? undefined
    : `an answer of another shape than described: ${JSON.stringify(read.error.issues[0]).slice(0, 300)}`;
}

/** A connection may be cut where the body was refused before it was in. */
function isFairlyCut(request) {
  return (
    request.send === 'cut' ||
    request.endpoint === 'wire' ||
    (request.body?.length ?? 0) > 65_536 ||
    request.odd.has('header')
  );
}

/** @returns what is wrong with an answer, or undefined */
export function faultOf(request, answer) {
  const { status, milliseconds, broken } = answer;
  if (milliseconds > mostMilliseconds) return `took ${Math.round(milliseconds)} ms`;
  if (broken !== undefined) return isFairlyCut(request) ? undefined : `no whole answer: ${broken}`;
  if (!documented(request).includes(status)) {
    const isStated = status === 503 && faultOfError(request, answer) === undefined;
    return isStated ? undefined : `${status} is not among the statuses of ${request.endpoint}`;
  }
  if (status >= 400) return faultOfError(request, answer);
  return status === 0 ? undefined : faultOfSuccess(request, answer);
}

const events = new Set(['started', 'answered', 'hook', 'refused', 'data', 'feedback', 'draining', 'stopped']);

/** @returns what is wrong with a line of the log, or undefined: no line may tell of a failure or hold anything that was sent */
export function faultOfLine(line) {
  if (isCanary.test(line)) return 'the log holds what was sent';
  try {
    const { event } = JSON.parse(line);
    return events.has(event) ? undefined : `the log says ${line.slice(0, 300)}`;
  } catch {
    return `the log holds a line that is none: ${line.slice(0, 100)}`;
  }
}
