import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { v5 } from 'uuid';
import { serviceOf, services } from '../hooks/index.js';
import type { LineContext } from './answer.js';
import type { EventLog } from './audit/event-log.js';
import { discover } from './cds/discovery.js';
import { defaultPolicy } from './clinical/advice/policy.js';
import type { Day } from './clinical/facts/dates.js';
import type { Config } from './config.js';
import { problem } from './errors.js';
import { crossOrigin, hostCheck } from './http/allowed-callers.js';
import { assessRoute } from './http/assess.js';
import { type FeedbackSink, feedback } from './http/feedback.js';
import { invoke } from './http/invoke.js';
import { jsonBody } from './http/json-body.js';
import { landing } from './http/landing.js';
import { sendProblem } from './http/problem-response.js';
import { closeWhileStopping, healthz, type Readiness, readyz } from './http/readiness.js';
import { named, requestLine } from './http/request-line.js';
import { unexpectedError } from './http/unexpected-error.js';
import type { Knowledge } from './knowledge/schema.js';

export interface AppDependencies {
  readonly config: Config;
  readonly knowledge: Knowledge;
  readonly log: EventLog;
  readonly sink: FeedbackSink;
  readonly readiness: Readiness;
  /** Bytes after inflation; 4 MiB where absent. */
  readonly bodyLimit?: number;
}

/** Namespace of the card uuids (version 5); a constant of this product, so that the same card has the same uuid everywhere. */
const cardNamespace = '5f0c6c0e-6d0a-4a52-9a0c-3f1f5b1d7c55';

interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly handlers: readonly RequestHandler[];
}

function today(config: Config): () => Day {
  return () => config.asOf ?? new Date().toISOString().slice(0, 10);
}

function contextOf({ config, knowledge }: AppDependencies): () => LineContext {
  const day = today(config);
  return () => ({
    knowledge,
    policy: { ...defaultPolicy, region: config.region },
    language: config.language,
    tenant: 'open',
    today: day(),
    nameUuid: (name) => v5(name, cardNamespace),
    notice: 'synthetic-data-only',
  });
}

function routesOf(deps: AppDependencies): readonly Route[] {
  const { config, knowledge, log, sink, readiness } = deps;
  const discovery = discover(services, knowledge);
  const body = jsonBody(deps.bodyLimit);
  const get = (path: string, handler: RequestHandler): Route => ({ method: 'get', path, handlers: [handler] });
  const post = (path: string, handler: RequestHandler): Route => ({
    method: 'post',
    path,
    handlers: [...body, handler],
  });
  return [
    get('/', landing(knowledge.version)),
    get('/healthz', healthz),
    get('/readyz', readyz(readiness, knowledge.version)),
    get('/cds-services', (_request, response) => {
      response.json(discovery);
    }),
    post('/cds-services/:id', invoke({ findService: serviceOf, context: contextOf(deps), log })),
    post('/cds-services/:id/feedback', feedback({ findService: serviceOf, sink, log })),
    post('/assess', assessRoute({ knowledge, today: today(config) })),
  ];
}

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function wrongMethod(allow: string): RequestHandler {
  return (_request, response) => {
    response.set('Allow', allow);
    sendProblem(response, problem('METHOD_NOT_ALLOWED'));
  };
}

/** Composes the HTTP application. Nothing listens yet; every dependency comes in. */
export function createApp(deps: AppDependencies): Express {
  const app = express();
  app.set('query parser', false);
  app.set('etag', false);
  app.set('trust proxy', false);
  app.use(requestLine(deps.log), hostCheck(deps.config.acknowledged));
  // Over plain loopback http, Strict-Transport-Security and upgraded requests would only lock a developer out.
  const security = helmet({
    strictTransportSecurity: false,
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  });
  app.use(security, ...crossOrigin(), noStore, closeWhileStopping(deps.readiness));
  for (const { method, path, handlers } of routesOf(deps)) {
    app[method](path, named(path), ...handlers);
    app.all(path, named(path), wrongMethod(method === 'get' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS'));
  }
  app.use((_request, response) => sendProblem(response, problem('ROUTE_UNKNOWN')));
  app.use(unexpectedError(deps.log));
  return app;
}
