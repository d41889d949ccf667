import type { Plan } from './plan.js';
import type { RunFolder } from './run-folder.js';
import { numberCell, type OpenScratch, type Row, textCell } from './scratch-rows.js';

/** A line chosen for a patient. */
export interface KeptLine {
  readonly piece: number;
  readonly line: number;
  readonly fullUrl?: string;
  /** A Patient; a resource that says nothing of itself; any other. */
  readonly kind: 'patient' | 'silent' | 'telling';
  /** `Type/id`, where the resource has an id. */
  readonly ref?: string;
  readonly text: string;
}

/** Lines of a patient that no assessment needs: known to be there, not kept. */
interface LeftLines {
  readonly piece: number;
  readonly lines: readonly number[];
}

/** Everything of the source that is of one patient. */
export interface PatientLines {
  readonly kept: KeptLine[];
  readonly left: LeftLines[];
}

function keptLine(row: Row): KeptLine {
  const fullUrl = textCell(row, 3);
  const kind = textCell(row, 4);
  const ref = textCell(row, 5);
  // Assigned one by one: spreading is several times slower, and this runs for every line kept.
  const line: { -readonly [Name in keyof KeptLine]: KeptLine[Name] } = {
    piece: numberCell(row, 1),
    line: numberCell(row, 2),
    kind: kind === 'patient' || kind === 'silent' ? kind : 'telling',
    text: textCell(row, 6),
  };
  if (fullUrl !== '') line.fullUrl = fullUrl;
  if (ref !== '') line.ref = ref;
  return line;
}

/** Collects the lines of a shard from the files of all units, by patient. */
export function readShard(
  shard: number,
  { plan, run, open }: { readonly plan: Plan; readonly run: RunFolder; readonly open: OpenScratch },
): ReadonlyMap<string, PatientLines> {
  const patients = new Map<string, PatientLines>();
  const of = (patient: string): PatientLines => {
    const known = patients.get(patient);
    if (known !== undefined) return known;
    const made: PatientLines = { kept: [], left: [] };
    patients.set(patient, made);
    return made;
  };
  plan.units.forEach((_, unit) => {
    const scratch = open(run.unit(unit));
    for (const row of scratch.rows(`select patient, piece, line, url, kind, ref, text from kept_${shard}`))
      of(textCell(row, 0)).kept.push(keptLine(row));
    for (const row of scratch.rows(`select patient, piece, lines from left_${shard}`))
      of(textCell(row, 0)).left.push({
        piece: numberCell(row, 1),
        lines: textCell(row, 2).split(',').map(Number),
      });
  });
  return patients;
}
