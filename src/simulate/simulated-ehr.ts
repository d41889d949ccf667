import { randomUUID } from 'node:crypto';
import { asFields, type Fields, objectsAt, textAt } from '../chart/fields.js';
import type { SimulatedChart } from './chart-of-file.js';
import { type ClientKey, makeClientKey } from './client-key.js';
import { type FaultName, faults, noFault } from './fault.js';
import { type SeenCall, type SimulatedServer, startSimulatedServer } from './fhir-server.js';
import { type KeyPlan, prefetchValues } from './prefetch-values.js';

export interface SimulatedEhrOptions {
  /** The record: what prefetch and FHIR server are made from. */
  readonly chart: SimulatedChart;
  /** Port of its FHIR server and key set; any free one where absent. */
  readonly port?: number;
  /** Milliseconds that a search takes under the fault `slow`; 10 s where absent. */
  readonly slowMs?: number;
  /** Milliseconds since 1970, for tokens and feedback; the machine's clock where absent. */
  readonly now?: () => number;
}

/** One call of a service, as the simulated client makes it. */
export interface HookCall {
  /** Base URL of the service, `http://127.0.0.1:3000`. */
  readonly service: string;
  /** `patient-view`, `order-select` or `order-sign`. */
  readonly hook: string;
  /** Faults by prefetch key; `*` stands for every key that is not named. */
  readonly faults?: Readonly<Record<string, FaultName>>;
  /** Name of the drug that is drafted at an order hook. */
  readonly order?: string;
  /** `context.draftOrders` and `context.selections` instead of `order`. */
  readonly draftOrders?: Fields;
  readonly selections?: readonly string[];
  /** Signs the call. `audience`: the URL under which the service knows itself, where it is not `service`. */
  readonly sign?: { readonly audience?: string };
  /** Leaves fhirServer and token out: the service has to do with what is sent. */
  readonly withoutServer?: boolean;
  /** Members added to the request, e.g. `extension`. */
  readonly more?: Fields;
}

export interface HookAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly milliseconds: number;
  /** Calls that the service made to the FHIR server, in their order. */
  readonly calls: readonly SeenCall[];
  readonly request: Fields;
}

/** A client of CDS services, on loopback. */
export interface SimulatedEhr {
  readonly origin: string;
  /** The entry for this client in the tenants file of a service. */
  readonly tenant: Fields;
  call(hook: HookCall): Promise<HookAnswer>;
  /** A fresh `Authorization` header for a path of the service, for calls that are made by hand. */
  authorization(hook: HookCall, path: string): Promise<string>;
  /** Sends feedback on the cards of an answer, as a client does when all are dismissed or accepted. Gives the status. */
  sendFeedback(hook: HookCall, answer: HookAnswer, outcome: 'accepted' | 'overridden'): Promise<number>;
  close(): Promise<void>;
}

interface Open {
  /** Discovery of services asked before, by base URL. */
  readonly discovered: Map<string, unknown>;
  readonly chart: SimulatedChart;
  readonly key: ClientKey;
  readonly server: SimulatedServer;
  readonly accessToken: string;
}

async function bearer(open: Open, { service, sign }: HookCall, path: string): Promise<string> {
  return `Bearer ${await open.key.token({ issuer: open.server.origin, audience: `${sign?.audience ?? service}${path}` })}`;
}

async function headersFor(open: Open, call: HookCall, path: string): Promise<Record<string, string>> {
  const authorization = call.sign === undefined ? {} : { authorization: await bearer(open, call, path) };
  return { 'content-type': 'application/json', ...authorization };
}

/** Discovery, asked once per service, as clients do. */
async function discoveryOf(open: Open, call: HookCall): Promise<unknown> {
  const path = '/cds-services';
  const known = open.discovered.get(call.service);
  if (known !== undefined) return known;
  const response = await fetch(`${call.service}${path}`, { headers: await headersFor(open, call, path) });
  const body: unknown = await response.json();
  if (response.ok) open.discovered.set(call.service, body);
  return body;
}

async function templatesOf(open: Open, call: HookCall): Promise<readonly (readonly [string, string])[]> {
  const found = objectsAt(asFields(await discoveryOf(open, call)), 'services').find(
    (each) => textAt(each, 'hook') === call.hook,
  );
  const prefetch = asFields(found?.prefetch) ?? {};
  return Object.entries(prefetch).flatMap(([name, template]) =>
    typeof template === 'string' ? [[name, template] as const] : [],
  );
}

