import { chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Kysely, Migrator, PostgresDialect, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { makeFolder } from './make-folder.js';
import { migrations } from './migrations.js';
import type { StoreTables } from './schema.js';

export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  readonly db: Kysely<StoreTables>;
  /** Waits for running statements, then closes. */
  close(): Promise<void>;
}

/** Milliseconds a SQLite statement waits for another process's lock before it fails: it blocks the event loop, so it is short. */
const sqliteBusyMs = 100;

/** Where the store lives: a directory of this machine, or a Postgres database. */
export type StorePlace =
  | { readonly kind: 'sqlite'; readonly directory: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** The driver says why in words alone; the caller wants a code. */
function openFile(file: string): Database.Database {
  try {
    return new Database(file);
  } catch (cause) {
    throw Object.assign(new Error('the database file cannot be opened', { cause }), { code: 'SQLITE_CANTOPEN' });
  }
}

function openSqlite(directory: string): Kysely<StoreTables> {
  makeFolder(directory);
  const file = join(directory, 'herald.sqlite');
  const database = openFile(file);
  chmodSync(file, 0o600);
  // FULL: an acknowledged commit survives power loss; WAL: a reader never waits for a writer.
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; pragma busy_timeout = ${sqliteBusyMs};`);
  return new Kysely<StoreTables>({ dialect: new SqliteDialect({ database }) });
}

const load = createRequire(import.meta.url);

function openPostgres(url: string): Kysely<StoreTables> {
  // Loaded where it is used: an embedded store needs none of it, and the start waits for every module.
  const pg: typeof import('pg') = load('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: 2_000,
    statement_timeout: 5_000,
    query_timeout: 6_000,
    idleTimeoutMillis: 30_000,
  });
  // A connection that dies is replaced at the next use, and a statement on it rejects. It also tells of its end by an event, on the pool
  // while idle and on itself while in use; without a listener that would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return new Kysely<StoreTables>({ dialect: new PostgresDialect({ pool }) });
}

/**
 * Opens the store without touching it: a Postgres that is down does not stop the start.
 */
export function openStore(place: StorePlace): Store {
  const db = place.kind === 'sqlite' ? openSqlite(place.directory) : openPostgres(place.url);
  return { kind: place.kind, db, close: () => db.destroy() };
}

/**
 * Brings the tables to the newest shape. Several processes may do so at once: the migrator's lock lets one at a time.
 *
 * @throws the database's error where it cannot be reached or a migration fails; nothing is half applied on Postgres or SQLite.
 */
export async function migrate(store: Store): Promise<void> {
  const migrator = new Migrator({ db: store.db, provider: migrations });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
