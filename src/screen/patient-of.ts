import { asFields, type Fields, referenceAt, textAt } from '../chart/fields.js';
import { type Received, relativeReference } from '../chart/records.js';
import { readBundle } from '../fhir/bundle-entries.js';

/** A resource with the patient it is of, as `Patient/{id}`; without one where it names none. */
export interface OfPatient {
  readonly type: string;
  readonly resource: Fields;
  readonly patient?: string;
  readonly fullUrl?: string;
}

/** Types that are often without a patient of their own and are found by reference. */
export const sharedTypes: ReadonlySet<string> = new Set(['Medication', 'Specimen']);

/** Types of a bulk export that are of no patient by design. */
const patientless = new Set(
  'Organization Practitioner PractitionerRole Location Device Medication Group Endpoint Substance OperationOutcome HealthcareService Binary'.split(
    ' ',
  ),
);

/** Can a resource of this type be expected to name its patient? */
export function needsPatient(type: string): boolean {
  return !patientless.has(type) && !sharedTypes.has(type);
}

const plain = /^Patient\/[A-Za-z0-9\-.]{1,64}$/;
const urn = /^urn:(?:uuid|oid):/;
/** A store cuts or replaces these, and two patients would become one. */
const unkeepable = /[\0\p{Cs}]/u;

function keepable(reference: string): string | undefined {
  return unkeepable.test(reference) ? undefined : reference;
}

function named(reference: string, byUrl: ReadonlyMap<string, string>): string | undefined {
  if (plain.test(reference)) return reference;
  const known = byUrl.get(reference);
  if (known !== undefined) return known;
  if (urn.test(reference)) return keepable(`Patient/${reference.slice(reference.lastIndexOf(':') + 1)}`);
  const relative = relativeReference(reference);
  return relative?.startsWith('Patient/') === true ? keepable(relative) : undefined;
}

const noUrls: ReadonlyMap<string, string> = new Map();

/** The patient of a resource: itself, or whom `subject`, `patient` or `for` names. */
export function patientOf(type: string, resource: Fields, byUrl = noUrls): string | undefined {
  if (type === 'Patient') {
    const id = textAt(resource, 'id');
    return id === undefined ? undefined : keepable(`Patient/${id}`);
  }
  const reference =
    referenceAt(resource, 'subject') ?? referenceAt(resource, 'patient') ?? referenceAt(resource, 'for');
  return reference === undefined ? undefined : named(reference, byUrl);
}

function ofUrl({ resource, fullUrl }: Received): readonly (readonly [string, string])[] {
  const fields = asFields(resource);
  if (fields === undefined || fullUrl === undefined || textAt(fields, 'resourceType') !== 'Patient') return [];
  const name = patientOf('Patient', fields) ?? named(fullUrl, noUrls);
  return name === undefined ? [] : [[fullUrl, name]];
}

/**
 * The resources of a Bundle, each with its patient. Where the Bundle is about one patient, or about nobody by name, resources that name
 * none are that patient's: `unnamed` is who "nobody" is.
 */
export function resourcesOfBundle(bundle: Fields, unnamed: string): readonly (OfPatient | undefined)[] {
  const { received } = readBundle(bundle);
  const byUrl = new Map(received.flatMap(ofUrl));
  const found = received.map((each): OfPatient | undefined => {
    const resource = asFields(each.resource);
    const type = textAt(resource, 'resourceType');
    if (resource === undefined || type === undefined) return undefined;
    const own = each.fullUrl === undefined ? undefined : byUrl.get(each.fullUrl);
    const patient = patientOf(type, resource, byUrl) ?? own;
    return {
      type,
      resource,
      ...(patient === undefined ? {} : { patient }),
      ...(each.fullUrl === undefined ? {} : { fullUrl: each.fullUrl }),
    };
  });
  const patients = new Set(found.flatMap((each) => each?.patient ?? []));
  if (patients.size > 1) return found;
  const [only = unnamed] = patients;
  return found.map((each) => (each === undefined ? undefined : { ...each, patient: each.patient ?? only }));
}
