import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { EventLog } from '../audit/event-log.js';

/** Gives every request an id of our own (a client's would let it write into the log) and logs one line when it is answered. */
export function requestLine(log: EventLog): RequestHandler {
  return (request, response, next) => {
    const started = process.hrtime.bigint();
    const requestId = randomUUID();
    response.locals.requestId = requestId;
    response.set('X-Request-Id', requestId);
    response.on('close', () => {
      const { code, route } = response.locals;
      log.answered({
        requestId,
        route: `${methodOf(request.method)} ${typeof route === 'string' ? route : 'none'}`,
        status: response.writableFinished ? response.statusCode : 499,
        milliseconds: Number(process.hrtime.bigint() - started) / 1e6,
        ...(code === undefined ? {} : { code }),
      });
    });
    next();
  };
}

/** Methods that a log line names; what a client makes up is `OTHER`. */
function methodOf(method: string): string {
  return ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'].includes(method) ? method : 'OTHER';
}

/** Names the route for the log line: its pattern, never the address as sent. */
export function named(route: string): RequestHandler {
  return (_request, response, next) => {
    response.locals.route = route;
    next();
  };
}
