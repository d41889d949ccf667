import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../store/make-folder.js';
import { type Plan, parsePlan } from './plan.js';

const onlyOwner = 0o700;
const onlyOwnerFile = 0o600;

/** The files of a run, in its output folder. Nobody but the owner can read any of them. */
export interface RunFolder {
  readonly folder: string;
  readonly plan: string;
  /** Lines chosen from a unit, by shard of their patient. */
  readonly unit: (unit: number) => string;
  /** What belongs to no one patient, and where each file's lines begin. */
  readonly shared: string;
  /** Part of an output that a shard gives. */
  readonly part: (shard: number, output: PartName) => string;
  /** What a finished shard counted; it comes last, after its parts. */
  readonly shard: (shard: number) => string;
  readonly pages: string;
  /** Something of the run that is not to outlive it. */
  readonly work: (name: string) => string;
  readonly output: (name: string) => string;
}

/** Names of what a run leaves behind. */
export const outputs = {
  table: 'patients.csv',
  rows: 'patients.ndjson',
  garbage: 'garbage.ndjson',
  report: 'report.html',
  summary: 'summary.json',
  notice: 'CONTAINS-PATIENT-DATA.txt',
  key: 'hash-key.txt',
} as const;

/** Outputs that are put together from what the shards give. */
export type PartName = 'table' | 'rows' | 'garbage';

const numbered = (name: string, at: number): string => `${name}-${String(at + 1).padStart(5, '0')}`;

/** Names the files of a run. */
export function runFolder(folder: string): RunFolder {
  const work = path.join(folder, 'work');
  return {
    folder,
    plan: path.join(work, 'plan.json'),
    unit: (unit) => path.join(work, `${numbered('unit', unit)}.sqlite`),
    shared: path.join(work, 'shared.sqlite'),
    part: (shard, output) => path.join(work, `${numbered('shard', shard)}-${outputs[output]}`),
    shard: (shard) => path.join(work, `${numbered('shard', shard)}.json`),
    pages: path.join(folder, 'patients'),
    work: (name) => path.join(work, name),
    output: (name) => path.join(folder, name),
  };
}

/** Makes the folder and its parts, closed to others even where it was there before. */
export function prepareFolder(run: RunFolder): void {
  for (const each of [run.folder, path.dirname(run.plan)]) {
    makeFolder(each);
    chmodSync(each, onlyOwner);
  }
}

/** A name beside a file for what is not finished; two processes never write the same one. */
export function draftName(file: string): string {
  return `${file}.${process.pid}-${Math.floor(performance.now() * 1000)}.part`;
}

/** Puts a finished draft in its place, all of it or nothing, and on the disk. */
export function putInPlace(draft: string, file: string): void {
  const handle = openSync(draft, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  chmodSync(draft, onlyOwnerFile);
  renameSync(draft, file);
}

/** Writes a file at once: readers see the old one or the new one. */
export function writeWhole(file: string, chunks: Iterable<string>): void {
  const draft = draftName(file);
  const handle = openSync(draft, 'w', onlyOwnerFile);
  for (const chunk of chunks) writeSync(handle, chunk);
  closeSync(handle);
  putInPlace(draft, file);
}

/** Writes a file unless there is one; false where there was. Of several processes exactly one succeeds. */
export function writeFirst(file: string, text: string): boolean {
  const draft = draftName(file);
  writeWhole(draft, [text]);
  try {
    linkSync(draft, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(draft);
  }
}

/** The plan that a folder holds; undefined where it holds none. */
export function readPlan(run: RunFolder): Plan | undefined {
  return existsSync(run.plan) ? parsePlan(readFileSync(run.plan, 'utf8')) : undefined;
}

/** Removes what only the run itself needed: copies of patient data. */
export function removeWork(run: RunFolder): void {
  rmSync(path.dirname(run.plan), { recursive: true, force: true });
}

/** The key with which an earlier run of this folder hashed its ids: the same patient keeps the same hash. */
export function keyOf(run: RunFolder): string | undefined {
  const file = run.output(outputs.key);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/** Removes what an earlier run of this folder wrote, all but its key: pages with ids must not outlive it. */
export function removeResults(run: RunFolder): void {
  rmSync(run.pages, { recursive: true, force: true });
  const { key: _, summary, ...others } = outputs;
  // The summary last: until then the folder is seen to be a run's own.
  for (const name of [...Object.values(others), summary]) rmSync(run.output(name), { force: true });
}
