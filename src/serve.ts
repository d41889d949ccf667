import { readFileSync } from 'node:fs';
import { createApp } from './app.js';
import { type EventLog, errorName, openEventLog } from './audit/event-log.js';
import { type Config, readConfig } from './config.js';
import { openReadiness } from './http/readiness.js';
import { type RunningServer, startServer } from './http/server.js';
import { keep } from './keep.js';
import { KnowledgeError } from './knowledge/knowledge-error.js';
import { loadKnowledge, loadKnowledgeBySite } from './knowledge/load.js';
import type { Knowledge } from './knowledge/schema.js';
import { openMetrics } from './metrics/metrics.js';
import type { Keeper } from './store/keeper.js';
import { loadTenants, type Tenant } from './tenants.js';

/** Exit codes of the server process. */
const exitCodes = { ok: 0, refused: 2, crashed: 70 } as const;

/** What a person at the terminal wants to know: where it is, and one request to try. On standard error; standard output is the log. */
function welcome(url: string, config: Config): string {
  return config.mode === 'open'
    ? openWelcome(url)
    : `\nHerald listens on ${url} for the clients of ${config.publicUrl}\n\n`;
}

function openWelcome(url: string): string {
  const body =
    '{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Observation","id":"r1","status":"final",' +
    '"code":{"coding":[{"system":"http://loinc.org","code":"85319-2"}]},"effectiveDateTime":"2026-06-01","valueString":"1+"}}]}';
  return [
    '',
    `Herald listens on ${url} (open mode: synthetic data only)`,
    `  sandbox    ${url}/`,
    `  discovery  ${url}/cds-services`,
    `  services   ${url}/cds-services/her2-patient-view  her2-order-select  her2-order-sign`,
    `  assess     ${url}/assess?asOf=YYYY-MM-DD`,
    '',
    'Try it:',
    `  curl -s ${url}/assess -H 'Content-Type: application/json' -d '${body}'`,
    '',
    '',
  ].join('\n');
}

function urlOf({ scheme, host, port }: RunningServer): string {
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Bugs end the process, with the class of the error and nothing of its message; requests never cause one. */
function endOnCrash(log: EventLog): void {
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    process.on(event, (error: unknown) => {
      log.failed({ error: errorName(error) });
      process.exit(exitCodes.crashed);
    });
  }
}

/** Milliseconds in which decisions that wait are written before the process ends. */
const closingMs = 5_000;

