import { asFields, type Fields, objectsAt, textAt } from '../../chart/fields.js';
import type { Received } from '../../chart/records.js';
import { readBundle } from '../bundle-entries.js';
import { meaningOfOutcome } from '../operation-outcome.js';
import type { FhirFailure } from './fhir-reply.js';
import type { GatedReply } from './origin-gate.js';

/** One page of a search. */
export interface Page {
  readonly kind: 'page';
  readonly received: readonly Received[];
  /** The link to the next page as the server wrote it. */
  readonly next?: string;
  /** True where the page carries an OperationOutcome which says that something is missing in it. */
  readonly faulty: boolean;
}

/** The failure that a reply is, or undefined for a 200 with JSON. */
export function failureOf(reply: GatedReply): FhirFailure | undefined {
  if (reply.kind !== 'answered') return reply.kind;
  const isOutcome = textAt(asFields(reply.json), 'resourceType') === 'OperationOutcome';
  if (reply.status === 401 || reply.status === 403) return 'denied';
  if (reply.status === 404 || reply.status === 410) return 'not-found';
  if (reply.status >= 200 && reply.status < 300) {
    if (isOutcome) return 'outcome';
    return reply.json === undefined ? 'not-fhir' : undefined;
  }
  if (isOutcome) return 'outcome';
  return reply.status >= 500 || reply.status === 429 ? 'server-error' : 'rejected';
}

/** Link of a Bundle to its next page, as written; undefined on the last one. */
export function nextLink(bundle: Fields): string | undefined {
  return textAt(
    objectsAt(bundle, 'link').find((link) => textAt(link, 'relation') === 'next'),
    'url',
  );
}

function pageOf(bundle: Fields): Page {
  const { received, outcomes } = readBundle(bundle);
  const next = nextLink(bundle);
  const faulty = outcomes.some((outcome) => meaningOfOutcome(outcome) !== 'harmless');
  return { kind: 'page', received, faulty, ...(next === undefined ? {} : { next }) };
}

/** The page that a reply holds, or why there is none. */
export function readPage(reply: GatedReply): Page | { readonly kind: FhirFailure } {
  const failure = failureOf(reply);
  if (failure !== undefined) return { kind: failure };
  const bundle = reply.kind === 'answered' ? asFields(reply.json) : undefined;
  return bundle !== undefined && textAt(bundle, 'resourceType') === 'Bundle' ? pageOf(bundle) : { kind: 'not-fhir' };
}
