import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { type CohortRow, cohortRow } from './cohort-row.js';
import { draftText } from './draft-text.js';
import { type Garbage, garbageProblems, isGarbageProblem } from './garbage.js';
import type { Plan } from './plan.js';
import { reportPage } from './report.js';
import { outputs, type RunFolder, writeWhole } from './run-folder.js';
import { numberCell, openScratch, textCell } from './scratch-rows.js';
import { openShared } from './shared-resources.js';
import { type Tally, TallyCounter } from './tally.js';
import { type Worklist, worklists } from './worklists.js';

/** What the run as a whole counted. */
export interface Totals {
  readonly lines: number;
  readonly resources: number;
  readonly tally: Tally;
}

const columns = [
  'patient',
  'category',
  'ascoCapStatus',
  'reason',
  'nextStep',
  'flags',
  'breastCancer',
  'extent',
  'since',
  'er',
  'pr',
  'ihc',
  'index',
  'indexDate',
  'indicationsMet',
  'indicationsMissingData',
  'missing',
  'gaps',
  'worklists',
] as const;

const joined = (values: readonly string[]): string => values.join('; ');

function csvCells(row: CohortRow): readonly (string | number)[] {
  const having = (wanted: string): string =>
    joined(Object.entries(row.indications).flatMap(([id, result]) => (result === wanted ? [id] : [])));
  const cells: Readonly<Record<(typeof columns)[number], string | number>> = {
    patient: row.patient,
    category: row.category,
    ascoCapStatus: row.ascoCapStatus,
    reason: row.reason ?? '',
    nextStep: row.nextStep,
    flags: joined(row.flags),
    breastCancer: row.breastCancer ? 'yes' : 'no',
    extent: row.extent,
    since: row.since ?? '',
    er: row.er,
    pr: row.pr,
    ihc: row.ihc ?? '',
    index: row.index ?? '',
    indexDate: row.indexDate ?? '',
    indicationsMet: having('met'),
    indicationsMissingData: having('missing-data'),
    missing: joined(row.missing),
    gaps: row.gaps,
    worklists: joined(row.worklists),
  };
  return columns.map((name) => cells[name]);
}

/** `escape_formulas`: a cell that begins like a formula is shown, not run, by a spreadsheet. */
const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true },
  );

const shardLine = z.union([
  z.strictObject({ row: cohortRow }),
  z.strictObject({
    garbage: z.strictObject({ file: z.string(), line: z.number(), problem: z.enum(garbageProblems) }),
  }),
]);

/** Most patients of a worklist in the report; the table of all patients names the list of each. */
const mostListed = 100;

/** The outputs, written side by side. */
class Outputs {
  readonly counter = new TallyCounter();
  readonly listed = new Map<Worklist, CohortRow[]>(worklists.map((list) => [list, []]));
  private readonly csv;
  private readonly ndjson;
  private readonly garbage;
  private waiting: CohortRow[] = [];

  constructor(run: RunFolder) {
    this.csv = draftText(run.output(outputs.table));
    this.ndjson = draftText(run.output(outputs.rows));
    this.garbage = draftText(run.output(outputs.garbage));
    this.csv.write(csv([columns]));
  }

  addRow(row: CohortRow): void {
    this.counter.add(row);
    for (const list of row.worklists) {
      const rows = this.listed.get(list);
      if (rows !== undefined && rows.length < mostListed) rows.push(row);
    }
    this.ndjson.write(`${JSON.stringify(row)}\n`);
    this.waiting.push(row);
    if (this.waiting.length >= 1000) this.flush();
  }

  addGarbage(garbage: Garbage): void {
    this.counter.addGarbage(garbage);
    this.garbage.write(`${JSON.stringify(garbage)}\n`);
  }

  finish(): void {
    this.flush();
    for (const each of [this.csv, this.ndjson, this.garbage]) each.finish();
  }

  private flush(): void {
    if (this.waiting.length > 0) this.csv.write(csv(this.waiting.map(csvCells)));
    this.waiting = [];
  }
}

/** Lines that scanning refused, and what it counted. */
function addScanned(plan: Plan, run: RunFolder, written: Outputs): Pick<Totals, 'lines' | 'resources'> {
  const shared = openShared(run);
  const fileOf = plan.units.flat().map(({ file }) => plan.files[file]?.name ?? '');
  const total = { lines: 0, resources: 0 };
  plan.units.forEach((_, unit) => {
    const scratch = openScratch(run.unit(unit));
    for (const row of scratch.rows('select lines, resources from counts')) {
      total.lines += numberCell(row, 0);
      total.resources += numberCell(row, 1);
    }
    for (const row of scratch.rows('select piece, line, problem from garbage order by piece, line, problem')) {
      const problem = textCell(row, 2);
      const piece = numberCell(row, 0);
      if (isGarbageProblem(problem))
        written.addGarbage({
          file: fileOf[piece] ?? '',
          line: shared.linesBefore(piece) + numberCell(row, 1),
          problem,
        });
    }
    scratch.close();
  });
  shared.close();
  return total;
}

async function addShards({ shards }: Plan, run: RunFolder, written: Outputs): Promise<void> {
  for (let shard = 0; shard < shards; shard += 1) {
    for await (const line of createInterface({ input: createReadStream(run.shard(shard)) })) {
      if (line === '') continue;
      const read = shardLine.parse(JSON.parse(line));
      if ('row' in read) written.addRow(read.row);
      else written.addGarbage(read.garbage);
    }
  }
}

const notice = `This folder holds patient data: ids, findings and dates of real people, and a page of evidence for each of them.
Keep it where such data may be kept, and delete it when it is no longer needed.
`;

/** Puts the results of all shards together: each patient once, whatever process did which shard how often. */
export async function publish(plan: Plan, run: RunFolder): Promise<Totals> {
  const written = new Outputs(run);
  const counted = addScanned(plan, run, written);
  await addShards(plan, run, written);
  written.finish();
  const totals = { ...counted, tally: written.counter.total() };
  const { settings } = plan;
  const { lines, resources, tally } = totals;
  writeWhole(run.output(outputs.report), [reportPage({ tally, settings, listed: written.listed })]);
  writeWhole(run.output(outputs.summary), [`${JSON.stringify({ settings, lines, resources, tally }, null, 2)}\n`]);
  if (settings.identified) writeWhole(run.output(outputs.notice), [notice]);
  else writeWhole(run.output(outputs.key), [`${plan.key}\n`]);
  return totals;
}
