import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { type Cohort, syntheticPatient } from './synthetic-patient.js';

/** A file that is appended to in large pieces. */
interface Appender {
  readonly add: (line: string) => void;
  readonly close: () => void;
}

const bufferedCharacters = 1 << 20;

function appender(file: string): Appender {
  const handle = openSync(file, 'w', 0o600);
  let waiting = '';
  const flush = (): void => {
    if (waiting !== '') writeSync(handle, waiting);
    waiting = '';
  };
  return {
    add: (line) => {
      waiting += `${line}\n`;
      if (waiting.length >= bufferedCharacters) flush();
    },
    close: () => {
      flush();
      closeSync(handle);
    },
  };
}

/** What was written. */
export interface CohortWritten {
  readonly patients: number;
  readonly resources: number;
}

/**
 * Writes a cohort as a FHIR bulk export: one NDJSON file per type, and `truth.ndjson` beside them with what each record supports.
 * Memory does not grow with the number of patients; the same arguments give the same bytes.
 */
export function writeCohort(folder: string, patients: number, cohort: Cohort): CohortWritten {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = new Map<string, Appender>();
  const fileOf = (type: string): Appender => {
    const open = files.get(type) ?? appender(path.join(folder, `${type}.ndjson`));
    files.set(type, open);
    return open;
  };
  let resources = 0;
  for (let number = 0; number < patients; number += 1) {
    const made = syntheticPatient(number, cohort);
    for (const each of made.resources) fileOf(each.resourceType).add(JSON.stringify(each));
    fileOf('truth').add(JSON.stringify(made.truth));
    resources += made.resources.length;
  }
  for (const file of files.values()) file.close();
  return { patients, resources };
}
