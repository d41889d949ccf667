import type { Gap } from '../clinical/facts/evidence.js';
import { asFields, type Fields, objectsAt, referenceAt, textAt } from './fields.js';

/** One resource of the patient's record. */
export interface FhirRecord {
  readonly type: string;
  /** `Type/id`; `Type/#n` (n = position received) where the resource has no id; `Type/id#contained` for a contained one. */
  readonly reference: string;
  readonly resource: Fields;
}

/** Everything received about one patient, indexed; the input of `read`. */
export interface Records {
  /** `Patient/{id}` of the context or of the data. */
  readonly patient?: string;
  readonly byType: ReadonlyMap<string, readonly FhirRecord[]>;
  /** By `Type/id` and by every fullUrl. */
  readonly byReference: ReadonlyMap<string, FhirRecord>;
  readonly gaps: readonly Gap[];
  /** Prefetch keys or searches that could not be had. */
  readonly unavailable: readonly string[];
  /** Prefetch keys or searches of which only a part was had. */
  readonly partial?: readonly string[];
}

/** A resource as received, with the fullUrl of its bundle entry. */
export interface Received {
  readonly resource: unknown;
  readonly fullUrl?: string;
}

/** All records of a type; none where there is none. */
export function recordsOf(records: Records, type: string): readonly FhirRecord[] {
  return records.byType.get(type) ?? [];
}

/** The text before the first `mark`; all of it where there is none. */
function upTo(text: string, mark: string): string {
  const at = text.indexOf(mark);
  return at < 0 ? text : text.slice(0, at);
}

/** `Type/id` of a reference in any form (relative, absolute, versioned); undefined for `#contained`, urn: and anything else. */
export function relativeReference(reference: string): string | undefined {
  // Positions, not parts: this runs for every reference of a long record.
  const path = upTo(upTo(reference, '/_history/'), '?');
  const slash = path.lastIndexOf('/');
  if (slash < 1 || slash === path.length - 1) return undefined;
  const name = path.slice(path.lastIndexOf('/', slash - 1) + 1);
  return /^[A-Z][A-Za-z]+\//.test(name) ? name : undefined;
}

/** Members by which R4 resources name their patient; none has two of them. */
const members = ['subject', 'patient', 'for'] as const;

/**
 * The reference that a resource makes to its patient, as written: the first member present.
 * @returns `contradictory` where its members name two different patients: it is of nobody for certain
 */
export function patientReferenceOf(resource: Fields): {
  readonly reference?: string;
  readonly contradictory?: true;
} {
  let reference: string | undefined;
  const more: string[] = [];
  for (const member of members) {
    const named = resource[member] === undefined ? undefined : referenceAt(resource, member);
    if (reference === undefined) reference = named;
    else if (named !== undefined) more.push(named);
  }
  if (reference === undefined) return {};
  if (more.length === 0) return { reference };
  const patients = [reference, ...more]
    .flatMap((each) => relativeReference(each) ?? [])
    .filter((each) => each.startsWith('Patient/'));
  return patients.some((each) => each !== patients[0]) ? { contradictory: true } : { reference };
}

/** The record that a reference names, seen from `from`: contained first, then by fullUrl, then by type and id. */
export function resolve(records: Records, from: FhirRecord, reference: string): FhirRecord | undefined {
  if (reference.startsWith('#')) {
    const contained = objectsAt(from.resource, 'contained').find((each) => textAt(each, 'id') === reference.slice(1));
    const type = textAt(contained, 'resourceType');
    if (contained === undefined || type === undefined) return undefined;
    return { type, reference: `${from.reference}${reference}`, resource: contained };
  }
  const relative = relativeReference(reference);
  return records.byReference.get(reference) ?? (relative === undefined ? undefined : records.byReference.get(relative));
}

/** Chooses between versions of one resource. Texts are kept: a large resource sent many times would be written out each time. */
function newerOf(): (a: FhirRecord, b: FhirRecord) => FhirRecord {
  const texts = new Map<FhirRecord, string>();
  const textOf = (record: FhirRecord): string => {
    const text = texts.get(record) ?? JSON.stringify(record.resource);
    texts.set(record, text);
    return text;
  };
  const rank = (record: FhirRecord): string => {
    const meta = asFields(record.resource.meta);
    return `${textAt(meta, 'lastUpdated') ?? ''}|${(textAt(meta, 'versionId') ?? '').padStart(12, '0')}`;
  };
  /** The newer by `meta.lastUpdated`, else by `meta.versionId`, else by content (so order never matters). */
  return (a, b) => {
    const order = rank(a).localeCompare(rank(b), 'en');
    if (order !== 0) return order > 0 ? a : b;
    return textOf(a) >= textOf(b) ? a : b;
  };
}

/**
 * Indexes received resources: one record per `Type/id` (the newer version where two differ). Resources without a type, and those whose
 * members name two patients, are gaps.
 * Never throws; the order of `received` does not change what later steps see of a resource that has an id.
 */
export function indexRecords(
  received: readonly Received[],
  context: Partial<Pick<Records, 'patient' | 'unavailable' | 'partial' | 'gaps'>> = {},
): Records {
  const kept = new Map<string, FhirRecord>();
  const newer = newerOf();
  const urls = new Map<string, string>();
  const gaps: Gap[] = [...(context.gaps ?? [])];
  received.forEach((each, position) => {
    const resource = asFields(each.resource);
    const type = textAt(resource, 'resourceType');
    if (resource === undefined || type === undefined) {
      gaps.push({ reference: `#${position}`, problem: 'RESOURCE_UNREADABLE' });
      return;
    }
    const record: FhirRecord = { type, reference: `${type}/${textAt(resource, 'id') ?? `#${position}`}`, resource };
    if (type !== 'Patient' && patientReferenceOf(resource).contradictory === true) {
      gaps.push({ reference: record.reference, problem: 'SUBJECT_CONTRADICTORY' });
      return;
    }
    const before = kept.get(record.reference);
    kept.set(record.reference, before === undefined ? record : newer(before, record));
    if (each.fullUrl !== undefined) urls.set(each.fullUrl, record.reference);
  });
  const byType = new Map<string, FhirRecord[]>();
  for (const record of kept.values()) {
    const list = byType.get(record.type);
    if (list === undefined) byType.set(record.type, [record]);
    else list.push(record);
  }
  const byReference = new Map(kept);
  for (const [url, reference] of urls) {
    const record = kept.get(reference);
    if (record !== undefined) byReference.set(url, record);
  }
  const patient = context.patient ?? byType.get('Patient')?.[0]?.reference;
  return {
    ...(patient === undefined ? {} : { patient }),
    byType,
    byReference,
    gaps,
    unavailable: context.unavailable ?? [],
    ...(context.partial === undefined || context.partial.length === 0 ? {} : { partial: context.partial }),
  };
}
