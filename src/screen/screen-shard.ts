import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Knowledge } from '../knowledge/schema.js';
import { type AssessWith, assessPatient, type PatientAssessed } from './assess-patient.js';
import { type CohortRow, rowOf } from './cohort-row.js';
import { evidencePage } from './evidence-page.js';
import type { Garbage, GarbageProblem } from './garbage.js';
import { idNamer } from './hash-id.js';
import { pageName } from './page-name.js';
import type { Plan } from './plan.js';
import type { RunFolder } from './run-folder.js';
import type { OpenScratch } from './scratch-rows.js';
import { type KeptLine, type PatientLines, readShard } from './shard-lines.js';
import { type ShardResults, shardResults } from './shard-results.js';
import { openShared, type SharedResources } from './shared-resources.js';

/** What assessing a shard needs. */
export interface ShardTask {
  readonly plan: Plan;
  readonly run: RunFolder;
  readonly knowledge: Knowledge;
  readonly untold: NonNullable<AssessWith['untold']>;
  readonly open: OpenScratch;
}

interface Shard extends Omit<ShardTask, 'untold'>, AssessWith {
  readonly shared: SharedResources;
  readonly nameId: (reference: string) => string;
  readonly fileOf: readonly string[];
  readonly results: ShardResults;
  /** Rows of patients who are like many others. */
  readonly rows: Map<string, CohortRow>;
}

const isPatientLine = ({ kind }: KeptLine): boolean => kind === 'patient';

function garbageAt({ shared, fileOf }: Shard, at: { piece: number; line: number }, problem: GarbageProblem): Garbage {
  return { file: fileOf[at.piece] ?? '', line: shared.linesBefore(at.piece) + at.line, problem };
}

function unknownPatient(shard: Shard, { kept, left }: PatientLines): readonly Garbage[] {
  const lines = [...kept, ...left.flatMap(({ piece, lines: all }) => all.map((line) => ({ piece, line })))];
  return lines.map((line) => garbageAt(shard, line, 'UNKNOWN_PATIENT'));
}

function writePage(shard: Shard, id: string, assessed: Parameters<typeof evidencePage>[0]): void {
  if (!shard.plan.settings.identified) return;
  mkdirSync(shard.run.pages, { recursive: true, mode: 0o700 });
  writeFileSync(path.join(shard.run.pages, pageName(id)), evidencePage(assessed), { mode: 0o600 });
}

function rowFor(shard: Shard, patient: string, { assessment, breastCancer, linked, like }: PatientAssessed): CohortRow {
  const { nameId, rows, plan } = shard;
  const known = like === undefined ? undefined : rows.get(like);
  if (known !== undefined) return { ...known, patient: nameId(patient) };
  const row = rowOf({ patient, assessment, breastCancer, linked, regions: plan.settings.regions, nameId });
  if (like !== undefined) rows.set(like, row);
  return row;
}

function screenPatient(shard: Shard, patient: string, lines: PatientLines): void {
  const { shared, results, plan } = shard;
  const inOrder = lines.kept.toSorted((a, b) => a.piece - b.piece || a.line - b.line);
  if (shared.havePatients && !inOrder.some(isPatientLine)) {
    for (const each of unknownPatient(shard, lines)) results.addGarbage(each);
    return;
  }
  const assessed = assessPatient(patient, inOrder, shard);
  const [first] = inOrder;
  if (assessed === 'not-assessed') {
    if (first !== undefined) results.addGarbage(garbageAt(shard, first, 'NOT_ASSESSED'));
    return;
  }
  for (const { line, problem } of assessed.problems) results.addGarbage(garbageAt(shard, line, problem));
  const row = rowFor(shard, patient, assessed);
  writePage(shard, row.patient, {
    patient: row.patient,
    assessment: assessed.assessment,
    regions: plan.settings.regions,
  });
  results.addRow(row);
}

/** Assesses the patients of a shard and writes their rows, and the lines that did not count. Doing it twice gives the same files. */
export function screenShard(at: number, task: ShardTask): void {
  const { plan, run, knowledge, open } = task;
  const { asOf, identified } = plan.settings;
  const shared = openShared(run, open);
  const fileOf = plan.units.flat().map(({ file }) => plan.files[file]?.name ?? '');
  const nameId = idNamer(plan.key, identified);
  const results = shardResults(at, run);
  // A page of evidence names the patient's own records, so each answer is made from them.
  const untold = identified ? {} : { untold: task.untold };
  const shard: Shard = {
    plan,
    run,
    knowledge,
    open,
    asOf,
    shared,
    nameId,
    fileOf,
    results,
    rows: new Map(),
    ...untold,
  };
  const patients = [...readShard(at, task)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [patient, lines] of patients) screenPatient(shard, patient, lines);
  results.finish();
}
