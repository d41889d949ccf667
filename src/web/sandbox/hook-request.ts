import { type Fields, objectAt, objectsAt, referenceAt, textAt } from '../../chart/fields.js';
import { type HookName, isAboutChart } from '../../clinical/advice/focus.js';
import { type SearchParameters, searchResources } from '../../fhir/in-memory-search.js';

/** Prefetch templates of discovery, key by key. */
export type Templates = Readonly<Record<string, string>>;

export interface RequestParts {
  readonly hook: HookName;
  readonly hookInstance: string;
  readonly bundle: Fields;
  readonly templates: Templates;
  readonly drafts: readonly Fields[];
  readonly asOf: string;
}

interface Entry {
  readonly fullUrl?: string;
  readonly resource: Fields;
}

/** Entries of a bundle that hold a resource. */
function entriesOf(bundle: Fields): readonly Entry[] {
  return objectsAt(bundle, 'entry').flatMap((entry): readonly Entry[] => {
    const resource = objectAt(entry, 'resource');
    const fullUrl = textAt(entry, 'fullUrl');
    return resource === undefined ? [] : [{ ...(fullUrl === undefined ? {} : { fullUrl }), resource }];
  });
}

/** The patient of a bundle: its Patient, else the subject that a resource names. */
export function patientIdOf(bundle: Fields): string | undefined {
  const resources = entriesOf(bundle).map((entry) => entry.resource);
  const patient = resources.find((each) => textAt(each, 'resourceType') === 'Patient');
  const subject = resources.flatMap((each) => referenceAt(each, 'subject') ?? referenceAt(each, 'patient') ?? [])[0];
  return textAt(patient, 'id') ?? subject?.split('/').at(-1);
}

/** Search parameters that say whose data, how many and in which order: the whole bundle is one patient's and one page. */
const notAsked = new Set(['patient', 'subject', '_count']);

function answerTemplate(template: string, entries: readonly Entry[]): unknown {
  const [type = '', query] = template.split('?');
  if (query === undefined) {
    const wanted = type.split('/')[0];
    return entries.find(({ resource }) => textAt(resource, 'resourceType') === wanted)?.resource ?? null;
  }
  const parameters: SearchParameters = query
    .split('&')
    .map((each): [string, string] => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)])
    .filter(([name]) => !notAsked.has(name));
  const ofType = entries.filter(({ resource }) => textAt(resource, 'resourceType') === type);
  const found = new Set(
    searchResources(
      ofType.map(({ resource }) => resource),
      parameters,
    ),
  );
  const entry = ofType.filter(({ resource }) => found.has(resource));
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: entry.length,
    ...(entry.length === 0 ? {} : { entry }),
  };
}

function orderContext(hook: HookName, drafts: readonly Fields[]): Fields {
  if (isAboutChart(hook)) return {};
  const entry = drafts.map((resource) => ({ resource }));
  const selections = drafts.map((draft) => `${textAt(draft, 'resourceType') ?? ''}/${textAt(draft, 'id') ?? ''}`);
  return {
    ...(hook === 'order-select' ? { selections } : {}),
    draftOrders: { resourceType: 'Bundle', type: 'collection', ...(entry.length === 0 ? {} : { entry }) },
  };
}

/** The request that an EHR would send: the prefetch templates of discovery answered from a bundle. */
export function hookRequest({ hook, hookInstance, bundle, templates, drafts, asOf }: RequestParts): Fields {
  const entries = entriesOf(bundle);
  return {
    hook,
    hookInstance,
    context: {
      userId: 'Practitioner/sandbox',
      patientId: patientIdOf(bundle) ?? 'unknown',
      ...orderContext(hook, drafts),
    },
    prefetch: Object.fromEntries(
      Object.entries(templates).map(([key, template]) => [key, answerTemplate(template, entries)]),
    ),
    extension: { 'org.herald-cds.as-of': asOf },
  };
}

/** The request as a command for a terminal; single quotes in it are closed, escaped and opened again. */
export function asCurl(url: string, request: Fields): string {
  const body = JSON.stringify(request).replaceAll("'", `'\\''`);
  return `curl -s -H 'Content-Type: application/json' -d '${body}' ${url}`;
}
