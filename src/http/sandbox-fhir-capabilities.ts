import type { Fields } from '../chart/fields.js';
import { searchParameterNames } from '../fhir/in-memory-search.js';
import type { SandboxRecords } from './sandbox-records.js';

/** Kind of each parameter by the FHIR R4 search parameter registry. */
const kinds: Readonly<Record<string, string>> = {
  patient: 'reference',
  subject: 'reference',
  specimen: 'reference',
  date: 'date',
  birthdate: 'date',
  name: 'string',
  family: 'string',
  given: 'string',
};

const forPatientsOnly = ['birthdate', 'name', 'family', 'given', 'gender', 'identifier'];

function parametersOf(type: string): readonly Fields[] {
  return searchParameterNames
    .filter((name) =>
      type === 'Patient' ? ['_id', ...forPatientsOnly].includes(name) : !forPatientsOnly.includes(name),
    )
    .map((name) => ({ name, type: kinds[name] ?? 'token' }));
}

/** The CapabilityStatement of the sandbox server (FHIR R4, `GET /metadata`). */
export function capabilities(base: string, records: SandboxRecords): Fields {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    // The day on which what the server can do last changed.
    date: '2026-11-24',
    kind: 'instance',
    software: { name: 'Herald sandbox' },
    implementation: { description: 'Synthetic records, read-only', url: base },
    fhirVersion: '4.0.1',
    format: ['json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        resource: [...records.byType.keys()].sort().map((type) => ({
          type,
          interaction: [{ code: 'read' }, { code: 'search-type' }],
          searchParam: parametersOf(type),
          ...(type === 'Patient'
            ? {
                operation: [
                  { name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' },
                ],
              }
            : {}),
        })),
      },
    ],
  };
}
