import path from 'node:path';
import { textAt } from '../chart/fields.js';
import type { GarbageProblem } from './garbage.js';
import { readPiece } from './line-reader.js';
import { type LineResource, readLine } from './line-resources.js';
import { needsPatient, sharedTypes } from './patient-of.js';
import type { Plan } from './plan.js';
import type { Judge, Relevance } from './relevant-resource.js';
import type { RunFolder } from './run-folder.js';
import { draftScratch, type Inserter, type ScratchDraft } from './scratch-draft.js';
import { shardOf } from './shard-of.js';

/** What scanning a unit needs. */
export interface Scan {
  readonly plan: Plan;
  readonly run: RunFolder;
  readonly judge: Judge;
}

/** Where a line stands: the piece by its number in the plan, the line by its number in the piece. */
interface Place {
  readonly piece: number;
  readonly line: number;
}

const tablesOf = (shards: number): readonly string[] => [
  ...Array.from(
    { length: shards },
    (_, n) => `kept_${n}(patient text, piece integer, line integer, url text, kind text, ref text, text text)`,
  ),
  ...Array.from({ length: shards }, (_, n) => `left_${n}(patient text, piece integer, lines text)`),
  'shared(key text primary key, text text)',
  'garbage(piece integer, line integer, problem text)',
  'pieces(piece integer, lines integer)',
  'counts(lines integer, resources integer, patients integer)',
];

/** What decoding puts in the place of bytes that are no UTF-8. */
const replacement = '\uFFFD';

/** Line numbers held before they are noted. */
const mostLeaving = 200_000;

/** Sorts the resources of one unit into the tables of its file. */
class UnitSorter {
  private resources = 0;
  private patients = 0;
  private lines = 0;
  private readonly kept: readonly Inserter[];
  private readonly left: readonly Inserter[];
  private readonly leaving = new Map<string, number[]>();
  private leavingLines = 0;
  private piece = 0;
  private readonly shared: Inserter;
  private readonly garbage: Inserter;
  private readonly pieces: Inserter;

  constructor(
    private readonly draft: ScratchDraft,
    private readonly judge: Judge,
    shards: number,
  ) {
    const each = Array.from({ length: shards }, (_, shard) => shard);
    this.kept = each.map((shard) => draft.table(`kept_${shard}`, 7));
    this.left = each.map((shard) => draft.table(`left_${shard}`, 3));
    this.shared = draft.table('shared', 2);
    this.garbage = draft.table('garbage', 3);
    this.pieces = draft.table('pieces', 2);
  }

  refuse({ piece, line }: Place, problem: GarbageProblem): void {
    this.garbage.add([piece, line, problem]);
  }

  take(read: LineResource, place: Place): void {
    this.resources += 1;
    const { type, patient, resource } = read;
    if (type === 'Patient') this.patients += 1;
    const relevance = this.judge(type, resource);
    if (patient === undefined) this.takeUnowned(read, relevance, place);
    else if (relevance === 'none') this.leave(patient, place);
    else {
      const id = textAt(resource, 'id');
      const kind = type === 'Patient' ? 'patient' : relevance;
      const ref = id === undefined ? null : `${type}/${id}`;
      const { piece, line } = place;
      this.at(this.kept, patient)?.add([patient, piece, line, read.fullUrl ?? null, kind, ref, read.text()]);
    }
  }

  /** Ends a piece: its lines left out are noted, its length is known. */
  endPiece(piece: number, lines: number): void {
    this.lines += lines;
    this.pieces.add([piece, lines]);
    this.noteLeft();
  }

  finish(): void {
    this.draft.table('counts', 3).add([this.lines, this.resources, this.patients]);
    this.draft.finish();
  }

  private takeUnowned({ type, resource, text }: LineResource, relevance: Relevance, place: Place): void {
    const id = textAt(resource, 'id');
    if (relevance !== 'none' && sharedTypes.has(type) && id !== undefined) this.shared.add([`${type}/${id}`, text()]);
    else if (needsPatient(type)) this.refuse(place, 'NO_PATIENT');
  }

  private at(tables: readonly Inserter[], patient: string): Inserter | undefined {
    return tables[shardOf(patient, tables.length)];
  }

  private leave(patient: string, { piece, line }: Place): void {
    this.piece = piece;
    const numbers = this.leaving.get(patient);
    if (numbers === undefined) this.leaving.set(patient, [line]);
    else numbers.push(line);
    this.leavingLines += 1;
    if (this.leavingLines >= mostLeaving) this.noteLeft();
  }

  private noteLeft(): void {
    for (const [patient, numbers] of this.leaving)
      this.at(this.left, patient)?.add([patient, this.piece, numbers.join(',')]);
    this.leaving.clear();
    this.leavingLines = 0;
  }
}

/** Numbers of the pieces of a unit in the whole plan start here. */
function firstPiece(plan: Plan, unit: number): number {
  return plan.units.slice(0, unit).reduce((sum, pieces) => sum + pieces.length, 0);
}

async function scanPieces(unit: number, { plan }: Scan, sorter: UnitSorter): Promise<void> {
  const first = firstPiece(plan, unit);
  for (const [at, piece] of (plan.units[unit] ?? []).entries()) {
    const number = first + at;
    const file = plan.files[piece.file];
    if (file === undefined) continue;
    const source = { ...file, path: path.join(plan.folder, file.name) };
    const { lines, broken } = await readPiece(piece, source, (text, line) => {
      const place = { piece: number, line };
      if (text === undefined) return sorter.refuse(place, 'TOO_LONG');
      const read = readLine(text, file.name);
      if (read.problem !== undefined) sorter.refuse(place, read.problem);
      else if (text.includes(replacement)) sorter.refuse(place, 'NOT_UTF8');
      for (const each of read.resources) sorter.take(each, place);
    });
    if (broken) sorter.refuse({ piece: number, line: Math.max(1, lines) }, 'FILE_BROKEN');
    sorter.endPiece(number, lines);
  }
}

/**
 * Scans a unit of the source: sorts what an assessment can need by shard into one file, and lists the lines that cannot be used.
 * Doing it twice gives the same file.
 */
export async function scanUnit(unit: number, scan: Scan): Promise<void> {
  const { plan, run } = scan;
  const draft = draftScratch(run.unit(unit), tablesOf(plan.shards));
  try {
    const sorter = new UnitSorter(draft, scan.judge, plan.shards);
    await scanPieces(unit, scan, sorter);
    sorter.finish();
  } catch (error) {
    draft.abandon();
    throw error;
  }
}
