import { epicEmptySearch } from './epic-empty-search.js';
import type { Quirk } from './quirk.js';

const epicPage = 'fhir.epic.com, CDS Hooks';
const sandbox = 'the CDS Hooks sandbox, as driven';

/** Every deviation that is known and held by a fixture. A new one is one more entry, and a file where it needs code. */
export const quirks: readonly Quirk[] = [
  epicEmptySearch,
  {
    name: 'epic-long-ids',
    client: 'Epic',
    deviation: 'Ids are longer than the 64 characters of FHIR.',
    source: epicPage,
    readBy: 'src/chart/records.ts',
  },
  {
    name: 'epic-category-object',
    client: 'Epic',
    deviation: '`category` is an object where FHIR R4 has a list.',
    source: epicPage,
    readBy: 'src/chart/fields.ts',
  },
  {
    name: 'epic-absolute-references',
    client: 'Epic',
    deviation: 'References are absolute.',
    source: epicPage,
    readBy: 'src/chart/records.ts',
  },
  {
    name: 'epic-foreign-key',
    client: 'Epic',
    deviation: 'Prefetch comes under keys of its own, such as `-user`.',
    source: epicPage,
    readBy: 'src/fhir/prefetch-records.ts',
  },
  {
    name: 'epic-medication-beside-drafts',
    client: 'Epic',
    deviation: 'The drug of a draft is a Medication beside the drafts.',
    source: epicPage,
    readBy: 'src/chart/order-drugs.ts',
  },
  {
    name: 'epic-medication-by-display',
    client: 'Epic',
    deviation: 'The drug of a draft is a reference with a display; the Medication is not sent.',
    source: epicPage,
    readBy: 'src/chart/order-drugs.ts',
  },
  {
    name: 'sandbox-bundle-without-type',
    client: 'CDS Hooks sandbox',
    deviation: 'Bundles have no type.',
    source: sandbox,
    readBy: 'src/fhir/bundle-entries.ts',
  },
  {
    name: 'sandbox-draft-without-drug',
    client: 'CDS Hooks sandbox',
    deviation: 'The first order-select has a draft without drug and intent.',
    source: sandbox,
    readBy: 'src/chart/order-drugs.ts',
  },
  {
    name: 'sandbox-category-object',
    client: 'CDS Hooks sandbox',
    deviation: '`category` of the draft is an object.',
    source: sandbox,
    readBy: 'src/chart/order-drugs.ts',
  },
  {
    name: 'sandbox-authorization-without-patient',
    client: 'CDS Hooks sandbox',
    deviation: '`fhirAuthorization` has patient scopes and no `patient`.',
    source: `${sandbox} through the SMART launcher`,
    readBy: 'src/cds/request.ts',
  },
  {
    name: 'hapi-patient-id-with-type',
    client: 'HAPI FHIR',
    deviation: '`context.patientId` is `Patient/…`.',
    source: 'tests of hapi-fhir',
    readBy: 'src/cds/request.ts',
  },
  {
    name: 'medplum-null-keys',
    client: 'Medplum',
    deviation: 'Templates that it could not fill come as `null`.',
    source: 'npm @medplum/core, as driven',
    readBy: 'src/fhir/prefetch-state.ts',
  },
];
