import { createApp } from '../../src/app.js';
import { openEventLog } from '../../src/audit/event-log.js';
import { readConfig } from '../../src/config.js';
import type { FeedbackSink } from '../../src/http/feedback.js';
import { makeMemoryJtiStore } from '../../src/http/jti-store.js';
import { openReadiness } from '../../src/http/readiness.js';
import { startServer, type Timeouts } from '../../src/http/server.js';
import { loadKnowledge, loadKnowledgeBySite } from '../../src/knowledge/load.js';
import { openMetrics } from '../../src/metrics/metrics.js';
import type { Keeper } from '../../src/store/keeper.js';
import { parseTenants, type Tenant } from '../../src/tenants.js';
import { type CountedFeedback, countFeedback } from './counted-feedback.js';
import { noKeeper } from './no-keeper.js';

export interface RunningHerald {
  readonly url: string;
  readonly port: number;
  /** Lines of the log so far. */
  readonly lines: readonly string[];
  readonly memory: CountedFeedback;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  drain(): Promise<void>;
}

const knowledge = loadKnowledge();

interface Options {
  readonly sink?: FeedbackSink;
  /** Keeps feedback too. */
  readonly keeper?: Keeper;
  readonly bodyLimit?: number;
  /** Forged signatures a minute and address. */
  readonly mostForged?: number;
  readonly timeouts?: Timeouts;
  /** Entries of the tenants file: starts in tenants mode, as `publicUrl`, at noon of the fixed day. */
  readonly tenants?: readonly unknown[];
  readonly env?: Readonly<Record<string, string>>;
  /** Directory of site files. */
  readonly sites?: string;
  /** Folder of the built pages. */
  readonly pages?: string;
}

/** URL under which a Herald in tenants mode knows itself. */
export const publicUrl = 'https://cds.example.org/herald';
/** Noon of the fixed day, milliseconds since 1970. */
export const noon = Date.UTC(2026, 10, 24, 12);

function tenantsOf(entries: readonly unknown[] | undefined): readonly Tenant[] {
  if (entries === undefined) return [];
  const parsed = parseTenants(JSON.stringify({ tenants: entries }), () => '');
  if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
  return parsed.tenants;
}

/** Starts the server on a free loopback port with a fixed day; `body` strings and bytes are sent as they are. */
export async function runHerald(options: Options = {}): Promise<RunningHerald> {
  const mode =
    options.tenants === undefined
      ? { HERALD_AS_OF: '2026-11-24' }
      : {
          ...{ HERALD_MODE: 'tenants', HERALD_TENANTS: 'tenants.json', HERALD_PUBLIC_URL: publicUrl },
          ...{ HERALD_HASH_KEY: 'k'.repeat(32), HERALD_DATA: 'data' },
        };
  const read = readConfig({ HERALD_PORT: '0', ...mode, ...options.env });
  if (read.kind === 'refused') throw new Error('the configuration of the tests is refused');
  const lines: string[] = [];
  const tenants = tenantsOf(options.tenants);
  const directories = options.sites === undefined ? {} : { sites: options.sites };
  const named = tenants.flatMap(({ site }) => site ?? []);
  const memory = countFeedback();
  const readiness = openReadiness();
  const app = createApp({
    config: read.config,
    knowledge: options.sites === undefined ? knowledge : loadKnowledge(directories),
    ...(named.length === 0 ? {} : { siteKnowledge: loadKnowledgeBySite(named, directories) }),
    tenants,
    ...(options.tenants === undefined ? {} : { now: () => noon }),
    log: openEventLog({ write: (line) => lines.push(line) }),
    ...(options.keeper === undefined ? { sink: options.sink ?? memory } : {}),
    readiness,
    keeper: options.keeper ?? noKeeper({ claimTokenId: makeMemoryJtiStore({ now: () => noon }).claim }),
    metrics: openMetrics(),
    ...(options.pages === undefined ? {} : { pages: options.pages }),
    ...(options.mostForged === undefined ? {} : { mostForged: options.mostForged }),
    ...(options.bodyLimit === undefined ? {} : { bodyLimit: options.bodyLimit }),
  });
  const server = await startServer(app, {
    ...{ host: '127.0.0.1', port: 0, readiness },
    ...(options.timeouts === undefined ? {} : { timeouts: options.timeouts }),
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    port: server.port,
    lines,
    memory,
    post: (path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
      }),
    drain: () => server.drain(),
  };
}
