import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from './config.js';
import { makeMemoryJtiStore } from './http/jti-store.js';
import type { Metrics } from './metrics/metrics.js';
import { type Keeper, openKeeper } from './store/keeper.js';
import { openStore, type StorePlace } from './store/open-store.js';

/** Where the store lives, and what is to be cleared away when the process stops. */
function placeOf(config: Config): { readonly place: StorePlace; readonly clear: () => void } {
  const { databaseUrl: url } = config.keeping;
  const nothing = (): void => undefined;
  if (url !== undefined) return { place: { kind: 'postgres', url }, clear: nothing };
  if (config.data !== undefined) return { place: { kind: 'sqlite', directory: config.data }, clear: nothing };
  const directory = mkdtempSync(join(tmpdir(), 'herald-'));
  return {
    place: { kind: 'sqlite', directory },
    clear: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/**
 * Opens what the process keeps, as configured: Postgres, a file in `HERALD_DATA`, or (open mode) a file in a temporary directory that
 * goes with the process. Without a hash key one is drawn: what was kept under another is then not found again.
 */
export function keep(
  config: Config,
  { metrics, onFailure }: { readonly metrics: Metrics; readonly onFailure: (error: unknown) => void },
): Keeper {
  const { place, clear } = placeOf(config);
  const { hashKey, decisionDays, feedbackDays } = config.keeping;
  const keeper = openKeeper({
    store: openStore(place),
    hashKey: hashKey ?? randomBytes(32).toString('hex'),
    retention: { decisionDays, feedbackDays },
    metrics,
    localTokenIds: makeMemoryJtiStore({ now: Date.now }).claim,
    onFailure,
  });
  return {
    ...keeper,
    close: async (deadlineMs) => {
      const written = await keeper.close(deadlineMs);
      clear();
      return written;
    },
  };
}
