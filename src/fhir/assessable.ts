import { asFields, textAt } from '../chart/fields.js';
import { indexRecords, type Received, type Records } from '../chart/records.js';
import { type Problem, problem } from '../errors.js';
import { readBundle } from './bundle-entries.js';
import { samePerson, subjectsOf } from './subject.js';

/** Records of the one patient whom the data are of, or the refusal. */
export type Assessable = { readonly kind: 'records'; readonly records: Records } | Problem;

function onePatient(received: readonly Received[]): Assessable {
  const { named, links } = subjectsOf(received);
  const [first] = named;
  if (first === undefined) return { kind: 'records', records: indexRecords(received) };
  const same = samePerson(first, links);
  if ([...named].some((name) => !same.has(name))) return problem('SEVERAL_PATIENTS');
  const patient = received
    .map(({ resource }) => asFields(resource))
    .find((fields) => textAt(fields, 'resourceType') === 'Patient');
  const id = textAt(patient, 'id');
  return {
    kind: 'records',
    records: indexRecords(
      received,
      id === undefined && patient !== undefined ? {} : { patient: id === undefined ? first : `Patient/${id}` },
    ),
  };
}

/** Records of a Bundle of any type. Entries are read, nothing is executed; more than one patient is a refusal. */
export function readAssessable(body: unknown): Assessable {
  const bundle = asFields(body);
  if (bundle === undefined || textAt(bundle, 'resourceType') !== 'Bundle') return problem('BUNDLE_INVALID');
  return onePatient(readBundle(bundle).received);
}

/** As `readAssessable`, but a bare array of resources (or of bundle entries) will do too: what people keep in files. */
export function readAssessableFile(content: unknown): Assessable {
  if (!Array.isArray(content)) return readAssessable(content);
  const entry = content.map((each: unknown) =>
    asFields(asFields(each)?.resource) === undefined ? { resource: each } : each,
  );
  return onePatient(readBundle({ resourceType: 'Bundle', entry }).received);
}
