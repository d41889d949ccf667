import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { newHashKey } from './hash-id.js';
import { isFreeForRun } from './own-folder.js';
import { cutIntoTasks, type Plan, type ScreenSettings } from './plan.js';
import { readTotals, type Totals } from './publish.js';
import { keyOf, prepareFolder, type RunFolder, readPlan, removeResults, removeWork, writeFirst } from './run-folder.js';
import { resultOf, stagesOf, type Task } from './run-task.js';
import type { Source } from './source-files.js';
import type { TaskPool } from './thread-pool.js';

/** What is asked for. Without `asOf` a run that is taken up again keeps its day. */
export interface ScreenRequest {
  readonly source: Source;
  readonly settings: Omit<ScreenSettings, 'asOf'>;
  readonly asOf?: string;
  readonly today: string;
  /** Source bytes of a task, for tests. */
  readonly taskBytes?: number;
  /** Key of the hashed ids, where two runs are to be compared. */
  readonly key?: string;
}

/** A run that can begin or go on, or why it cannot. */
export type Prepared =
  | { readonly kind: 'prepared'; readonly plan: Plan; readonly resumed: boolean }
  | { readonly kind: 'other-run' }
  | { readonly kind: 'foreign-folder' }
  | { readonly kind: 'nothing-to-read' };

function sameRun(before: Plan, { source, settings, asOf }: ScreenRequest): boolean {
  const wanted = { ...settings, asOf: asOf ?? before.settings.asOf };
  const key = ({ asOf: day, regions, identified, sites, knowledge }: ScreenSettings): string =>
    JSON.stringify([day, regions, identified, sites ?? null, knowledge]);
  return key(before.settings) === key(wanted) && JSON.stringify(before.files) === JSON.stringify(source.files);
}

/** Makes the plan of a run and keeps it in the folder, or takes up the one that is there: same source, same settings, same knowledge. */
export function prepareRun(run: RunFolder, request: ScreenRequest): Prepared {
  const { source, settings, asOf, today } = request;
  if (source.files.length === 0) return { kind: 'nothing-to-read' };
  if (!isFreeForRun(run)) return { kind: 'foreign-folder' };
  prepareFolder(run);
  const before = readPlan(run);
  if (before !== undefined)
    return sameRun(before, request) ? { kind: 'prepared', plan: before, resumed: true } : { kind: 'other-run' };
  removeResults(run);
  const plan: Plan = {
    settings: { ...settings, asOf: asOf ?? today },
    folder: source.folder,
    files: source.files,
    ...cutIntoTasks(source.files, request.taskBytes),
    key: request.key ?? keyOf(run) ?? newHashKey(),
    id: randomUUID(),
  };
  const isFirst = writeFirst(run.plan, `${JSON.stringify(plan)}\n`);
  // As every other process reads it; one that began the same moment may have been first, and then its plan counts.
  const kept = readPlan(run);
  return isFirst && kept !== undefined ? { kind: 'prepared', plan: kept, resumed: false } : prepareRun(run, request);
}

/** Told of each stage and of each task done, for progress. */
export interface ScreenProgress {
  readonly stage: (tasks: readonly Task[], done: number) => void;
  readonly done: (task: Task) => void;
}

/** Does the tasks of one stage, as many at once as the pool can. */
async function runStage(tasks: readonly Task[], pool: TaskPool, done: (task: Task) => void): Promise<void> {
  const waiting = [...tasks].reverse();
  const work = async (): Promise<void> => {
    for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
      await pool.run(task);
      done(task);
    }
  };
  await Promise.all(Array.from({ length: Math.min(pool.width, tasks.length) }, work));
}

/** Does every task of a run whose result is not there yet. @throws the error of a task that failed, unless the run is over */
export async function runTasks(
  plan: Plan,
  run: RunFolder,
  { pool, progress }: { pool: TaskPool; progress: ScreenProgress },
): Promise<void> {
  for (const tasks of stagesOf(plan)) {
    const open = tasks.filter((task) => !existsSync(resultOf(task, run)));
    progress.stage(tasks, tasks.length - open.length);
    try {
      await runStage(open, pool, progress.done);
    } catch (error) {
      // Another process with the same command was first: it wrote the outputs and took the work folder away.
      if (readTotals(run) === undefined) throw error;
      return;
    }
  }
}

/** Removes the copies of patient data that only the run needed; the totals of the run. */
export function finishRun(run: RunFolder): Totals {
  const totals = readTotals(run);
  if (totals === undefined) throw new Error('the run is not over');
  removeWork(run);
  return totals;
}
