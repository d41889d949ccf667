import type { ErrorRequestHandler } from 'express';
import { type EventLog, errorName } from '../audit/event-log.js';
import { type ErrorCode, errorTable, problem } from '../errors.js';
import { sendProblem } from './problem-response.js';

/** Errors of the body reader by their `type` (body-parser and raw-body), and our own depth guard. */
const bodyErrors: ReadonlyMap<string, ErrorCode> = new Map<string, ErrorCode>([
  ['entity.too.large', 'BODY_TOO_LARGE'],
  ['entity.parse.failed', 'BODY_NOT_JSON'],
  ['entity.too.deep', 'BODY_TOO_DEEP'],
  ['encoding.unsupported', 'CONTENT_TYPE_UNSUPPORTED'],
  ['charset.unsupported', 'CONTENT_TYPE_UNSUPPORTED'],
  ['request.aborted', 'BODY_INCOMPLETE'],
  ['request.size.invalid', 'BODY_INCOMPLETE'],
  ['stream.encoding.set', 'BODY_INCOMPLETE'],
]);

function textMember(error: unknown, name: 'type' | 'status'): unknown {
  return typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined;
}

/** The refusal that an error stands for; undefined where nobody expected it. */
export function codeOfError(error: unknown): ErrorCode | undefined {
  const type = textMember(error, 'type');
  const known = typeof type === 'string' ? bodyErrors.get(type) : undefined;
  if (known !== undefined) return known;
  const status = textMember(error, 'status');
  // The router's, of an address that cannot be decoded; one without a status is a bug of ours.
  if (error instanceof URIError && status === 400) return 'ROUTE_UNKNOWN';
  // Bodies that cannot be inflated reach here as a bare 400 of the body reader.
  return typeof status === 'number' && status >= 400 && status < 500 ? 'BODY_INCOMPLETE' : undefined;
}

/**
 * The last error handler. Express's own must never run: it prints the error, and a body reader's error carries the body.
 * Four parameters are how Express knows an error handler.
 */
export function unexpectedError(log: EventLog): ErrorRequestHandler {
  // biome-ignore lint/complexity/useMaxParams: Express recognises an error handler by its four parameters
  return (error: unknown, _request, response, _next) => {
    const code = codeOfError(error) ?? 'INTERNAL';
    if (errorTable[code].status >= 500) log.failed({ requestId: response.locals.requestId, error: errorName(error) });
    sendProblem(response, problem(code));
  };
}
