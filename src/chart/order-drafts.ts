import { asFields, type Fields, objectAt, objectsAt, textAt } from './fields.js';
import { type FhirRecord, indexRecords, type Received, type Records } from './records.js';

/** The drafts of a request: what was received, and an index to resolve references between them. */
export interface Drafts {
  readonly entries: readonly { readonly record: FhirRecord; readonly fullUrl?: string }[];
  readonly records: Records;
}

function received(draftOrders: unknown): readonly Received[] {
  const list = Array.isArray(draftOrders) ? draftOrders : undefined;
  if (list !== undefined) return list.map((resource: unknown) => ({ resource }));
  const fields = asFields(draftOrders);
  if (fields === undefined) return [];
  // A Bundle without type or resourceType is read by its entries; a single resource counts as a list of one.
  const entries = objectsAt(fields, 'entry');
  if (entries.length === 0) return textAt(fields, 'resourceType') === 'Bundle' ? [] : [{ resource: fields }];
  return entries.map((entry) => fromEntry(entry));
}

function fromEntry(entry: Fields): Received {
  const fullUrl = textAt(entry, 'fullUrl');
  const resource = objectAt(entry, 'resource') ?? entry;
  return { resource, ...(fullUrl === undefined ? {} : { fullUrl }) };
}

/** Reads draftOrders in any of the shapes that clients send: a Bundle, a list of resources, one resource. Never throws. */
export function readDrafts(draftOrders: unknown): Drafts {
  const all = received(draftOrders);
  const records = indexRecords(all);
  const urls = new Map<FhirRecord, string>();
  for (const each of all) {
    const record = each.fullUrl === undefined ? undefined : records.byReference.get(each.fullUrl);
    if (record !== undefined && each.fullUrl !== undefined) urls.set(record, each.fullUrl);
  }
  const entries = [...records.byType.values()].flat().map((record) => {
    const fullUrl = urls.get(record);
    return { record, ...(fullUrl === undefined ? {} : { fullUrl }) };
  });
  return { entries: entries.sort((a, b) => (a.record.reference < b.record.reference ? -1 : 1)), records };
}
