import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { type CohortRow, cohortRow } from '../../src/screen/cohort-row.js';
import type { Garbage } from '../../src/screen/garbage.js';
import { outputs, type RunFolder, runFolder } from '../../src/screen/run-folder.js';
import { taskRunner } from '../../src/screen/run-task.js';
import { finishRun, prepareRun, runTasks, type ScreenProgress } from '../../src/screen/screen-source.js';
import { listSource } from '../../src/screen/source-files.js';
import { ownThread } from '../../src/screen/thread-pool.js';

export const knowledge = loadKnowledge();

/** Progress that nobody watches. */
export const unwatched: ScreenProgress = { stage: () => undefined, done: () => undefined };

/** A temporary folder, and how to take it away again. */
export function temporaryFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'herald-screen-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes files by name; one whose name ends in `.gz` is compressed. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
  }
}

/** Resources as NDJSON. */
export function ndjson(...resources: readonly unknown[]): string {
  return resources.map((each) => `${JSON.stringify(each)}\n`).join('');
}

export interface ScreenOptions {
  readonly identified?: boolean;
  readonly taskBytes?: number;
  readonly key?: string;
  readonly asOf?: string;
}

/** Prepares a run over a source folder. */
export function prepare(source: string, out: string, options: ScreenOptions = {}): ReturnType<typeof prepareRun> {
  const listed = listSource(source);
  if (listed === undefined) throw new Error('no source');
  const { identified = true, taskBytes, key, asOf = '2026-07-01' } = options;
  return prepareRun(runFolder(out), {
    source: listed,
    settings: { regions: ['US', 'EU'], identified, knowledge: knowledge.version },
    asOf,
    today: '2026-11-24',
    ...(taskBytes === undefined ? {} : { taskBytes }),
    ...(key === undefined ? {} : { key }),
  });
}

/** What a run wrote. */
export interface Screened {
  readonly run: RunFolder;
  readonly rows: readonly CohortRow[];
  readonly garbage: readonly Garbage[];
  readonly read: (name: keyof typeof outputs) => string;
  readonly rowOf: (patient: string) => CohortRow | undefined;
}

const lines = (text: string): readonly unknown[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));

function asGarbage(value: unknown): Garbage {
  const { garbage } = { garbage: value };
  if (typeof garbage !== 'object' || garbage === null) throw new Error('no garbage');
  return Object.assign({ file: '', line: 0, problem: 'NOT_JSON' as const }, garbage);
}

/** Reads what a finished run wrote. */
export function readScreened(out: string): Screened {
  const run = runFolder(out);
  const read = (name: keyof typeof outputs): string => readFileSync(run.output(outputs[name]), 'utf8');
  const rows = lines(read('rows')).map((row) => cohortRow.parse(row));
  return {
    run,
    rows,
    garbage: lines(read('garbage')).map(asGarbage),
    read,
    rowOf: (patient) => rows.find((row) => row.patient === patient),
  };
}

/** Screens a source folder in this thread. */
export async function screen(source: string, out: string, options: ScreenOptions = {}): Promise<Screened> {
  const prepared = prepare(source, out, options);
  if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
  const run = runFolder(out);
  await runTasks(prepared.plan, run, {
    pool: ownThread(taskRunner(prepared.plan, run, knowledge)),
    progress: unwatched,
  });
  finishRun(run);
  return readScreened(out);
}
