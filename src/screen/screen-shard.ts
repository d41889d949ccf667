import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { asFields, textAt } from '../chart/fields.js';
import type { Knowledge } from '../knowledge/schema.js';
import { type AssessWith, assessPatient } from './assess-patient.js';
import { rowOf } from './cohort-row.js';
import { evidencePage } from './evidence-page.js';
import type { Garbage, GarbageProblem } from './garbage.js';
import { idNamer } from './hash-id.js';
import type { Plan } from './plan.js';
import { type RunFolder, writeWhole } from './run-folder.js';
import { type KeptLine, type PatientLines, readShard } from './shard-lines.js';
import { openShared, type SharedResources } from './shared-resources.js';

/** What assessing a shard needs. */
export interface ShardTask {
  readonly plan: Plan;
  readonly run: RunFolder;
  readonly knowledge: Knowledge;
}

interface Shard extends ShardTask, AssessWith {
  readonly shared: SharedResources;
  readonly nameId: (reference: string) => string;
  readonly fileOf: readonly string[];
}

/** The words first: a Patient is one line of many, and only that one is parsed here. */
const isPatientLine = ({ text }: KeptLine): boolean =>
  /"resourceType"\s*:\s*"Patient"/.test(text) && textAt(asFields(JSON.parse(text)), 'resourceType') === 'Patient';

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
  writeWhole(path.join(shard.run.pages, `${encodeURIComponent(id)}.html`), [evidencePage(assessed)]);
}

function* linesOfPatient(shard: Shard, patient: string, lines: PatientLines): Generator<string> {
  const inOrder = lines.kept.toSorted((a, b) => a.piece - b.piece || a.line - b.line);
  const tell = (garbage: Garbage): string => `${JSON.stringify({ garbage })}\n`;
  if (shard.shared.havePatients && !inOrder.some(isPatientLine)) {
    for (const each of unknownPatient(shard, lines)) yield tell(each);
    return;
  }
  const assessed = assessPatient(patient, inOrder, shard);
  const [first] = inOrder;
  if (assessed === 'not-assessed') {
    if (first !== undefined) yield tell(garbageAt(shard, first, 'NOT_ASSESSED'));
    return;
  }
  for (const { line, problem } of assessed.problems) yield tell(garbageAt(shard, line, problem));
  const { assessment, breastCancer } = assessed;
  const { regions } = shard.plan.settings;
  const row = rowOf({ patient, assessment, breastCancer, regions, nameId: shard.nameId });
  writePage(shard, row.patient, { patient: row.patient, assessment, regions });
  yield `${JSON.stringify({ row })}\n`;
}

function* shardText(shard: Shard, patients: ReadonlyMap<string, PatientLines>): Generator<string> {
  const waiting: string[] = [];
  for (const [patient, lines] of [...patients].sort(([a], [b]) => (a < b ? -1 : 1))) {
    waiting.push(...linesOfPatient(shard, patient, lines));
    if (waiting.length >= 500) yield waiting.splice(0).join('');
  }
  yield waiting.join('');
}

/** Assesses the patients of a shard and writes their rows, and the lines that did not count. Doing it twice gives the same file. */
export function screenShard(at: number, { plan, run, knowledge }: ShardTask): void {
  const shared = openShared(run);
  try {
    const { asOf, identified } = plan.settings;
    const fileOf = plan.units.flat().map(({ file }) => plan.files[file]?.name ?? '');
    const nameId = idNamer(plan.key, identified);
    const shard: Shard = { plan, run, knowledge, asOf, shared, nameId, fileOf };
    writeWhole(run.shard(at), shardText(shard, readShard(at, plan, run)));
  } finally {
    shared.close();
  }
}
