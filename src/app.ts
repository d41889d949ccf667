import express, { type Express, type RequestHandler } from 'express';
import { parse, v5 } from 'uuid';
import { serviceOf, services } from '../hooks/index.js';
import type { LineContext } from './answer.js';
import type { EventLog } from './audit/event-log.js';
import { discover } from './cds/discovery.js';
import { prefetchTemplates } from './cds/prefetch-templates.js';
import type { Day } from './clinical/facts/dates.js';
import type { Config } from './config.js';
import { problem } from './errors.js';
import type { ResolveName } from './fhir/target.js';
import { type Admission, admission } from './http/admission.js';
import { crossOrigin, hostCheck, isAllowedOrigin } from './http/allowed-callers.js';
import { assessRoute } from './http/assess.js';
import { type Client, openClient } from './http/client.js';
import { type FeedbackSink, feedback } from './http/feedback.js';
import { type InvokeDependencies, invoke } from './http/invoke.js';
import { jsonBody } from './http/json-body.js';
import { landing } from './http/landing.js';
import { countRequests } from './http/metrics.js';
import { openApi } from './http/openapi.js';
import { type PageDependencies, pageRoutes } from './http/page-routes.js';
import { sendProblem } from './http/problem-response.js';
import { closeWhileStopping, healthz, type Readiness, readyz } from './http/readiness.js';
import { named, requestLine } from './http/request-line.js';
import { orderables } from './http/sandbox-orderables.js';
import { runSteps } from './http/sandbox-steps.js';
import { securityHeaders } from './http/security-headers.js';
import { storedFeedback } from './http/stored-feedback.js';
import { unexpectedError } from './http/unexpected-error.js';
import { readKnowledgeFiles } from './knowledge/load.js';
import type { Knowledge } from './knowledge/schema.js';
import type { Metrics } from './metrics/metrics.js';
import { observeCalls } from './observe-calls.js';
import { operatorRoutes } from './operator-routes.js';
import { quietDaysOf } from './quiet-days.js';
import type { Keeper } from './store/keeper.js';
import type { Tenant } from './tenants.js';
import { tracedSteps } from './tracing.js';

export interface AppDependencies {
  readonly config: Config;
  readonly knowledge: Knowledge;
  /** What the records of tenants with a site are read with, by its id; `knowledge` where absent. Discovery is one for all. */
  readonly siteKnowledge?: ReadonlyMap<string, Knowledge>;
  readonly log: EventLog;
  /** What is remembered and recorded, and where feedback is kept. */
  readonly keeper: Keeper;
  readonly metrics: Metrics;
  /** Takes feedback; the keeper where absent. */
  readonly sink?: FeedbackSink;
  readonly readiness: Readiness;
  /** Who may call, in tenants mode. */
  readonly tenants?: readonly Tenant[];
  /** Resolves the names of FHIR and key servers; the system's resolver where absent. */
  readonly resolveName?: ResolveName;
  /** Milliseconds since 1970; the machine's clock where absent. */
  readonly now?: () => number;
  /** Forged signatures a minute and address; 3,000 where absent. */
  readonly mostForged?: number;
  /** Bytes after inflation; 4 MiB where absent. */
  readonly bodyLimit?: number;
  /** Folder of the built pages; the ones beside the program where absent. */
  readonly pages?: string;
}

/** Namespace of the card uuids (version 5); a constant of this product, so that the same card has the same uuid everywhere. */
const cardNamespace = parse('5f0c6c0e-6d0a-4a52-9a0c-3f1f5b1d7c55');

interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly handlers: readonly RequestHandler[];
}

function today({ config, now = Date.now }: AppDependencies): () => Day {
  return () => (config.mode === 'open' ? config.asOf : undefined) ?? new Date(now()).toISOString().slice(0, 10);
}

/** Memory of a client's patient; none is asked for where the client wants nothing held back. */
function recallOf(keeper: Keeper, { id: tenant, suppression }: Client): Pick<LineContext, 'recall'> {
  if (suppression === undefined) return {};
  const quiet = quietDaysOf(suppression);
  return { recall: ({ patient, hookInstance }) => keeper.recall({ tenant, patient, hookInstance, quiet }) };
}

function knowledgeOf({ knowledge, siteKnowledge }: AppDependencies, { site }: Client): Knowledge {
  return (site === undefined ? undefined : siteKnowledge?.get(site)) ?? knowledge;
}

function contextOf(deps: AppDependencies): InvokeDependencies['context'] {
  const { config, keeper, metrics } = deps;
  const day = today(deps);
  return (client) => ({
    ...recallOf(keeper, client),
    knowledge: knowledgeOf(deps, client),
    policy: client.policy,
    language: client.language,
    tenant: client.id,
    today: day(),
    callerMaySetDay: config.mode === 'open',
    nameUuid: (name) => v5(Buffer.from(name), cardNamespace),
    ...(client.notice === undefined ? {} : { notice: client.notice }),
    ...(client.launchesEvidence === true && config.mode === 'tenants'
      ? { evidenceUrl: `${config.publicUrl}/evidence/launch` }
      : {}),
    reach: { ...client.reach, open: (session) => client.reach.open({ ...session, observe: metrics.fhir }) },
    watch: tracedSteps,
  });
}

