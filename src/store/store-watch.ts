import { sql } from 'kysely';
import { migrate, type Store } from './open-store.js';

/** `starting`: its tables were never reached yet. */
export type StoreState = 'starting' | 'up' | 'down';

export interface StoreWatch {
  readonly state: () => StoreState;
  readonly stop: () => void;
}

export interface StoreWatchOptions {
  readonly store: Store;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Class and code of an error, never its message. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Brings the tables up to date as soon as the database answers, and then looks whether it still does. A database that is away at start
 * does not stop the start.
 */
export function watchStore({ store, everyMs, onFailure }: StoreWatchOptions): StoreWatch {
  let state: StoreState = 'starting';
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    try {
      if (state === 'starting') await migrate(store);
      else await sql`select 1`.execute(store.db);
      state = 'up';
    } catch (error) {
      if (state !== 'down' && !stopped) onFailure(error);
      if (state === 'up') state = 'down';
    }
    if (stopped) return;
    timer = setTimeout(() => void look(), everyMs);
    timer.unref();
  };
  void look();
  return {
    state: () => state,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
