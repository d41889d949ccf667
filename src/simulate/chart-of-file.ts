import { asFields, type Fields, textAt } from '../chart/fields.js';

/** The record of one patient as the simulated client holds it. */
export interface SimulatedChart {
  readonly patientId: string;
  readonly resources: readonly Fields[];
}

function resourcesOf(content: unknown): readonly Fields[] {
  const bundle = asFields(content);
  const list: readonly unknown[] = Array.isArray(content) ? content : Array.isArray(bundle?.entry) ? bundle.entry : [];
  return list.flatMap((each): readonly Fields[] => {
    const resource = asFields(asFields(each)?.resource) ?? asFields(each);
    return resource === undefined ? [] : [resource];
  });
}

/** Reads a Bundle of any type, or an array of resources; undefined where there is no Patient with an id in it. */
export function readSimulatedChart(content: unknown): SimulatedChart | undefined {
  const resources = resourcesOf(content).filter((each) => textAt(each, 'resourceType') !== undefined);
  const patient = resources.find((each) => textAt(each, 'resourceType') === 'Patient');
  const patientId = textAt(patient, 'id');
  return patientId === undefined ? undefined : { patientId, resources };
}
