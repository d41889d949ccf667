import { type Fields, objectAt, textAt } from '../../chart/fields.js';

/** The text as a bundle; a sentence where it is none. A bare list of resources, or one resource, will do. */
export function parseBundle(text: string): Fields | string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return { resourceType: 'Bundle', type: 'collection', entry: entriesFrom(parsed) };
    const bundle = objectAt({ parsed }, 'parsed');
    const type = textAt(bundle, 'resourceType');
    if (bundle === undefined || type === undefined) return 'This JSON holds no FHIR resource.';
    return type === 'Bundle' ? bundle : { resourceType: 'Bundle', type: 'collection', entry: [{ resource: bundle }] };
  } catch {
    return 'This is not JSON.';
  }
}

function entriesFrom(list: readonly unknown[]): readonly unknown[] {
  return list.map((each) => (objectAt({ each }, 'each')?.resource === undefined ? { resource: each } : each));
}
