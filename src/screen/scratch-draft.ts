import { rmSync } from 'node:fs';
import Database from 'libsql';
import { draftName, putInPlace } from './run-folder.js';

type Cell = string | number | null;
type Handle = InstanceType<typeof Database>;

/** Rows put into a table by one statement: about twice as fast as one by one. */
const batchRows = 64;

/** Puts rows into one table, many at a time. */
export interface Inserter {
  readonly add: (row: readonly Cell[]) => void;
  readonly flush: () => void;
}

function inserter(db: Handle, table: string, columns: number): Inserter {
  const row = `(${Array(columns).fill('?').join(',')})`;
  const insert = (rows: number) =>
    db.prepare(`insert or ignore into ${table} values ${Array(rows).fill(row).join(',')}`);
  let waiting: Cell[] = [];
  let many: ReturnType<typeof insert> | undefined;
  return {
    add: (cells) => {
      waiting.push(...cells);
      if (waiting.length < batchRows * columns) return;
      many ??= insert(batchRows);
      many.run(waiting);
      waiting = [];
    },
    flush: () => {
      const rows = waiting.length / columns;
      if (rows > 0) insert(rows).run(waiting);
      waiting = [];
    },
  };
}

/** A new SQLite file. */
export interface ScratchDraft {
  /** Opens a table for rows of so many columns. */
  readonly table: (name: string, columns: number) => Inserter;
  /** Makes it a file under its name, whole and on the disk. */
  readonly finish: () => void;
  /** Leaves nothing behind. */
  readonly abandon: () => void;
}

/**
 * Starts a SQLite file that one process writes once and others then only read: no journal and one transaction, because it gets its name
 * when it is whole and is thrown away otherwise.
 * @param tables as in `create table`, name and columns
 */
export function draftScratch(file: string, tables: readonly string[]): ScratchDraft {
  const name = draftName(file);
  const db = new Database(name);
  db.exec('pragma journal_mode = off; pragma synchronous = off; begin');
  for (const table of tables) db.exec(`create table ${table}`);
  const inserters: Inserter[] = [];
  return {
    table: (table, columns) => {
      const made = inserter(db, table, columns);
      inserters.push(made);
      return made;
    },
    finish: () => {
      for (const each of inserters) each.flush();
      db.exec('commit');
      db.close();
      putInPlace(name, file);
    },
    abandon: () => {
      db.close();
      rmSync(name, { force: true });
    },
  };
}
