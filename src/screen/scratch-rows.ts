import Database from 'libsql';

/** One row as read: nothing is trusted of it but that it is a list. */
export type Row = readonly unknown[];

/** A finished scratch file, open for reading. */
interface ScratchRows {
  /** All rows of a select. */
  readonly rows: (select: string) => readonly Row[];
  /** The first cell that a select finds for a key, as text. */
  readonly lookUp: (select: string) => (key: string) => string | undefined;
}

/** Opens a scratch file for reading, or gives the one that is open. Throws where there is none. */
export type OpenScratch = (file: string) => ScratchRows;

function asRow(value: unknown): Row {
  return Array.isArray(value) ? value : [];
}

function openFile(file: string): ScratchRows {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  return {
    rows: (select) => db.prepare(select).raw().all().map(asRow),
    lookUp: (select) => {
      const statement = db.prepare(select).raw();
      return (key) => {
        const [cell] = asRow(statement.get(key));
        return typeof cell === 'string' ? cell : undefined;
      };
    },
  };
}

/**
 * Opens each file once for the whole run. The driver lets a file go only when its statements are collected as garbage, not when it is told
 * to close it: opening a file again for every shard would use up the files that a process may have open.
 */
export function openedOnce(): OpenScratch {
  const open = new Map<string, ScratchRows>();
  return (file) => {
    const before = open.get(file);
    if (before !== undefined) return before;
    const opened = openFile(file);
    open.set(file, opened);
    return opened;
  };
}

/** A cell as text; empty where it is none. */
export function textCell(row: Row, at: number): string {
  const cell = row[at];
  return typeof cell === 'string' ? cell : '';
}

/** A cell as a number; 0 where it is none. */
export function numberCell(row: Row, at: number): number {
  const cell = row[at];
  return typeof cell === 'number' ? cell : 0;
}
