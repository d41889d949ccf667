/** The prefetch keys, the same on every service. A Bundle under one of these names satisfies the key whatever its template was. */
export const prefetchKeys = [
  'patient',
  'her2',
  'conditions',
  'observations',
  'reports',
  'specimens',
  'medicationRequests',
  'medicationStatements',
  'medicationAdministrations',
  'procedures',
  'serviceRequests',
] as const;
export type PrefetchKey = (typeof prefetchKeys)[number];

/** Keys without which nothing is said: the answer is 412. */
export const requiredKeys = ['patient', 'her2'] as const satisfies readonly PrefetchKey[];

/** The resource type that a key asks for. */
export const resourceTypes: Readonly<Record<PrefetchKey, string>> = {
  patient: 'Patient',
  her2: 'Observation',
  conditions: 'Condition',
  observations: 'Observation',
  reports: 'DiagnosticReport',
  specimens: 'Specimen',
  medicationRequests: 'MedicationRequest',
  medicationStatements: 'MedicationStatement',
  medicationAdministrations: 'MedicationAdministration',
  procedures: 'Procedure',
  serviceRequests: 'ServiceRequest',
};

/** The key whose search a further key (`her2-2`) continues; undefined for keys that are not ours. */
export function continuedKey(name: string): PrefetchKey | undefined {
  return prefetchKeys.find((key) => name.startsWith(`${key}-`) && /^\d+$/.test(name.slice(key.length + 1)));
}
