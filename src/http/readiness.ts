import type { RequestHandler } from 'express';
import { problem } from '../errors.js';
import { sendProblem } from './problem-response.js';

/** Whether new work is welcome; turned off once, when the process is told to stop. */
export interface Readiness {
  isReady(): boolean;
  stop(): void;
}

/** Ready from the start: the server is composed only after everything it needs was loaded. */
export function openReadiness(): Readiness {
  let ready = true;
  return {
    isReady: () => ready,
    stop: () => {
      ready = false;
    },
  };
}

/** `GET /healthz`: the process lives. */
export const healthz: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};

/** `GET /readyz`: 200 where new work is welcome, else 503. */
export function readyz(readiness: Readiness, knowledge: string): RequestHandler {
  return (_request, response) => {
    if (readiness.isReady()) response.json({ status: 'ready', knowledge });
    else sendProblem(response, problem('NOT_READY'));
  };
}

/** While stopping, every answer asks the client to open its next connection elsewhere. */
export function closeWhileStopping(readiness: Readiness): RequestHandler {
  return (_request, response, next) => {
    if (!readiness.isReady()) response.set('Connection', 'close');
    next();
  };
}
