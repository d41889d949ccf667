import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fields } from '../chart/fields.js';
import type { SimulatedChart } from './chart-of-file.js';
import {
  failedOutcome,
  fillTemplate,
  find,
  type ParsedQuery,
  parseQuery,
  querySignature,
  searchset,
} from './key-search.js';
import { firstPage, type KeyPlan } from './prefetch-values.js';

/** A call that the service made, without its parameters. */
export interface SeenCall {
  readonly method: string;
  /** Resource type, or `page` for a further page. */
  readonly of: string;
  /** Prefetch key whose search it was. */
  readonly key?: string;
  /** The access token came with it. */
  readonly authorized: boolean;
}

/** The FHIR server and key set of the simulated client, on loopback. */
export interface SimulatedServer {
  readonly origin: string;
  readonly fhirBase: string;
  readonly calls: readonly SeenCall[];
  /** What the server answers from now on. */
  setPlans(plans: readonly KeyPlan[]): void;
  nextOf(name: string): string;
  close(): Promise<void>;
}

export interface SimulatedServerOptions {
  readonly chart: SimulatedChart;
  readonly accessToken: string;
  readonly jwks: Fields;
  readonly port: number;
  /** Milliseconds that a `slow` search takes. */
  readonly slowMs: number;
}

interface Asked {
  readonly query: ParsedQuery;
  readonly plan?: KeyPlan;
  readonly isNextPage: boolean;
}

async function formOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json' });
  response.end(JSON.stringify(body));
}

function bodyOf(chart: SimulatedChart, { query, plan, isNextPage }: Asked, next: string): Fields | undefined {
  const found = find(chart, query);
  if (query.id !== undefined) return found[0];
  const isPaged = plan?.fault.server === 'pages' && found.length > 1;
  if (isNextPage) return searchset(found.slice(firstPage(found)));
  return isPaged ? searchset(found.slice(0, firstPage(found)), next) : searchset(found);
}

/** State of a running server. */
interface Serving {
  readonly options: SimulatedServerOptions;
  plans: readonly KeyPlan[];
  origin: string;
  readonly calls: SeenCall[];
  readonly stopped: AbortController;
}

const nextOf = ({ origin }: Serving, name: string): string => `${origin}/fhir?_page=${encodeURIComponent(name)}`;

function queryOf(serving: Serving, plan: KeyPlan | undefined): ParsedQuery {
  return parseQuery(fillTemplate(plan?.template ?? '', serving.options.chart.patientId));
}

async function readCall(serving: Serving, request: IncomingMessage, url: URL): Promise<Asked> {
  const page = url.searchParams.get('_page');
  const isNextPage = page !== null;
  const path = url.pathname.replace(/^\/fhir\//, '').replace(/\/_search$/, '');
  const search = request.method === 'POST' ? await formOf(request) : url.search.slice(1);
  const sent = parseQuery(search === '' ? path : `${path}?${search}`);
  const signature = querySignature(sent);
  const plan = serving.plans.find((each) =>
    isNextPage ? each.name === page : querySignature(queryOf(serving, each)) === signature,
  );
  return { query: isNextPage ? queryOf(serving, plan) : sent, isNextPage, ...(plan === undefined ? {} : { plan }) };
}

async function serve(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { chart, accessToken, jwks, slowMs } = serving.options;
  const url = new URL(request.url ?? '/', 'http://simulated');
  if (url.pathname === '/jwks.json') {
    answer(response, 200, jwks);
    return;
  }
  const asked = await readCall(serving, request, url);
  const { plan, query, isNextPage } = asked;
  const authorized = request.headers.authorization === `Bearer ${accessToken}`;
  serving.calls.push({
    method: request.method ?? '',
    of: isNextPage ? 'page' : query.type,
    ...(plan === undefined ? {} : { key: plan.name }),
    authorized,
  });
  const fault = plan?.fault.server;
  if (fault === 'slow') await pause(slowMs, undefined, { signal: serving.stopped.signal });
  const body = bodyOf(chart, asked, nextOf(serving, plan?.name ?? ''));
  if (!authorized || fault === 'denies') answer(response, 401, failedOutcome);
  else if (fault === 'fails') answer(response, 500, failedOutcome);
  else if (body === undefined) answer(response, 404, failedOutcome);
  else answer(response, 200, body);
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Starts the server; port 0 takes any free one. */
export async function startSimulatedServer(options: SimulatedServerOptions): Promise<SimulatedServer> {
  const serving: Serving = { options, plans: [], origin: '', calls: [], stopped: new AbortController() };
  const server = createServer((request, response) => {
    serve(serving, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  serving.origin = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    origin: serving.origin,
    fhirBase: `${serving.origin}/fhir`,
    calls: serving.calls,
    setPlans: (plans) => {
      serving.plans = plans;
      serving.calls.length = 0;
    },
    nextOf: (name) => nextOf(serving, name),
    close: async () => {
      serving.stopped.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
