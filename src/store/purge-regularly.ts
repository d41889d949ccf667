import type { Store } from './open-store.js';
import { purge, type Retention } from './purge.js';

export interface RegularPurge {
  readonly store: Store;
  readonly retention: Retention;
  /** ISO time. */
  readonly now: () => string;
  readonly onFailure: (error: unknown) => void;
}

/** Milliseconds from the start to the first purge, and from one to the next. Replicas may purge at once: each row goes once. */
const firstAfterMs = 60_000;
const everyMs = 6 * 3_600_000;

/** Purges now and then until the returned function is called; what fails is tried again the next time. */
export function purgeRegularly({ store, retention, now, onFailure }: RegularPurge): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const wait = (milliseconds: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      purge(store, retention, now())
        .catch(onFailure)
        .finally(() => wait(everyMs));
    }, milliseconds);
    timer.unref();
  };
  wait(firstAfterMs);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
