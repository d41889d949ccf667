import type { FhirServer } from '../origin.js';
import type { FhirRequest } from './send.js';

/** URLs longer than this are cut or refused somewhere between client and server; `_search` carries the parameters in the body then. */
const longestSearchUrl = 2_000;

/** Characters that `new URL` leaves in a query and that servers (Tomcat, for one) answer with 400. */
const rawInQuery = /[|{}^`\\"<> ]/g;

const relativeShape = /^[A-Z][A-Za-z]{1,40}(?:\/[A-Za-z0-9\-._]{1,256}|\?[^#]*)?$/;

/**
 * The request for a relative FHIR read or search (`Patient/p1`, `Observation?patient=p1&code=…`), tokens already filled in.
 * @returns undefined where the text is none, or would leave the base URL of the server.
 */
export function fhirRequest(server: FhirServer, relative: string): FhirRequest | undefined {
  if (!relativeShape.test(relative) || relative.endsWith('/.') || relative.endsWith('/..')) return undefined;
  const url = new URL(relative.replaceAll(rawInQuery, encodeURIComponent), server.base);
  if (url.origin !== server.base.origin || !url.pathname.startsWith(server.base.pathname)) return undefined;
  if (url.href.length <= longestSearchUrl || url.search === '') return { url };
  const form = url.search.slice(1);
  url.search = '';
  url.pathname += '/_search';
  return { url, form };
}

/**
 * The request for a `next` link: the URL as the server gave it (relative ones against the page), on the server's origin only.
 * @returns undefined where it points elsewhere.
 */
export function nextRequest(server: FhirServer, next: string): FhirRequest | undefined {
  if (next.length > 16_384 || !URL.canParse(next, server.base.href)) return undefined;
  const url = new URL(next, server.base);
  return url.origin === server.base.origin && url.username === '' && url.password === '' ? { url } : undefined;
}
