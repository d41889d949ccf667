import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import { type EventLog, errorName } from '../audit/event-log.js';
import { problem } from '../errors.js';
import { type InsightsQuery, readInterventions, readTallies } from '../store/insights.js';
import type { Store } from '../store/open-store.js';
import { type Summary, summarise } from '../store/summary.js';
import { readInsightsQuery } from './insights-query.js';
import { csvLine, type ExportRow, interventionRow } from './insights-rows.js';
import { sendProblem } from './problem-response.js';

export interface InsightsDependencies {
  readonly store: Store;
  /** Ids of the tenants that there are. */
  readonly tenants: readonly string[];
  readonly today: () => string;
  readonly log: EventLog;
}

type Answer = (query: InsightsQuery, response: Response) => Promise<void>;

/** Reads the query, and answers 503 where the store fails before the first byte. */
function insightsRoute(deps: InsightsDependencies, answer: Answer): RequestHandler {
  return async (request: Request, response: Response) => {
    const query = readInsightsQuery(request.url, { tenants: deps.tenants, today: deps.today() });
    if (query.kind === 'problem') {
      sendProblem(response, query);
      return;
    }
    try {
      await answer(query, response);
    } catch (error) {
      deps.log.failed({ requestId: response.locals.requestId, error: errorName(error) });
      // Half an export that ends like a whole one would be believed: after the first byte the connection is cut.
      sendProblem(response, problem('STORE_UNREACHABLE'));
    }
  };
}

const summaryOf = async ({ db }: Store, query: InsightsQuery): Promise<Summary> =>
  summarise(await readTallies(db, query));

/** `GET /insights/summary.json`: counts of one tenant by week, below five as `<5`. */
export function insightsSummary(deps: InsightsDependencies): RequestHandler {
  return insightsRoute(deps, async ({ tenant, from, to }, response) => {
    response.json({ tenant, from, to, ...(await summaryOf(deps.store, { tenant, from, to })) });
  });
}

const summaryColumns = ['measure', 'week', 'service', 'value', 'category', 'reason', 'count'] as const;

/** `GET /insights/summary.csv`: the lines of the summary as a table. */
export function insightsSummaryCsv(deps: InsightsDependencies): RequestHandler {
  return insightsRoute(deps, async (query, response) => {
    const { lines } = await summaryOf(deps.store, query);
    const rows = lines.map((line) => csvLine(summaryColumns.map((name) => line[name])));
    response.type('text/csv').send(csvLine(summaryColumns) + rows.join(''));
  });
}

async function* rowsOf({ db }: Store, query: InsightsQuery): AsyncGenerator<readonly ExportRow[], void, void> {
  for await (const page of readInterventions(db, query)) yield page.map((row) => interventionRow(query.tenant, row));
}

async function* asNdjson(pages: AsyncIterable<readonly ExportRow[]>): AsyncGenerator<string, void, void> {
  for await (const page of pages) yield page.map((row) => `${JSON.stringify(row)}\n`).join('');
}

async function* asCsv(
  pages: AsyncIterable<readonly ExportRow[]>,
  columns: readonly string[],
): AsyncGenerator<string, void, void> {
  let header = csvLine(columns);
  for await (const page of pages) {
    yield header + page.map((row) => csvLine(Object.values(row))).join('');
    header = '';
  }
  if (header !== '') yield header;
}

/** The same text, its first part read already: a store that does not answer is known before the first byte is sent. */
async function begun(text: AsyncGenerator<string, void, void>): Promise<AsyncIterable<string>> {
  const first = await text.next();
  return (async function* whole() {
    if (first.done !== true) yield first.value;
    yield* text;
  })();
}

const noIntervention = {
  ...{ at: '', uuid: '', service: '', topic: '', kind: '', indicator: '', category: '', clinician: null },
  ...{ outcome: null, suggestion: null, outcome_at: null, reason_code: null, commented: null },
};

/** `GET /insights/interventions.csv` and `.ndjson`: every card shown and what was answered to it, streamed. */
export function insightsExport(deps: InsightsDependencies, format: 'csv' | 'ndjson'): RequestHandler {
  return insightsRoute(deps, async (query, response) => {
    const pages = rowsOf(deps.store, query);
    const columns = Object.keys(interventionRow(query.tenant, noIntervention));
    const text = await begun(format === 'csv' ? asCsv(pages, columns) : asNdjson(pages));
    response.type(format === 'csv' ? 'text/csv' : 'application/x-ndjson');
    response.set('Content-Disposition', `attachment; filename="interventions-${query.tenant}.${format}"`);
    await pipeline(Readable.from(text), response);
  });
}
