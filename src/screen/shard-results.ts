import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type CohortRow, cohortRow } from './cohort-row.js';
import { tableLines } from './cohort-table.js';
import { draftText } from './draft-text.js';
import type { Garbage } from './garbage.js';
import { type RunFolder, writeWhole } from './run-folder.js';
import { TallyCounter, tallyShape } from './tally.js';
import { type Worklist, worklists } from './worklists.js';

/** Most patients of a worklist in the report; the table of all patients names the lists of each. */
const mostListed = 100;

/** Patients of each worklist for the report. */
export class ListedRows {
  private readonly rows = new Map<Worklist, CohortRow[]>(worklists.map((list) => [list, []]));

  add(row: CohortRow): void {
    for (const list of row.worklists) {
      const rows = this.rows.get(list);
      if (rows !== undefined && rows.length < mostListed) rows.push(row);
    }
  }

  all(): ReadonlyMap<Worklist, readonly CohortRow[]> {
    return this.rows;
  }
}

/** Collects what a shard gives. */
export interface ShardResults {
  readonly addRow: (row: CohortRow) => void;
  readonly addGarbage: (garbage: Garbage) => void;
  /** Puts the parts in place, and last what says that they are whole. */
  readonly finish: () => void;
}

const rowsAtOnce = 500;

/** Starts the results of a shard. */
export function shardResults(shard: number, run: RunFolder): ShardResults {
  const counter = new TallyCounter();
  const listed = new Map<string, CohortRow>();
  const lists = new ListedRows();
  const table = draftText(run.part(shard, 'table'));
  const rows = draftText(run.part(shard, 'rows'));
  const garbage = draftText(run.part(shard, 'garbage'));
  let waiting: CohortRow[] = [];
  const flush = (): void => {
    table.write(tableLines(waiting));
    waiting = [];
  };
  return {
    addRow: (row) => {
      counter.add(row);
      lists.add(row);
      rows.write(`${JSON.stringify(row)}\n`);
      waiting.push(row);
      if (waiting.length >= rowsAtOnce) flush();
    },
    addGarbage: (each) => {
      counter.addGarbage(each);
      garbage.write(`${JSON.stringify(each)}\n`);
    },
    finish: () => {
      flush();
      for (const part of [table, rows, garbage]) part.finish();
      for (const all of lists.all().values()) for (const row of all) listed.set(row.patient, row);
      const text = JSON.stringify({ tally: counter.total(), listed: [...listed.values()] });
      writeWhole(run.shard(shard), [text]);
    },
  };
}

const shardShape = z.strictObject({ tally: tallyShape, listed: z.array(cohortRow) });

/** What a finished shard counted, and its patients for the report. */
export function readShardResults(shard: number, run: RunFolder): z.infer<typeof shardShape> {
  return shardShape.parse(JSON.parse(readFileSync(run.shard(shard), 'utf8')));
}
