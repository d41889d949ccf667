import { asFields, type Fields, objectsAt, referenceAt, textAt } from '../chart/fields.js';
import { patientReferenceOf, type Received, relativeReference } from '../chart/records.js';

/** Whose resources are these? Patients by `Patient/{id}`, or the reference as written where it names no id. */
export interface Subjects {
  /** Every patient that a resource is, or says that it is about. */
  readonly named: ReadonlySet<string>;
  /** `Patient.link`: pairs of records that are one person. */
  readonly links: readonly (readonly [string, string])[];
}

/** A reference as one comparable name; undefined where it cannot name a patient (a contained one, a group, a device). */
function patientNamed(reference: string): string | undefined {
  if (/^urn:(uuid|oid):/.test(reference)) return `Patient/${reference.slice(reference.lastIndexOf(':') + 1)}`;
  const relative = relativeReference(reference);
  return relative?.startsWith('Patient/') ? relative : undefined;
}

/** Who a Patient resource is: by its id, else by the address of its bundle entry. */
function nameOfPatient(patient: Fields, fullUrl: string | undefined): string | undefined {
  const id = textAt(patient, 'id');
  if (id !== undefined) return `Patient/${id}`;
  return fullUrl === undefined ? undefined : patientNamed(fullUrl);
}

function namesByUrl(received: readonly Received[]): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  for (const { resource, fullUrl } of received) {
    const fields = asFields(resource);
    if (fields === undefined || fullUrl === undefined || textAt(fields, 'resourceType') !== 'Patient') continue;
    const name = nameOfPatient(fields, fullUrl);
    if (name !== undefined) urls.set(fullUrl, name);
  }
  return urls;
}

/** Collects the patients that resources are of, compared by resolved id (relative, absolute, versioned, urn: by fullUrl). */
export function subjectsOf(received: readonly Received[]): Subjects {
  const urls = namesByUrl(received);
  // Most resources of a record name their patient alike.
  const known = new Map<string, string | undefined>(urls);
  const nameOf = (reference: string): string | undefined => {
    if (!known.has(reference)) known.set(reference, patientNamed(reference));
    return known.get(reference);
  };
  const named = new Set<string>();
  const links: (readonly [string, string])[] = [];
  for (const { resource, fullUrl } of received) {
    const fields = asFields(resource);
    if (fields === undefined) continue;
    if (textAt(fields, 'resourceType') !== 'Patient') {
      // Types without any (Practitioner) name nobody; one that names two patients is a gap when the records are indexed.
      const { reference } = patientReferenceOf(fields);
      const name = reference === undefined ? undefined : nameOf(reference);
      if (name !== undefined) named.add(name);
      continue;
    }
    const name = nameOfPatient(fields, fullUrl);
    if (name === undefined) continue;
    named.add(name);
    const others = objectsAt(fields, 'link').flatMap((link) => referenceAt(link, 'other') ?? []);
    for (const other of others) links.push([name, nameOf(other) ?? other]);
  }
  return { named, links };
}

/** Everybody that is the same person as `patient` by `Patient.link`, `patient` included. Linear in the number of links. */
export function samePerson(patient: string, links: Subjects['links']): ReadonlySet<string> {
  const neighbours = new Map<string, string[]>();
  const connect = (from: string, to: string): void => {
    const list = neighbours.get(from);
    if (list === undefined) neighbours.set(from, [to]);
    else list.push(to);
  };
  for (const [a, b] of links) {
    connect(a, b);
    connect(b, a);
  }
  const same = new Set([patient]);
  // A Set is walked in order of insertion, additions during the walk included.
  for (const member of same) for (const next of neighbours.get(member) ?? []) same.add(next);
  return same;
}

/** True where a resource is of, or about, somebody else than `patient`. */
export function namesAnother(patient: string, { named, links }: Subjects): boolean {
  const same = samePerson(patient, links);
  return [...named].some((name) => !same.has(name));
}
