import { asFields, type Fields, objectsAt, referenceAt, referencesAt, textAt } from '../chart/fields.js';
import { type Received, relativeReference } from '../chart/records.js';

/** Whose resources are these? Patients by `Patient/{id}`, or the reference as written where it names no id. */
export interface Subjects {
  /** Every patient that a resource is, or says that it is about. */
  readonly named: ReadonlySet<string>;
  /** `Patient.link`: pairs of records that are one person. */
  readonly links: readonly (readonly [string, string])[];
}

/** The reference a resource makes to its patient; the first one present. Types without any (Practitioner) name nobody. */
function patientReference(resource: Fields): string | undefined {
  return referenceAt(resource, 'subject') ?? referenceAt(resource, 'patient') ?? referenceAt(resource, 'for');
}

function urlsOfPatients(received: readonly Received[]): ReadonlyMap<string, string> {
  const urls = new Map<string, string>();
  for (const { resource, fullUrl } of received) {
    const fields = asFields(resource);
    if (fullUrl === undefined || textAt(fields, 'resourceType') !== 'Patient') continue;
    urls.set(fullUrl, `Patient/${textAt(fields, 'id') ?? fullUrl}`);
  }
  return urls;
}

/** A subject as one comparable name; undefined where the reference cannot name a patient (a contained one, a group, a device). */
function nameOf(reference: string, urls: ReadonlyMap<string, string>): string | undefined {
  const known = urls.get(reference);
  if (known !== undefined) return known;
  if (/^urn:(uuid|oid):/.test(reference)) return `Patient/${reference.slice(reference.lastIndexOf(':') + 1)}`;
  const relative = relativeReference(reference);
  return relative?.startsWith('Patient/') ? relative : undefined;
}

/** Collects the patients that resources are of, compared by resolved id (relative, absolute, versioned, urn: by fullUrl). */
export function subjectsOf(received: readonly Received[]): Subjects {
  const urls = urlsOfPatients(received);
  const named = new Set<string>();
  const links: (readonly [string, string])[] = [];
  for (const { resource, fullUrl } of received) {
    const fields = asFields(resource);
    if (fields === undefined) continue;
    if (textAt(fields, 'resourceType') === 'Patient') {
      const id = textAt(fields, 'id') ?? fullUrl;
      if (id === undefined) continue;
      named.add(`Patient/${id}`);
      const others = [
        ...referencesAt(fields, 'link'),
        ...objectsAt(fields, 'link').flatMap((link) => referenceAt(link, 'other') ?? []),
      ];
      for (const other of others) links.push([`Patient/${id}`, nameOf(other, urls) ?? other]);
      continue;
    }
    const reference = patientReference(fields);
    const name = reference === undefined ? undefined : nameOf(reference, urls);
    if (name !== undefined) named.add(name);
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
