import {
  BrokenCircuitError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  TaskCancelledError,
} from 'cockatiel';
import { beforeDeadline, type Deadline } from './deadline.js';
import type { Reply } from './guarded-fetch.js';

export type GatedReply = Reply | { readonly kind: 'breaker-open' | 'overloaded' };

/** What stands between the service and one origin: so many calls at a time, none while it keeps failing, few retries. */
export interface OriginGate {
  readonly run: (deadline: Deadline, call: () => Promise<Reply>) => Promise<GatedReply>;
  /** Takes one retry from the origin's allowance; false where there is none left. */
  readonly takeRetry: () => boolean;
}

export interface GateLimits {
  /** Calls at a time to one origin. */
  readonly concurrent: number;
  /** Calls that may wait. */
  readonly queued: number;
  /** Failures in a row that open the breaker. */
  readonly failures: number;
  /** Milliseconds until an open breaker lets one call try. */
  readonly halfOpenAfterMs: number;
}

/** A queue of a thousand holds what some eighty requests without prefetch ask for at once; what waits ends with its deadline. */
export const defaultGateLimits: GateLimits = { concurrent: 16, queued: 1_024, failures: 5, halfOpenAfterMs: 5_000 };

/** A timeout shorter than this is the caller's lack of time and says nothing about the server. */
const slowMs = 400;
/** One retry in ten calls at most, a few to begin with: a failing server is not sent twice the load. */
const retryShare = 0.1;
const mostRetries = 5;

function saysServerIsDown(result: unknown): boolean {
  if (typeof result !== 'object' || result === null || !('kind' in result)) return false;
  if (result.kind === 'unreachable') return true;
  if (result.kind === 'timeout') return 'waitedMs' in result && Number(result.waitedMs) >= slowMs;
  return result.kind === 'answered' && 'status' in result && Number(result.status) >= 500;
}

/** What a call gets whose time was over before it was made. */
const late: GatedReply = { kind: 'timeout', waitedMs: 0 };

function makeGate(limits: GateLimits): OriginGate {
  const room = bulkhead(limits.concurrent, limits.queued);
  const breaker = circuitBreaker(handleWhenResult(saysServerIsDown), {
    halfOpenAfter: limits.halfOpenAfterMs,
    breaker: new ConsecutiveBreaker(limits.failures),
  });
  let retries = mostRetries;
  const attempt = async (deadline: Deadline, call: () => Promise<Reply>): Promise<GatedReply> => {
    try {
      // The signal is not handed to the bulkhead: one that finds a waiting call aborted throws it out and forgets to let in the next.
      return await room.execute(async () => {
        // A call whose time went by in the queue was never made: thrown, so that the breaker does not count it.
        if (deadline.signal.aborted) throw new TaskCancelledError();
        return await breaker.execute(call);
      });
    } catch (error) {
      if (error instanceof TaskCancelledError) return late;
      return { kind: error instanceof BrokenCircuitError ? 'breaker-open' : 'overloaded' };
    }
  };
  return {
    run: async (deadline, call) => {
      retries = Math.min(mostRetries, retries + retryShare);
      if (deadline.signal.aborted) return late;
      return await beforeDeadline<GatedReply>(attempt(deadline, call), deadline, late);
    },
    takeRetry: () => {
      if (retries < 1) return false;
      retries -= 1;
      return true;
    },
  };
}

/** The gate for one hook request: at most `concurrent` of its calls stand before the gate at a time, the others wait behind them. */
export function takingTurns(gate: OriginGate, concurrent: number): OriginGate {
  const turns = bulkhead(concurrent, Number.POSITIVE_INFINITY);
  return {
    ...gate,
    run: (deadline, call) =>
      beforeDeadline(
        turns.execute(() => gate.run(deadline, call)),
        deadline,
        late,
      ),
  };
}

/** Origins whose state is kept; the list of allowed servers is shorter. */
const mostOrigins = 500;

/** The gates of a process, one per origin and made on first use; the least recently used one goes when there are too many. */
export function makeGates(limits: GateLimits = defaultGateLimits): (origin: string) => OriginGate {
  const gates = new Map<string, OriginGate>();
  return (origin) => {
    const gate = gates.get(origin) ?? makeGate(limits);
    gates.delete(origin);
    gates.set(origin, gate);
    const [oldest] = gates.keys();
    if (gates.size > mostOrigins && oldest !== undefined) gates.delete(oldest);
    return gate;
  };
}
