import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { outputs, runFolder } from '../../src/screen/run-folder.js';
import { taskRunner } from '../../src/screen/run-task.js';
import { finishRun, runTasks } from '../../src/screen/screen-source.js';
import { ownThread } from '../../src/screen/thread-pool.js';
import {
  knowledge,
  ndjson,
  prepare,
  screen,
  temporaryFolder,
  unwatched,
  writeFiles,
} from '../support/screened-cohort.js';

const { folder, remove } = temporaryFolder();
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const source = at('source');
beforeAll(() => writeFiles(source, { 'Patient.ndjson': ndjson({ resourceType: 'Patient', id: 'a' }) }));
afterAll(remove);

describe('an output folder', () => {
  test.each([
    'patients/mine.json',
    'work/mine.txt',
    'report.html',
    'summary.json',
    'work/plan.json',
    'notes.txt',
  ])('that holds %s of somebody else is refused, and nothing in it is touched', (name) => {
    const out = at(`foreign-${name.replace('/', '-')}`);
    writeFiles(out, { [name]: '{"mine":true}' });
    expect(prepare(source, out).kind).toBe('foreign-folder');
    expect(readFileSync(path.join(out, name), 'utf8')).toBe('{"mine":true}');
  });

  test('keeps what was put beside the results of an earlier run', async () => {
    await screen(source, at('notes'));
    writeFiles(at('notes'), { 'notes.txt': 'mine' });
    await screen(source, at('notes'), { asOf: '2026-08-01' });
    expect(readFileSync(at('notes', 'notes.txt'), 'utf8')).toBe('mine');
  });

  test('in which a run was stopped before it had a plan is taken', () => {
    mkdirSync(at('begun', 'work'), { recursive: true });
    writeFileSync(at('begun', 'work', 'plan.json.1-2.part'), '{');
    expect(prepare(source, at('begun'))).toMatchObject({ kind: 'prepared', resumed: false });
  });
});

test('of two processes with one command and one folder, the slower one ends well when the other has written the outputs', async () => {
  const out = at('both');
  const prepared = prepare(source, out);
  if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
  const run = runFolder(out);
  const runner = taskRunner(prepared.plan, run, knowledge);
  const overtaken = {
    run: async (task: Parameters<typeof runner.run>[0]) => {
      await screen(source, out);
      rmSync(path.dirname(run.plan), { recursive: true, force: true });
      await runner.run(task);
      throw new Error('the work folder is gone');
    },
  };
  await runTasks(prepared.plan, run, { pool: ownThread(overtaken), progress: unwatched });
  expect(finishRun(run).tally.patients).toBe(1);
  expect(existsSync(run.output(outputs.report))).toBe(true);
});
