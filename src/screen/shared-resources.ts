import type { Received, Records } from '../chart/records.js';
import { missingReferences } from '../fhir/resolve-references.js';
import type { RunFolder } from './run-folder.js';
import { numberCell, type OpenScratch } from './scratch-rows.js';

/** What all shards look up. */
export interface SharedResources {
  /** Resources that the records name and that are of no one patient, as far as the source has them. */
  readonly namedBy: (records: Records) => readonly Received[];
  /** Lines of the file before a piece of it. */
  readonly linesBefore: (piece: number) => number;
  /** False for a source without any Patient resource: then everybody named is a patient. */
  readonly havePatients: boolean;
}

/** Opens what `gatherShared` put together. */
export function openShared(run: RunFolder, open: OpenScratch): SharedResources {
  const scratch = open(run.shared);
  const find = scratch.lookUp('select text from shared where key = ?');
  const isEmpty = scratch.rows('select 1 from shared limit 1').length === 0;
  const before = new Map(
    scratch.rows('select piece, lines from before').map((row) => [numberCell(row, 0), numberCell(row, 1)]),
  );
  const [facts] = scratch.rows('select patients from facts');
  return {
    namedBy: (records) => {
      if (isEmpty) return [];
      return missingReferences(records).flatMap((reference) => {
        const text = find(reference);
        const resource: unknown = text === undefined ? undefined : JSON.parse(text);
        return resource === undefined ? [] : [{ resource }];
      });
    },
    linesBefore: (piece) => before.get(piece) ?? 0,
    havePatients: facts !== undefined && numberCell(facts, 0) > 0,
  };
}
