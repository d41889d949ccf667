/** How an attempt ended: in time, too late, failed, or not tried because the one before ended badly a moment ago. */
export type InTimeResult = 'done' | 'late' | 'failed' | 'skipped';

export interface InTimeOptions {
  /** Milliseconds that an answer may wait. */
  readonly limitMs: number;
  /** Milliseconds without a further try after a bad one: a database that is down costs one request a limit, not each one. */
  readonly pauseMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly onResult: (result: InTimeResult) => void;
}

/** Runs something that a request may wait for, but not long; `fallback` where it is not there in time. Never rejects. */
export type InTime = <Value>(run: () => Promise<Value>, fallback: Value) => Promise<Value>;

/** Makes a bound on waiting that is shared by all requests. */
export function makeInTime({ limitMs, pauseMs, now, onResult }: InTimeOptions): InTime {
  let quietUntil = Number.NEGATIVE_INFINITY;
  return async (run, fallback) => {
    if (now() < quietUntil) {
      onResult('skipped');
      return fallback;
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), limitMs);
    });
    const value = Promise.resolve()
      .then(run)
      .then(
        (found) => ({ found }),
        () => 'failed' as const,
      );
    const first = await Promise.race([value, late]);
    clearTimeout(timer);
    if (typeof first === 'string') {
      quietUntil = now() + pauseMs;
      onResult(first);
      return fallback;
    }
    onResult('done');
    return first.found;
  };
}