/** Answers what is in flight, writes what waits, ends. A second signal changes nothing. */
function drainOnSignal({ server, keeper, log }: { server: RunningServer; keeper: Keeper; log: EventLog }): void {
  const stop = (signal: string): void => {
    log.draining({ signal });
    const end = (): never => {
      log.stopped();
      process.exit(exitCodes.ok);
    };
    server
      .drain()
      .then(() => keeper.close(closingMs))
      .then(end, end);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** A file that the configuration names and that cannot be used. The message names the variable and what is wrong, not the content. */
class ConfiguredFileError extends Error {}

function tenantsOf(config: Config): readonly Tenant[] {
  if (config.mode === 'open') return [];
  const loaded = loadTenants(config.tenants);
  if (loaded.kind === 'tenants') return loaded.tenants;
  const problems = loaded.problems.map(({ path, problem }) => `${path === '' ? 'tenants file' : path}: ${problem}`);
  throw new ConfiguredFileError(`HERALD_TENANTS: ${problems.join('; ')}`);
}

/** What each tenant's site knows. A tenant that names a site which nobody has would have its results overlooked. */
function siteKnowledgeOf(config: Config, tenants: readonly Tenant[]): ReadonlyMap<string, Knowledge> {
  const named = tenants.flatMap(({ site }) => site ?? []);
  if (named.length === 0) return new Map();
  const loaded = loadKnowledgeBySite(named, config.sites === undefined ? {} : { sites: config.sites });
  const unknown = tenants.findIndex(({ site }) => site !== undefined && !loaded.has(site));
  if (unknown >= 0) throw new ConfiguredFileError(`HERALD_TENANTS: tenants[${unknown}].site: no site file has this id`);
  return loaded;
}

function readPem(file: string, name: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfiguredFileError(`${name}: the file cannot be read`);
  }
}

function tlsOf({ tls }: Config): { tls?: { readonly cert: string; readonly key: string } } {
  if (tls === undefined) return {};
  return { tls: { cert: readPem(tls.cert, 'HERALD_TLS_CERT'), key: readPem(tls.key, 'HERALD_TLS_KEY') } };
}

async function start(config: Config): Promise<void> {
  const log = openEventLog();
  endOnCrash(log);
  const knowledge = loadKnowledge(config.sites === undefined ? {} : { sites: config.sites });
  const readiness = openReadiness();
  const tenants = tenantsOf(config);
  const siteKnowledge = siteKnowledgeOf(config, tenants);
  const metrics = openMetrics();
  const keeper = keep(config, { metrics, onFailure: (error) => log.failed({ error: errorName(error) }) });
  const app = createApp({ config, knowledge, siteKnowledge, tenants, log, readiness, keeper, metrics });
  const address = { host: config.host, port: config.port, readiness, ...tlsOf(config) };
  const server = await startServer(app, address).catch(async (error: unknown) => {
    await keeper.close(closingMs);
    throw error;
  });
  drainOnSignal({ server, keeper, log });
  log.started({ url: urlOf(server), mode: config.mode, knowledge: knowledge.version });
  process.stderr.write(welcome(urlOf(server), config));
}

/** What the system says of an address or a folder that cannot be had: which variable to change. */
const systemReasons: ReadonlyMap<string, string> = new Map([
  ['Error:EADDRINUSE', 'HERALD_PORT: another program listens on this port already'],
  ['Error:EADDRNOTAVAIL', 'HERALD_HOST: this machine has no such address'],
  ['Error:ENOTFOUND', 'HERALD_HOST: this machine has no such address'],
  ['Error:EACCES', 'HERALD_PORT or HERALD_DATA: this user has no access'],
  ['Error:EROFS', 'HERALD_DATA: the folder cannot be written'],
  ['Error:ENOENT', 'HERALD_DATA: no folder can be made there'],
  ['Error:EPERM', 'HERALD_DATA: no folder can be made there'],
  ['Error:SQLITE_CANTOPEN', 'HERALD_DATA: no database file can be opened there'],
  ['SqliteError:SQLITE_NOTADB', 'HERALD_DATA: herald.sqlite there is no database; put the backup in its place'],
  ['SqliteError:SQLITE_CORRUPT', 'HERALD_DATA: herald.sqlite there is damaged; put the backup in its place'],
  ['Error:EEXIST', 'HERALD_DATA: is no folder'],
  ['Error:ENOTDIR', 'HERALD_DATA: is no folder'],
]);

/** Why a start failed, in one line a person can act on: our own errors speak; of others only the class and code. */
function reasonOf(error: unknown): string {
  if (error instanceof KnowledgeError || error instanceof ConfiguredFileError) return error.message;
  const name = errorName(error);
  if (/^Error:ERR_OSSL/.test(name))
    return `HERALD_TLS_CERT or HERALD_TLS_KEY: no certificate and its key in PEM (${name})`;
  return systemReasons.get(name) ?? name;
}

/** Starts the server from an environment. A refused configuration or start is told on standard error and ends the process. */
export async function serve(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const read = readConfig(env);
  if (read.kind === 'refused') {
    for (const { name, problem } of read.problems) process.stderr.write(`herald: ${name}: ${problem}\n`);
    process.exit(exitCodes.refused);
  }
  try {
    await start(read.config);
  } catch (error) {
    process.stderr.write(`herald: could not start: ${reasonOf(error)}\n`);
    process.exit(exitCodes.refused);
  }
}
