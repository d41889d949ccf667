import type { Plan } from './plan.js';
import type { RunFolder } from './run-folder.js';
import { draftScratch } from './scratch-draft.js';
import { numberCell, type OpenScratch, textCell } from './scratch-rows.js';

/** Lines before each piece in its own file: pieces are read apart, so line numbers are known only now. */
function linesBefore(plan: Plan, lines: ReadonlyMap<number, number>): readonly (readonly [number, number])[] {
  const ofFile = new Map<number, number>();
  return plan.units.flat().map(({ file }, piece) => {
    const before = ofFile.get(file) ?? 0;
    ofFile.set(file, before + (lines.get(piece) ?? 0));
    return [piece, before];
  });
}

/**
 * Puts together what the shards need of all units: resources that are of no one patient (Medication, Specimen), line numbers, and whether
 * the source has Patient resources at all. Doing it twice gives the same file.
 */
export function gatherShared(plan: Plan, run: RunFolder, open: OpenScratch): void {
  const draft = draftScratch(run.shared, [
    'shared(key text primary key, text text)',
    'before(piece integer, lines integer)',
    'facts(patients integer)',
  ]);
  const shared = draft.table('shared', 2);
  const lines = new Map<number, number>();
  let patients = 0;
  plan.units.forEach((_, unit) => {
    const rows = open(run.unit(unit));
    for (const row of rows.rows('select key, text from shared order by key'))
      shared.add([textCell(row, 0), textCell(row, 1)]);
    for (const row of rows.rows('select piece, lines from pieces')) lines.set(numberCell(row, 0), numberCell(row, 1));
    for (const row of rows.rows('select patients from counts')) patients += numberCell(row, 0);
  });
  const before = draft.table('before', 2);
  for (const [piece, count] of linesBefore(plan, lines)) before.add([piece, count]);
  draft.table('facts', 1).add([patients]);
  draft.finish();
}
