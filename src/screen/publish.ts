import { appendFileSync, createReadStream, createWriteStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { tableHead } from './cohort-table.js';
import { type Garbage, isGarbageProblem } from './garbage.js';
import type { Plan } from './plan.js';
import { type Report, reportPage } from './report.js';
import { draftName, outputs, type PartName, putInPlace, type RunFolder, writeWhole } from './run-folder.js';
import { numberCell, openedOnce, textCell } from './scratch-rows.js';
import { ListedRows, readShardResults } from './shard-results.js';
import { openShared } from './shared-resources.js';
import { type Tally, TallyCounter, tallyShape } from './tally.js';

/** What the run as a whole counted. */
export interface Totals {
  readonly lines: number;
  readonly resources: number;
  readonly tally: Tally;
}

/** Lines that scanning refused, and what it counted. */
function readScanned(plan: Plan, run: RunFolder, onRefused: (garbage: Garbage) => void): Omit<Totals, 'tally'> {
  const open = openedOnce();
  const shared = openShared(run, open);
  const fileOf = plan.units.flat().map(({ file }) => plan.files[file]?.name ?? '');
  const total = { lines: 0, resources: 0 };
  plan.units.forEach((_, unit) => {
    const scratch = open(run.unit(unit));
    for (const row of scratch.rows('select lines, resources from counts')) {
      total.lines += numberCell(row, 0);
      total.resources += numberCell(row, 1);
    }
    for (const row of scratch.rows('select piece, line, problem from garbage order by piece, line, problem')) {
      const problem = textCell(row, 2);
      const piece = numberCell(row, 0);
      const line = shared.linesBefore(piece) + numberCell(row, 1);
      if (isGarbageProblem(problem)) onRefused({ file: fileOf[piece] ?? '', line, problem });
    }
  });
  return total;
}

/** Puts the parts of all shards after what is there already, one after another. */
async function putTogether(run: RunFolder, part: PartName, from: { shards: number; draft: string }): Promise<void> {
  for (let shard = 0; shard < from.shards; shard += 1)
    await pipeline(createReadStream(run.part(shard, part)), createWriteStream(from.draft, { flags: 'a' }));
  putInPlace(from.draft, run.output(outputs[part]));
}

const notice = `This folder holds patient data: ids, findings and dates of real people, and a page of evidence for each of them.
Keep it where such data may be kept, and delete it when it is no longer needed.
`;

/** Drafts lie where those of a killed process are cleared away with the rest of its work. */
function newDraft(run: RunFolder, part: PartName, begin: string): string {
  const draft = draftName(run.work(outputs[part]));
  writeFileSync(draft, begin, { mode: 0o600 });
  return draft;
}

/** Puts the results of all shards together: each patient once, whatever process did which shard how often. */
export async function publish(plan: Plan, run: RunFolder, sources: Report['sources']): Promise<Totals> {
  const { shards, settings, key } = plan;
  const counter = new TallyCounter();
  const listed = new ListedRows();
  const garbage = newDraft(run, 'garbage', '');
  const counted = readScanned(plan, run, (each) => {
    counter.addGarbage(each);
    appendFileSync(garbage, `${JSON.stringify(each)}\n`);
  });
  for (let shard = 0; shard < shards; shard += 1) {
    const results = readShardResults(shard, run);
    counter.addTally(results.tally);
    for (const row of results.listed) listed.add(row);
  }
  await putTogether(run, 'garbage', { shards, draft: garbage });
  await putTogether(run, 'table', { shards, draft: newDraft(run, 'table', tableHead()) });
  await putTogether(run, 'rows', { shards, draft: newDraft(run, 'rows', '') });
  const totals = { ...counted, tally: counter.total() };
  const put = (name: string, text: string): void => {
    const draft = run.work(name);
    writeWhole(draft, [text]);
    putInPlace(draft, run.output(name));
  };
  put(outputs.report, reportPage({ tally: totals.tally, settings, listed: listed.all(), sources }));
  if (settings.identified) put(outputs.notice, notice);
  else put(outputs.key, `${key}\n`);
  // Last: where it stands, the run is over.
  put(outputs.summary, `${JSON.stringify({ settings, ...totals }, null, 2)}\n`);
  return totals;
}

const summaryShape = z.object({ lines: z.number(), resources: z.number(), tally: tallyShape });

/** What a run that is over counted; undefined while it is not. */
export function readTotals(run: RunFolder): Totals | undefined {
  const file = run.output(outputs.summary);
  return existsSync(file) ? summaryShape.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
