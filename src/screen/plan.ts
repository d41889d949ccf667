import { z } from 'zod';
import type { Piece } from './line-reader.js';
import type { SourceFile } from './source-files.js';

/** What a run decides about every patient; with the source it makes the run: a folder takes up only its own run again. */
export interface ScreenSettings {
  readonly asOf: string;
  readonly regions: readonly ('US' | 'EU')[];
  readonly identified: boolean;
  /** Directory of site files added to the knowledge. */
  readonly sites?: string;
  /** Version of the knowledge. */
  readonly knowledge: string;
}

/** A run cut into tasks: first each unit is scanned, then each shard assessed. Any process may do any task, any number of times. */
export interface Plan {
  readonly settings: ScreenSettings;
  readonly folder: string;
  readonly files: readonly SourceFile[];
  readonly units: readonly (readonly Piece[])[];
  readonly shards: number;
  /** Key of the hashed ids. */
  readonly key: string;
  /** Tells this run from every other. */
  readonly id: string;
}

/** Source bytes of one unit, and of one shard: what a task holds in memory is some part of it. */
const defaultTaskBytes = 32 * 1024 * 1024;
/**
 * Every shard reads a table of every unit, so with many tasks those look-ups, whose number grows with the square, would cost more than the
 * assessments: from here on the size of a task grows with the square root of the source, and the look-ups stay a fixed part.
 */
const mostSmallTasks = 512;
/** How much larger FHIR JSON is than its gzip. */
const compression = 10;

const expandedBytes = ({ bytes, compressed }: SourceFile): number => (compressed ? bytes * compression : bytes);

function piecesOf(file: SourceFile, at: number, unitBytes: number): readonly Piece[] {
  const { bytes, format, compressed } = file;
  if (format === 'bundle' || compressed || bytes <= unitBytes)
    return [{ file: at, start: 0, end: Number.MAX_SAFE_INTEGER }];
  const count = Math.ceil(bytes / unitBytes);
  return Array.from({ length: count }, (_, n) => ({
    file: at,
    start: n * unitBytes,
    end: n === count - 1 ? Number.MAX_SAFE_INTEGER : (n + 1) * unitBytes,
  }));
}

function packed(files: readonly SourceFile[], unitBytes: number): readonly (readonly Piece[])[] {
  const units: Piece[][] = [];
  let room = 0;
  files.forEach((file, at) => {
    for (const piece of piecesOf(file, at, unitBytes)) {
      const size = Math.min(expandedBytes(file), piece.end - piece.start);
      const last = units.at(-1);
      if (last !== undefined && size <= room) {
        last.push(piece);
        room -= size;
      } else {
        units.push([piece]);
        room = unitBytes - size;
      }
    }
  });
  return units;
}

/** Cuts a source into units of about equal size and says over how many shards its patients are spread. */
export function cutIntoTasks(
  files: readonly SourceFile[],
  taskBytes: number = defaultTaskBytes,
): Pick<Plan, 'units' | 'shards'> {
  const total = files.reduce((sum, file) => sum + expandedBytes(file), 0);
  const growth = Math.sqrt(total / (taskBytes * mostSmallTasks));
  const unitBytes = Math.ceil(taskBytes * Math.max(1, growth));
  return { units: packed(files, unitBytes), shards: Math.max(1, Math.ceil(total / unitBytes)) };
}

const planShape = z.strictObject({
  settings: z.strictObject({
    asOf: z.string(),
    regions: z.array(z.enum(['US', 'EU'])),
    identified: z.boolean(),
    sites: z.string().exactOptional(),
    knowledge: z.string(),
  }),
  folder: z.string(),
  files: z.array(
    z.strictObject({
      name: z.string(),
      bytes: z.number(),
      changed: z.number(),
      format: z.enum(['lines', 'bundle']),
      compressed: z.boolean(),
    }),
  ),
  units: z.array(z.array(z.strictObject({ file: z.number(), start: z.number(), end: z.number() }))),
  shards: z.number(),
  key: z.string(),
  id: z.uuid(),
});

/** Reads a plan back; undefined where the text is none. */
export function parsePlan(text: string): Plan | undefined {
  try {
    const parsed = planShape.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
