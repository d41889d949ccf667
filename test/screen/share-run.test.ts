import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runFolder } from '../../src/screen/run-folder.js';
import { type Task, taskRunner } from '../../src/screen/run-task.js';
import { finishRun } from '../../src/screen/screen-source.js';
import { shareRun } from '../../src/screen/share-run.js';
import { ownThread, type TaskPool } from '../../src/screen/thread-pool.js';
import { writeCohort } from '../../src/synthesize/write-cohort.js';
import { postgresPlace, type TestPlace } from '../support/both-stores.js';
import { knowledge, prepare, readScreened, screen, temporaryFolder, unwatched } from '../support/screened-cohort.js';

const { folder, remove } = temporaryFolder();
const at = (name: string): string => path.join(folder, name);
const options = { taskBytes: 200_000, identified: false, key: 'a'.repeat(64) };
let database: TestPlace;

beforeAll(async () => {
  database = await postgresPlace();
}, 60_000);
afterAll(async () => {
  await database.remove();
  remove();
}, 60_000);

describe('a run that several processes share over Postgres', () => {
  test('gives what one process gives, though one takes a task and dies with it', async () => {
    writeCohort(at('source'), 80, { seed: 21, breastShare: 0.7 });
    const alone = await screen(at('source'), at('alone'), options);
    const prepared = prepare(at('source'), at('shared'), options);
    if (prepared.kind !== 'prepared' || database.place.kind !== 'postgres') throw new Error('not prepared');
    const { plan } = prepared;
    const { url } = database.place;
    const run = runFolder(at('shared'));
    const share = (pool: TaskPool) => shareRun(plan, run, { url, pool, progress: unwatched, expireSeconds: 1 });
    // Takes the first task that is offered, and is not heard of again until all is over.
    let wake = (): void => undefined;
    let stuck: Promise<void> = Promise.resolve();
    const takenByTheDead = new Promise<Task>((taken) => {
      const neverDone = (task: Task) => {
        taken(task);
        return new Promise<void>((resolve) => {
          wake = resolve;
        });
      };
      stuck = share({ width: 1, run: neverDone, close: async () => {} });
    });
    expect(await takenByTheDead).toEqual({ kind: 'scan', at: expect.any(Number) });
    const alive = () => share(ownThread(taskRunner(plan, run, knowledge)));
    await Promise.all([alive(), alive()]);
    wake();
    await stuck;
    finishRun(run);
    const shared = readScreened(at('shared'));
    expect(shared.rows).toHaveLength(80);
    for (const name of ['table', 'rows', 'garbage', 'report'] as const)
      expect(shared.read(name)).toBe(alone.read(name));
  }, 60_000);
});
