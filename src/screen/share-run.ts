import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import PgBoss from 'pg-boss';
import { v5 as uuidV5 } from 'uuid';
import type { Plan } from './plan.js';
import { outputs, type RunFolder } from './run-folder.js';
import { resultOf, stagesOf, type Task } from './run-task.js';
import type { ScreenProgress } from './screen-source.js';
import { parseTask } from './task-message.js';
import type { TaskPool } from './thread-pool.js';

/** How a run is shared between processes. */
export interface Sharing {
  /** Postgres, for the queue alone: no patient data go there. */
  readonly url: string;
  readonly pool: TaskPool;
  readonly progress: ScreenProgress;
  /** Seconds after which a task that nobody finished is given to somebody else. */
  readonly expireSeconds: number;
}

const idleMilliseconds = 100;
/** A task that fails so often fails everywhere. */
const mostTries = 20;

interface Shared extends Sharing {
  readonly boss: PgBoss;
  readonly queue: string;
  readonly plan: Plan;
  readonly run: RunFolder;
}

function isOver({ run }: Shared): boolean {
  return existsSync(run.output(outputs.summary));
}

function openTasks(tasks: readonly Task[], { run }: Shared): readonly Task[] {
  return tasks.filter((task) => !existsSync(resultOf(task, run)));
}

/** The same task has the same id in every process, so that however many offer it, it is there once. */
function idOf({ kind, at }: Task, plan: Plan): string {
  return uuidV5(`${kind} ${at}`, plan.id);
}

async function offer(tasks: readonly Task[], { boss, queue, plan, expireSeconds }: Shared): Promise<void> {
  if (tasks.length === 0) return;
  await boss.insert(
    tasks.map((task) => ({
      id: idOf(task, plan),
      name: queue,
      data: task,
      retryLimit: mostTries,
      retryDelay: 0,
      expireInSeconds: expireSeconds,
    })),
  );
}

/** Takes one task and does it; false where there was none to take. */
async function doNext(shared: Shared): Promise<boolean> {
  const { boss, queue, pool, progress } = shared;
  const [job] = await boss.fetch<unknown>(queue);
  if (job === undefined) return false;
  const task = parseTask(job.data);
  if (task === undefined) return true;
  try {
    await pool.run(task);
  } catch (error) {
    if (isOver(shared)) return true;
    await boss.fail(queue, job.id);
    throw error;
  }
  await boss.complete(queue, job.id);
  progress.done(task);
  return true;
}

/** A stage is done when every result is there, whoever wrote it: the queue only spreads the work. */
async function workThrough(tasks: readonly Task[], shared: Shared): Promise<void> {
  while (!isOver(shared) && openTasks(tasks, shared).length > 0) {
    if (await doNext(shared)) continue;
    await pause(idleMilliseconds);
    await shared.boss.maintain();
  }
}

/**
 * Does a run together with every other process that was given the same folder and database. Any of them may die at any moment: its task
 * is given to another, and a task done twice gives the same file.
 * @throws the error of a task that failed here, or the database's
 */
export async function shareRun(plan: Plan, run: RunFolder, sharing: Sharing): Promise<void> {
  const boss = new PgBoss({ connectionString: sharing.url, supervise: false, schedule: false });
  let broken: Error | undefined;
  boss.on('error', (error) => {
    broken = error;
  });
  await boss.start();
  const shared: Shared = { ...sharing, boss, queue: `herald-screen-${plan.id}`, plan, run };
  try {
    await boss.createQueue(shared.queue);
    for (const tasks of stagesOf(plan)) {
      const open = openTasks(tasks, shared);
      sharing.progress.stage(tasks, tasks.length - open.length);
      if (isOver(shared)) break;
      await offer(open, shared);
      await Promise.all(Array.from({ length: sharing.pool.width }, () => workThrough(tasks, shared)));
    }
  } catch (error) {
    // Whoever wrote the outputs also took the queue and the work folder away: nothing is left to do.
    if (!isOver(shared)) throw broken ?? error;
  } finally {
    if (isOver(shared)) await boss.deleteQueue(shared.queue).catch(() => undefined);
    await boss.stop({ graceful: false });
  }
}
