import type { RequestHandler } from 'express';
import type { EventLog } from './audit/event-log.js';
import type { Config } from './config.js';
import { insightsExport, insightsSummary, insightsSummaryCsv } from './http/insights.js';
import { jsonBody } from './http/json-body.js';
import { metricsText } from './http/metrics.js';
import { operatorOnly } from './http/operator.js';
import { openOperatorSession, operatorSessions } from './http/operator-session.js';
import { limitOperatorTries } from './http/operator-tries.js';
import type { Metrics } from './metrics/metrics.js';
import type { Store } from './store/open-store.js';
import type { Tenant } from './tenants.js';

export interface OperatorRoutesOptions {
  readonly config: Config;
  readonly tenants: readonly Tenant[];
  readonly metrics: Metrics;
  readonly store: Store;
  readonly log: EventLog;
}

/** A route and who answers it. */
export interface OperatorRoute {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly handlers: readonly RequestHandler[];
}

/** Routes of the operator alone: metrics, insights of one tenant at a time, and the sign-in of the insights page. */
export function operatorRoutes(options: OperatorRoutesOptions): readonly OperatorRoute[] {
  const { config, metrics, store, log } = options;
  const { operatorTokenHash: tokenHash } = config.keeping;
  const sessions = operatorSessions(Date.now);
  const token = { openWithoutToken: config.mode === 'open', ...(tokenHash === undefined ? {} : { tokenHash }) };
  const door = operatorOnly({ ...token, acceptsCookie: sessions.accepts });
  // Without a token there is nothing to guess.
  const tries = tokenHash === undefined ? [] : [limitOperatorTries()];
  const get = (path: string, handler: RequestHandler): OperatorRoute => ({
    ...{ method: 'get', path },
    handlers: [...tries, door, handler],
  });
  const tenants = config.mode === 'open' ? ['open'] : options.tenants.map((tenant) => tenant.id);
  const insights = { store, tenants, log, today: () => new Date().toISOString().slice(0, 10) };
  return [
    get('/metrics', metricsText(metrics)),
    get('/insights/summary.json', insightsSummary(insights)),
    get('/insights/summary.csv', insightsSummaryCsv(insights)),
    get('/insights/interventions.csv', insightsExport(insights, 'csv')),
    get('/insights/interventions.ndjson', insightsExport(insights, 'ndjson')),
    get('/insights/tenants', (_request, response) => {
      response.json({ tenants });
    }),
    {
      method: 'post',
      path: '/insights/session',
      handlers: [...tries, ...jsonBody(), openOperatorSession(token, sessions)],
    },
  ];
}
