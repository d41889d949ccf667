import type { Received } from '../../chart/records.js';

/** Why data could not be had from the FHIR server, with words for logs and answers: no URL, token or content in them. */
export const failureWords = {
  outcome: 'the FHIR server answered with an error of its own',
  denied: 'the FHIR server refused the authorization',
  'not-found': 'the FHIR server does not have it',
  rejected: 'the FHIR server did not accept the request',
  'server-error': 'the FHIR server failed',
  timeout: 'the FHIR server did not answer in time',
  'too-large': 'the answer of the FHIR server was too large',
  'too-many-pages': 'the result had more pages or entries than are read',
  'breaker-open': 'the FHIR server failed several times and is left alone for a while',
  overloaded: 'too many calls to this FHIR server are waiting',
  unreachable: 'the FHIR server could not be reached',
  'address-refused': 'the address of the FHIR server is not permitted',
  'not-permitted': 'the address lies outside the FHIR server',
  redirected: 'the FHIR server answered with a redirect',
  'foreign-link': 'the next page lies on another server',
  'not-fhir': 'the answer was not the FHIR resource asked for',
} as const satisfies Readonly<Record<string, string>>;
export type FhirFailure = keyof typeof failureWords;

/**
 * What a read or a search gave. `partial` carries what came before the failure: it is never to be taken for the whole.
 */
export type FhirReply =
  | { readonly kind: 'ok'; readonly received: readonly Received[] }
  | { readonly kind: 'partial'; readonly received: readonly Received[]; readonly cause: FhirFailure }
  | { readonly kind: FhirFailure };
