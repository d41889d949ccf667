import type { RequestHandler } from 'express';
import type { EventLog } from './audit/event-log.js';
import type { Config } from './config.js';
import { insightsExport, insightsSummary, insightsSummaryCsv } from './http/insights.js';
import { metricsText } from './http/metrics.js';
import { operatorOnly } from './http/operator.js';
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

/** Routes of the operator alone, by their path: metrics, and insights of one tenant at a time. */
export function operatorRoutes(options: OperatorRoutesOptions): readonly (readonly [string, RequestHandler[]])[] {
  const { config, metrics, store, log } = options;
  const { operatorTokenHash: tokenHash } = config.keeping;
  const door = operatorOnly({
    openWithoutToken: config.mode === 'open',
    ...(tokenHash === undefined ? {} : { tokenHash }),
  });
  const tenants = config.mode === 'open' ? ['open'] : options.tenants.map((tenant) => tenant.id);
  const insights = { store, tenants, log, today: () => new Date().toISOString().slice(0, 10) };
  return [
    ['/metrics', [door, metricsText(metrics)]],
    ['/insights/summary.json', [door, insightsSummary(insights)]],
    ['/insights/summary.csv', [door, insightsSummaryCsv(insights)]],
    ['/insights/interventions.csv', [door, insightsExport(insights, 'csv')]],
    ['/insights/interventions.ndjson', [door, insightsExport(insights, 'ndjson')]],
  ];
}