function admissionOf(deps: AppDependencies): Admission {
  return admission({
    ...{ config: deps.config, log: deps.log, tenants: deps.tenants ?? [], now: deps.now ?? Date.now },
    templates: prefetchTemplates(deps.knowledge),
    jtiStore: { claim: deps.keeper.claimTokenId },
    ...(deps.resolveName === undefined ? {} : { resolveName: deps.resolveName }),
    ...(deps.mostForged === undefined ? {} : { mostForged: deps.mostForged }),
  });
}

/** The routes that answer hooks, and the others. */
function routesOf(deps: AppDependencies): { readonly hooks: readonly Route[]; readonly others: readonly Route[] } {
  const { config, knowledge, log, readiness, keeper, metrics, tenants = [] } = deps;
  const sink = deps.sink ?? storedFeedback(keeper, () => new Date());
  const discovery = discover(services, knowledge);
  const description = openApi(services, config);
  const admitted = admissionOf(deps);
  const body = [...admitted.patientData, ...jsonBody(deps.bodyLimit)];
  const get = (path: string, handler: RequestHandler): Route => ({ method: 'get', path, handlers: [handler] });
  const post = (path: string, handler: RequestHandler): Route => ({
    method: 'post',
    path,
    handlers: [...body, handler],
  });
  const hooks = [
    post(
      '/cds-services/:id',
      invoke({ findService: serviceOf, context: contextOf(deps), log, observe: observeCalls(deps) }),
    ),
    post('/cds-services/:id/feedback', feedback({ findService: serviceOf, sink, log, count: metrics.feedback })),
  ];
  const others: readonly Route[] = [
    get('/', landing(knowledge.version, config.mode)),
    get('/healthz', healthz),
    get('/openapi.json', (_request, response) => response.json(description)),
    get('/readyz', readyz({ readiness, knowledge: knowledge.version, storeState: keeper.state })),
    {
      method: 'get',
      path: '/cds-services',
      handlers: [...admitted.discovery, (_request, response) => response.json(discovery)],
    },
    post('/assess', assessRoute({ knowledgeOf: (client) => knowledgeOf(deps, client), today: today(deps) })),
    ...operatorRoutes({ config, tenants, metrics, store: keeper.store, log }),
  ];
  return { hooks, others };
}

/** The steps of a call, for the sandbox: open mode alone has one. */
function stepsOf(deps: AppDependencies): PageDependencies['steps'] {
  const { config, knowledge } = deps;
  if (config.mode !== 'open') return async () => undefined;
  const client = openClient(config, prefetchTemplates(knowledge));
  return async (id, body) => {
    const service = serviceOf(id);
    return service === undefined ? undefined : runSteps(service, body, contextOf(deps)(client));
  };
}

function wrongMethod(allow: string): RequestHandler {
  return (_request, response) => {
    response.set('Allow', allow);
    sendProblem(response, problem('METHOD_NOT_ALLOWED'));
  };
}

/** In their order: each one before costs a hook call a look. */
function addRoutes(app: Express, routes: readonly Route[]): void {
  for (const { method, path, handlers } of routes) {
    app[method](path, named(path), ...handlers);
    app.all(path, named(path), wrongMethod(method === 'get' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS'));
  }
}

/** Composes the HTTP application. Nothing listens yet; every dependency comes in. */
export function createApp(deps: AppDependencies): Express {
  const { config } = deps;
  const origins = new Set((deps.tenants ?? []).flatMap((tenant) => tenant.browserOrigins));
  const isAllowed = config.mode === 'open' ? isAllowedOrigin : (origin: string): boolean => origins.has(origin);
  const app = express();
  app.set('query parser', false);
  app.set('etag', false);
  app.set('x-powered-by', false);
  app.set('trust proxy', config.trustProxy.length === 0 ? false : [...config.trustProxy]);
  app.use(requestLine(deps.log), countRequests(deps.metrics));
  if (config.mode === 'open') app.use(hostCheck(config.acknowledged));
  app.use(securityHeaders(config.mode === 'tenants' || config.tls !== undefined), crossOrigin(isAllowed));
  app.use(closeWhileStopping(deps.readiness));
  const { hooks, others } = routesOf(deps);
  addRoutes(app, hooks);
  app.use(
    pageRoutes({
      ...{ config, tenants: deps.tenants ?? [], today: today(deps) },
      ...(deps.pages === undefined ? {} : { folder: deps.pages }),
      orderables: () => orderables(deps.knowledge),
      steps: stepsOf(deps),
      knowledgeFiles: () => readKnowledgeFiles(config.sites === undefined ? {} : { sites: config.sites }),
    }),
  );
  addRoutes(app, others);
  app.use((_request, response) => sendProblem(response, problem('ROUTE_UNKNOWN')));
  app.use(unexpectedError(deps.log));
  return app;
}
