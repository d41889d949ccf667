import { asFields, type Fields, objectsAt, textAt } from '../chart/fields.js';
import type { Received } from '../chart/records.js';

/** What a Bundle holds, flattened. Nothing in it is executed: a transaction is read as data. */
export interface Entries {
  readonly received: readonly Received[];
  /** OperationOutcomes that came among the entries. */
  readonly outcomes: readonly Fields[];
  /** The Bundle (or one inside it) says that there are further pages. */
  readonly hasNext: boolean;
}

/** Does the Bundle carry a link to a next page? */
function linksNext(bundle: Fields): boolean {
  return objectsAt(bundle, 'link').some((link) => textAt(link, 'relation') === 'next');
}

/** An entry of a transaction or batch answer that carries no resource by design (a DELETE, a 204). */
function isBare(entry: Fields): boolean {
  return (
    entry.resource === undefined && (asFields(entry.request) !== undefined || asFields(entry.response) !== undefined)
  );
}

/** The entries; what stands there without being a list counts as one entry, so that it is read or becomes a gap, never lost. */
function entryList({ entry }: Fields): readonly unknown[] {
  if (entry === undefined || entry === null) return [];
  return Array.isArray(entry) ? entry : [entry];
}

/**
 * Reads the entries of a Bundle of any type, Bundles inside it included, without recursion (depth is the sender's choice).
 * A null or unreadable entry is kept as such, so that indexing makes it a gap. Never throws.
 */
export function readBundle(bundle: Fields): Entries {
  const received: Received[] = [];
  const outcomes: Fields[] = [];
  let hasNext = false;
  const pending: Fields[] = [bundle];
  // An array is walked with what is pushed to it during the walk.
  for (const current of pending) {
    hasNext ||= linksNext(current);
    for (const entry of entryList(current)) {
      const fields = asFields(entry);
      const resource = asFields(fields?.resource);
      const type = textAt(resource, 'resourceType');
      const fullUrl = textAt(fields, 'fullUrl');
      if (fields !== undefined && isBare(fields)) continue;
      if (resource !== undefined && type === 'Bundle') pending.push(resource);
      else if (resource !== undefined && type === 'OperationOutcome') outcomes.push(resource);
      else received.push({ resource, ...(fullUrl === undefined ? {} : { fullUrl }) });
    }
  }
  return { received, outcomes, hasNext };
}
