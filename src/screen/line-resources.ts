import { asFields, textAt } from '../chart/fields.js';
import type { GarbageProblem } from './garbage.js';
import { type OfPatient, patientOf, resourcesOfBundle } from './patient-of.js';

/** A resource of a line, with its text as it is kept. */
export interface LineResource extends OfPatient {
  readonly text: () => string;
}

/** What a line holds: one resource, or those of a Bundle. */
export interface LineRead {
  readonly resources: readonly LineResource[];
  readonly problem?: GarbageProblem;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const bad = (problem: GarbageProblem): LineRead => ({ resources: [], problem });

const nothing: LineRead = { resources: [] };

/**
 * Reads a line (or a file that is one Bundle). Every line is parsed, also one of a kind that cannot matter: whether it is whole shows
 * only then. A blank line holds nothing.
 * @param file names the patient of a Bundle that names none
 */
export function readLine(text: string, file: string): LineRead {
  const value = parsed(text);
  if (value === undefined) return text.trim() === '' ? nothing : bad('NOT_JSON');
  const resource = asFields(value);
  const type = textAt(resource, 'resourceType');
  if (resource === undefined || type === undefined) return bad('NOT_A_RESOURCE');
  if (type !== 'Bundle') {
    const patient = patientOf(type, resource);
    const own = (): string => text;
    return {
      resources: [patient === undefined ? { type, resource, text: own } : { type, resource, patient, text: own }],
    };
  }
  const found = resourcesOfBundle(resource, `Patient/unnamed-in-${file}`);
  const resources = found.flatMap((each): readonly LineResource[] =>
    each === undefined ? [] : [{ ...each, text: () => JSON.stringify(each.resource) }],
  );
  return resources.length === found.length ? { resources } : { resources, problem: 'NOT_A_RESOURCE' };
}
