import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { asFields, type Fields, objectAt, objectsAt, textAt, textsAt } from '../chart/fields.js';

/** The synthetic records as one server holds them. */
export interface SandboxRecords {
  readonly byType: ReadonlyMap<string, readonly Fields[]>;
  /** What each patient shows, by id, in the order of the fixtures. */
  readonly patients: readonly SandboxPatient[];
}

interface SandboxPatient {
  readonly id: string;
  readonly name: string;
  readonly shows: string;
  readonly category: string;
}

function readJson(file: string): Fields | undefined {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return asFields(content);
}

function nameOf(patient: Fields | undefined): string {
  const [name] = objectsAt(patient, 'name');
  return [...textsAt(name, 'given'), textAt(name, 'family')].filter((each) => each !== undefined).join(' ');
}

/** Reads the fixture patients of a folder; empty where the folder is not there. */
export function readSandboxRecords(folder: string): SandboxRecords {
  if (!existsSync(folder)) return { byType: new Map(), patients: [] };
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'expected.json');
  const resources = files
    .sort()
    .flatMap((name) => objectsAt(readJson(path.join(folder, name)), 'entry'))
    .map((entry) => objectAt(entry, 'resource'))
    .filter((resource) => resource !== undefined);
  const byType = new Map<string, Fields[]>();
  for (const resource of resources) {
    const type = textAt(resource, 'resourceType') ?? '';
    const list = byType.get(type);
    if (list === undefined) byType.set(type, [resource]);
    else list.push(resource);
  }
  const expected = objectAt(readJson(path.join(folder, 'expected.json')), 'patients') ?? {};
  const known = new Map<string | undefined, Fields>();
  for (const each of byType.get('Patient') ?? []) known.set(textAt(each, 'id'), each);
  const patients = Object.entries(expected).flatMap(([id, value]): readonly SandboxPatient[] => {
    const patient = known.get(id);
    const said = asFields(value);
    if (patient === undefined) return [];
    const category = textAt(objectAt(said, 'her2'), 'category') ?? '';
    return [{ id, name: nameOf(patient), shows: textAt(said, 'shows') ?? '', category }];
  });
  return { byType, patients };
}
