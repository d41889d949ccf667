import { continuedKey, type PrefetchKey, prefetchKeys, requiredKeys } from '../cds/prefetch-keys.js';
import type { PrefetchTemplates } from '../cds/prefetch-templates.js';
import type { HookRequest } from '../cds/request.js';
import { asFields, textAt } from '../chart/fields.js';
import { nextLink } from './client/read-page.js';
import { readPrefetchKey } from './prefetch-state.js';

/** One thing to ask the FHIR server for a prefetch key (`name`: the key, or its part): its query, or the pages after those that came. */
export type Fetch =
  | { readonly kind: 'query'; readonly key: PrefetchKey; readonly name: string; readonly query: string }
  | { readonly kind: 'follow'; readonly key: PrefetchKey; readonly name: string; readonly next: string };

export interface FetchPlan {
  /** Without these nothing is said: asked for first. */
  readonly required: readonly Fetch[];
  readonly secondary: readonly Fetch[];
}

/** The key that a template name belongs to: the key itself, or the key with the number of a further part (`her2-2`). */
function keyOfName(name: string): PrefetchKey | undefined {
  return prefetchKeys.find((key) => name === key) ?? continuedKey(name);
}

function fill(template: string, request: HookRequest): string {
  const id = request.patient.slice(request.patient.indexOf('/') + 1);
  return template.replaceAll('{{context.patientId}}', encodeURIComponent(id));
}

/** The link to the pages that did not come, where that is all that is missing. */
function missingPages(value: unknown): string | undefined {
  const bundle = asFields(value);
  return bundle !== undefined && textAt(bundle, 'resourceType') === 'Bundle' ? nextLink(bundle) : undefined;
}

function fetchFor(name: string, template: string, request: HookRequest): Fetch | undefined {
  const key = keyOfName(name);
  if (key === undefined) return undefined;
  const value = request.prefetch.get(name);
  const { state, received } = readPrefetchKey(key, value);
  if (state === 'had' || (state === 'empty' && key !== 'patient')) return undefined;
  const next = state === 'partial' && received.length > 0 ? missingPages(value) : undefined;
  return next === undefined
    ? { kind: 'query', key, name, query: fill(template, request) }
    : { kind: 'follow', key, name, next };
}

/**
 * What to ask the FHIR server for: each key that did not come, came as an error or as something else, and the further pages of those
 * that came in part. What came is not asked for again.
 */
export function planFetches(request: HookRequest, templates: PrefetchTemplates): FetchPlan {
  const fetches = Object.entries(templates).flatMap(([name, template]) => fetchFor(name, template, request) ?? []);
  const isRequired = ({ key }: Fetch): boolean => requiredKeys.some((required) => required === key);
  return { required: fetches.filter(isRequired), secondary: fetches.filter((fetch) => !isRequired(fetch)) };
}
