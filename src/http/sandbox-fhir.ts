import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { type Fields, textAt } from '../chart/fields.js';
import { isSearchParameter, type SearchParameters, searchResources } from '../fhir/in-memory-search.js';
import { capabilities } from './sandbox-fhir-capabilities.js';
import type { SandboxRecords } from './sandbox-records.js';

const defaultCount = 50;
const maxCount = 500;
/** Bytes of a search sent as a form; the longest prefetch template has 2,000. */
const formLimit = 16_384;

function send(response: Response, status: number, body: unknown): void {
  response.status(status).type('application/fhir+json').send(JSON.stringify(body));
}

function refuse(response: Response, status: number, issue: { readonly code: string; readonly text: string }): void {
  const { code, text } = issue;
  send(response, status, {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, details: { text } }],
  });
}

const notFound = { code: 'not-found', text: 'There is no such resource on this server.' };
const unknownParameter = {
  code: 'not-supported',
  text: 'A search parameter is not understood; /metadata lists those that are. Without Prefer: handling=strict it is ignored.',
};
const readOnly = { code: 'not-supported', text: 'This server holds synthetic records and is read-only.' };

function baseOf(request: Request): string {
  return `${request.protocol}://${request.headers.host ?? 'localhost'}${request.baseUrl}`;
}

function parametersOf(text: string): SearchParameters {
  return [...new URLSearchParams(text)];
}

function queryOf(request: Request): SearchParameters {
  const at = request.originalUrl.indexOf('?');
  return at < 0 ? [] : parametersOf(request.originalUrl.slice(at + 1));
}

function whole(parameters: SearchParameters, name: string, absent: number): number {
  const value = parameters.find(([each]) => each === name)?.[1];
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : absent;
}

interface Search {
  readonly base: string;
  readonly type: string;
  readonly parameters: SearchParameters;
}

function link(relation: string, { base, type, parameters }: Search, offset: number): Fields {
  const kept = parameters
    .filter(([name]) => name !== '_offset')
    .map(([name, value]): [string, string] => [name, value]);
  const query = new URLSearchParams(offset === 0 ? kept : [...kept, ['_offset', String(offset)]]).toString();
  return { relation, url: `${base}/${type}${query === '' ? '' : `?${query}`}` };
}

/** One page of a searchset. `next` is left out on the last one. */
function page(search: Search, found: readonly Fields[]): Fields {
  const count = Math.min(whole(search.parameters, '_count', defaultCount), maxCount);
  const offset = whole(search.parameters, '_offset', 0);
  const shown = found.slice(offset, offset + count);
  const end = offset + shown.length;
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: found.length,
    link: [
      link('self', search, offset),
      ...(count > 0 && end < found.length ? [link('next', search, end)] : []),
      ...(count > 0 && offset > 0 ? [link('previous', search, Math.max(0, offset - count))] : []),
    ],
    ...(shown.length === 0
      ? {}
      : {
          entry: shown.map((resource) => ({
            fullUrl: `${search.base}/${search.type}/${textAt(resource, 'id') ?? ''}`,
            resource,
            search: { mode: 'match' },
          })),
        }),
  };
}

function parameter(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}

function isStrict(request: Request): boolean {
  return /(?:^|[,;\s])handling\s*=\s*"?strict"?(?:$|[,;\s])/i.test(request.get('Prefer') ?? '');
}

function search(records: SandboxRecords, parametersFrom: (request: Request) => SearchParameters): RequestHandler {
  return (request, response) => {
    const type = parameter(request.params.type);
    if (!/^[A-Z][A-Za-z]{2,40}$/.test(type)) {
      refuse(response, 404, notFound);
      return;
    }
    const sent = parametersFrom(request);
    // FHIR R4 search, handling errors: what was not applied is not in the self link, so that a client can tell.
    const parameters = sent.filter(([name]) => isSearchParameter(name));
    if (parameters.length < sent.length && isStrict(request)) {
      refuse(response, 400, unknownParameter);
      return;
    }
    const found = searchResources(records.byType.get(type) ?? [], parameters);
    send(response, 200, page({ base: baseOf(request), type, parameters }, found));
  };
}

function read(records: SandboxRecords): RequestHandler {
  return (request, response) => {
    const resource = (records.byType.get(parameter(request.params.type)) ?? []).find(
      (each) => textAt(each, 'id') === request.params.id,
    );
    if (resource === undefined) refuse(response, 404, notFound);
    else send(response, 200, resource);
  };
}

/** `Patient/{id}/$everything`: the patient's whole record as one searchset. */
function everything(records: SandboxRecords): RequestHandler {
  return (request, response) => {
    const id = parameter(request.params.id);
    const patient = (records.byType.get('Patient') ?? []).find((each) => textAt(each, 'id') === id);
    if (patient === undefined) {
      refuse(response, 404, notFound);
      return;
    }
    const found = [...records.byType.values()].flatMap((each) => searchResources(each, [['patient', id]]));
    const base = baseOf(request);
    const entry = found.map((resource) => ({
      fullUrl: `${base}/${textAt(resource, 'resourceType') ?? ''}/${textAt(resource, 'id') ?? ''}`,
      resource,
      search: { mode: 'match' },
    }));
    send(response, 200, { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry });
  };
}

function bodyText(request: Request): string {
  const body: unknown = request.body;
  return typeof body === 'string' ? body : '';
}

/**
 * A read-only FHIR R4 server over the synthetic records: CapabilityStatement, read, search (GET and POST `_search`) with `_count`, `_sort`
 * and paging, `$everything`. For clients that need a server to be pointed at; mounted in open mode alone.
 */
export function sandboxFhir(records: SandboxRecords): Router {
  const router = Router({ caseSensitive: true });
  const form = express.text({ type: 'application/x-www-form-urlencoded', limit: formLimit });
  router.get('/metadata', (request, response) => send(response, 200, capabilities(baseOf(request), records)));
  router.get('/:type', search(records, queryOf));
  router.post(
    '/:type/_search',
    form,
    search(records, (request) => [...queryOf(request), ...parametersOf(bodyText(request))]),
  );
  router.get('/Patient/:id/$everything', everything(records));
  router.get('/:type/:id', read(records));
  router.use((request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') refuse(response, 404, notFound);
    else {
      response.set('Allow', 'GET, HEAD, OPTIONS');
      refuse(response, 405, readOnly);
    }
  });
  return router;
}
