import type { RequestHandler } from 'express';
import { problem } from '../errors.js';
import type { StoreState } from '../store/store-watch.js';
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

export interface ReadyzOptions {
  readonly readiness: Readiness;
  readonly knowledge: string;
  readonly storeState: () => StoreState;
}

/** Why nothing new is welcome; with the state of the store, as where it is. */
const reasons: Readonly<Record<StoreState, string>> = {
  starting: 'The store has not been reached yet.',
  up: 'The server is stopping. The store answers.',
  down: 'The server is stopping. The store does not answer.',
};

/**
 * `GET /readyz`: 200 where new work is welcome, else 503. A store that was never reached makes the process unready, so that a wrong
 * address never replaces processes that work; one that goes away later is told and no more: hooks are answered without it.
 */
export function readyz({ readiness, knowledge, storeState }: ReadyzOptions): RequestHandler {
  return (_request, response) => {
    const store = storeState();
    if (readiness.isReady() && store !== 'starting') response.json({ status: 'ready', knowledge, store });
    else sendProblem(response, problem('NOT_READY', [{ expression: 'store', text: reasons[store] }]));
  };
}

/** While stopping, every answer asks the client to open its next connection elsewhere. */
export function closeWhileStopping(readiness: Readiness): RequestHandler {
  return (_request, response, next) => {
    if (!readiness.isReady()) response.set('Connection', 'close');
    next();
  };
}
