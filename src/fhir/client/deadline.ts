import { setMaxListeners } from 'node:events';

/** The time a hook request may spend on IO: one for all its calls. */
export interface Deadline {
  /** Aborts when the time is over. */
  readonly signal: AbortSignal;
  /** Milliseconds left, never negative. */
  readonly remainingMs: () => number;
  /** Releases the timer; to be called when the request is answered. */
  readonly end: () => void;
}

/**
 * Starts a deadline of `ms` milliseconds. A controller with its own timer, since composed timeout signals keep memory on some
 * versions of Node.
 */
export function startDeadline(ms: number): Deadline {
  const until = performance.now() + ms;
  const controller = new AbortController();
  // Every waiting call of the request listens; Node would take more than ten for a leak and print a warning.
  setMaxListeners(0, controller.signal);
  const timer = setTimeout(() => controller.abort(), ms);
  return {
    signal: controller.signal,
    remainingMs: () => (controller.signal.aborted ? 0 : Math.max(0, until - performance.now())),
    end: () => clearTimeout(timer),
  };
}

/** The promise, or `late` as soon as the deadline passes: nobody waits longer, also for work that does not listen to the signal. */
export async function beforeDeadline<T>(work: Promise<T>, deadline: Deadline, late: T): Promise<T> {
  if (deadline.signal.aborted) {
    work.catch(() => undefined);
    return late;
  }
  return await new Promise<T>((resolve, reject) => {
    const onAbort = (): void => resolve(late);
    deadline.signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => deadline.signal.removeEventListener('abort', onAbort));
  });
}