function draftsOf({ order, draftOrders, selections }: HookCall, patientId: string): Fields {
  if (draftOrders !== undefined) return { draftOrders, selections: selections ?? [] };
  const draft = {
    resourceType: 'MedicationRequest',
    id: 'draft-1',
    status: 'draft',
    intent: 'order',
    subject: { reference: `Patient/${patientId}` },
    medicationCodeableConcept: { text: order ?? 'capecitabine' },
  };
  return {
    draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: draft }] },
    selections: ['MedicationRequest/draft-1'],
  };
}

function contextOf(call: HookCall, patientId: string): Fields {
  const base = { patientId, userId: 'Practitioner/simulated', encounterId: 'simulated' };
  if (!call.hook.startsWith('order-')) return base;
  const { draftOrders, selections } = draftsOf(call, patientId);
  return call.hook === 'order-select' ? { ...base, draftOrders, selections } : { ...base, draftOrders };
}

async function requestFor(open: Open, call: HookCall): Promise<Fields> {
  const plans = (await templatesOf(open, call)).map(([name, template]): KeyPlan => {
    const fault = call.faults?.[name] ?? call.faults?.['*'];
    return { name, template, fault: fault === undefined ? noFault : faults[fault] };
  });
  open.server.setPlans(plans);
  const access = {
    fhirServer: open.server.fhirBase,
    fhirAuthorization: {
      access_token: open.accessToken,
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'patient/*.read',
      subject: 'herald',
    },
  };
  return {
    hook: call.hook,
    hookInstance: randomUUID(),
    context: contextOf(call, open.chart.patientId),
    prefetch: prefetchValues(open.chart, plans, open.server),
    ...(call.withoutServer === true ? {} : access),
    ...call.more,
  };
}

async function post(
  open: Open,
  call: HookCall,
  to: { readonly path: string; readonly body: unknown },
): Promise<Response> {
  return await fetch(`${call.service}${to.path}`, {
    method: 'POST',
    headers: await headersFor(open, call, to.path),
    body: JSON.stringify(to.body),
  });
}

async function callService(open: Open, call: HookCall): Promise<HookAnswer> {
  const request = await requestFor(open, call);
  const started = performance.now();
  const response = await post(open, call, { path: `/cds-services/her2-${call.hook}`, body: request });
  const body: unknown = await response.json();
  return {
    status: response.status,
    body,
    milliseconds: performance.now() - started,
    calls: [...open.server.calls],
    request,
  };
}

function feedbackOn(card: Fields, outcome: 'accepted' | 'overridden', at: string): Fields {
  const suggestion = textAt(objectsAt(card, 'suggestions')[0], 'uuid');
  const base = { card: textAt(card, 'uuid'), outcomeTimestamp: at };
  if (outcome === 'accepted' && suggestion !== undefined) {
    return { ...base, outcome, acceptedSuggestions: [{ id: suggestion }] };
  }
  const reason = objectsAt(card, 'overrideReasons')[0];
  return { ...base, outcome: 'overridden', ...(reason === undefined ? {} : { overrideReason: { reason } }) };
}

/**
 * Starts a simulated EHR on loopback: a FHIR server for one patient, a key set with a fresh key, and the client that calls services.
 * Services are found by Herald's ids (`her2-<hook>`). Rejects where the port cannot be had.
 */
export async function startSimulatedEhr(options: SimulatedEhrOptions): Promise<SimulatedEhr> {
  const now = options.now ?? Date.now;
  const key = await makeClientKey(now);
  const accessToken = randomUUID();
  const { chart, port = 0, slowMs = 10_000 } = options;
  const server = await startSimulatedServer({ chart, accessToken, jwks: key.jwks, port, slowMs });
  const open: Open = { discovered: new Map(), chart, key, server, accessToken };
  return {
    origin: server.origin,
    tenant: {
      id: 'simulator',
      issuer: server.origin,
      jwks: { url: `${server.origin}/jwks.json` },
      fhirServers: [{ url: server.fhirBase }],
    },
    call: (hook) => callService(open, hook),
    authorization: (hook, path) => bearer(open, hook, path),
    sendFeedback: async (hook, { body }, outcome) => {
      const at = new Date(now()).toISOString();
      const feedback = objectsAt(asFields(body), 'cards').map((card) => feedbackOn(card, outcome, at));
      const path = `/cds-services/her2-${hook.hook}/feedback`;
      return (await post(open, hook, { path, body: { feedback } })).status;
    },
    close: () => server.close(),
  };
}
