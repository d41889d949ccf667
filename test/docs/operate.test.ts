import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { configNames } from '../../src/config.js';
import { failureWords } from '../../src/fhir/client/fhir-reply.js';
import { makeMemoryJtiStore } from '../../src/http/jti-store.js';
import { openMetrics } from '../../src/metrics/metrics.js';
import { steps } from '../../src/steps.js';
import { type Keeper, openKeeper } from '../../src/store/keeper.js';
import { migrate, openStore } from '../../src/store/open-store.js';
import { sqlitePlace, type TestPlace } from '../support/both-stores.js';
import { readRequest } from '../support/line-context.js';
import { sectionOf, tableRows } from '../support/markdown-tables.js';
import { runHerald } from '../support/running-herald.js';
import { listFiles, readText } from '../support/source-files.js';

const text = readText('docs/operate.md');
const manifests = readText('deploy/kubernetes/herald.yaml') + readText('deploy/kubernetes/pod-monitor.yaml');

/** The code of a kind in a section, fences and indentation left out. */
function codeOf(heading: string, kind: string): readonly string[] {
  const blocks = sectionOf(text, heading).matchAll(new RegExp(`^( *)\`\`\`${kind}\\b.*\\n([^]*?)^ *\`\`\``, 'gm'));
  return [...blocks].map(([, indent = '', code = '']) => code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

/** Members of a union of words, as the source declares it. */
function membersOf(file: string, union: string): readonly string[] {
  const declared = new RegExp(`type ${union} =([^;]*);`).exec(readText(file))?.[1] ?? '';
  return [...declared.matchAll(/'([\w-]+)'/g)].map(([, word = '']) => word);
}

function shell(command: string, env: Readonly<Record<string, string>>): string {
  return execFileSync('sh', ['-ec', command], { env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' }).trim();
}

const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 250 && !(await holds()); tries += 1) await new Promise((done) => setTimeout(done, 20));
};

describe('docs/operate.md names what is there', () => {
  test('files of the repository', () => {
    const named = [...text.matchAll(/`((?:deploy|scripts)\/[\w./-]*\w)`/g)].map(([, file = '']) => file);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((file) => !listFiles().includes(file))).toEqual([]);
  });

  test('variables of the configuration', () => {
    const named = [...text.matchAll(/HERALD_[A-Z_]+/g)].map(([name]) => name);
    expect(named.filter((name) => !Object.hasOwn(configNames, name))).toEqual([]);
  });

  test('secrets and their keys as the manifests refer to them', () => {
    const [install = ''] = codeOf('Install on Kubernetes', 'sh');
    const keys = [...install.matchAll(/--from-(?:literal|file)=([\w.-]+)/g)].map(([, key = '']) => key);
    expect(keys).toEqual(['database-url', 'hash-key', 'operator-token-hash', 'tenants.json', 'token']);
    expect(keys.filter((key) => !manifests.includes(key))).toEqual([]);
    const names = [...install.matchAll(/create secret generic ([\w-]+)/g)].map(([, name = '']) => name);
    expect(names.filter((name) => !new RegExp(`[nN]ame: ${name}\\b`).test(manifests))).toEqual([]);
  });

  test('each variable of the configuration once, and no other', () => {
    const listed = tableRows(sectionOf(text, 'Configuration')).map(([name]) => name);
    expect(listed).toEqual(Object.keys(configNames));
  });

  test('each event of the log, each cause of lacking data, each reason why a server is not called', () => {
    const log = sectionOf(text, 'What the log says');
    const events = [...readText('src/audit/event-log.ts').matchAll(/event: '([\w-]+)'/g)].map(([, name]) => name);
    const rows = tableRows(log).map(([first = '']) => first.split(/[`, ]+/).filter((word) => word !== ''));
    const words = rows.flat().toSorted();
    expect(words).toEqual([...events, ...Object.keys(failureWords)].toSorted());
    const refusals = membersOf('src/fhir/origin.ts', 'OriginRefusal');
    expect(refusals.length).toBeGreaterThan(3);
    expect(refusals.filter((word) => !log.includes(`\`${word}\``))).toEqual([]);
  });

  test('each alert that is shipped', () => {
    const shipped = [...readText('deploy/monitoring/alerts.yaml').matchAll(/alert: (\w+)/g)].map(([, name]) => name);
    const told = [...sectionOf(text, 'Watch').matchAll(/`(Herald\w+)`/g)].map(([, name]) => name);
    expect([...new Set(told)].toSorted()).toEqual(shipped.toSorted());
  });

  test('every step that leaves a span', () => {
    const traces = sectionOf(text, 'Traces');
    expect(steps.filter((step) => !traces.includes(`\`${step}\``))).toEqual([]);
  });
});

describe('its commands do what it says', () => {
  test('the hash of an operator token opens the door of the operator', async () => {
    const [command = ''] = codeOf('Rotate keys', 'sh');
    const hash = shell(command, { TOKEN: 'an-operator-token-of-some-length' });
    const herald = await runHerald({ env: { HERALD_OPERATOR_TOKEN_HASH: hash } });
    const ask = async (token: string): Promise<number> =>
      (await fetch(`${herald.url}/metrics`, { headers: { Authorization: `Bearer ${token}` } })).status;
    const statuses = [await ask('an-operator-token-of-some-length'), await ask('another')];
    await herald.drain();
    expect(statuses).toEqual([200, 401]);
  });

  const hasSqlite = spawnSync('sqlite3', ['--version']).status === 0;
  const testWithSqlite = hasSqlite ? test : test.skip;
  let place: TestPlace;
  let directory: string;
  beforeAll(async () => {
    place = await sqlitePlace();
    if (place.place.kind !== 'sqlite') throw new Error('not a file');
    directory = place.place.directory;
  });
  afterAll(() => place.remove());

  const open = (hashKey: string): Keeper =>
    openKeeper({
      ...{ hashKey, store: openStore(place.place), metrics: openMetrics(), onFailure: () => undefined },
      retention: { decisionDays: 400, feedbackDays: 400 },
      localTokenIds: makeMemoryJtiStore({ now: Date.now }).claim,
    });
  /** Has a call answered with a card, and waits until it is kept. */
  async function showCard(keeper: Keeper): Promise<void> {
    await until(() => keeper.state() === 'up');
    const herald = await runHerald({ keeper });
    const hookInstance = crypto.randomUUID();
    const { fhirServer: _server, fhirAuthorization: _access, ...call } = readRequest('patient-view-low');
    await herald.post('/cds-services/her2-patient-view', { ...call, hookInstance });
    await herald.drain();
    const { db } = keeper.store;
    const kept = () => db.selectFrom('cards').select('uuid').where('hook_instance', '=', hookInstance).execute();
    await until(async () => (await kept()).length > 0);
  }
  /** How many cards the patient is remembered to have been shown. */
  async function remembered(keeper: Keeper): Promise<number> {
    const quiet = { shown: 14, overridden: () => 180, accepted: 30 };
    const patient = 'Patient/low-1plus-hr-positive';
    let shown = -1;
    await until(async () => {
      const memory = await keeper.recall({ tenant: 'open', patient, hookInstance: '', quiet });
      if (memory.available) shown = memory.shown.length;
      return memory.available;
    });
    return shown;
  }

  test('a new hash key finds no memory of the old one, and the old hashes can be replaced', async () => {
    const before = open('a'.repeat(32));
    await showCard(before);
    const ofOldKey = await remembered(before);
    await before.close(1_000);
    const after = open('b'.repeat(32));
    await until(() => after.state() === 'up');
    const ofNewKey = await remembered(after);
    const [statements = ''] = codeOf('Rotate keys', 'sql');
    const { db } = after.store;
    for (const statement of statements.split(';').filter((each) => each.trim() !== '')) {
      await sql.raw(statement).execute(db);
    }
    const patients = await db.selectFrom('decisions').select('patient').distinct().execute();
    await after.close(1_000);
    expect([ofOldKey, ofNewKey]).toEqual([1, 0]);
    expect(patients).toEqual([{ patient: 'rotated' }]);
  });

  testWithSqlite(
    'a backup taken while the store is open holds every commit and can be restored (skipped where sqlite3 is not installed)',
    async () => {
      const keeper = open('c'.repeat(32));
      await showCard(keeper);
      const count = async (store: Keeper['store']): Promise<number> =>
        (await store.db.selectFrom('decisions').select('id').execute()).length;
      const kept = await count(keeper.store);
      const backup = path.join(directory, 'backup');
      mkdirSync(backup);
      const command = codeOf('Back up and restore', 'sh').find((code) => code.includes('sqlite3')) ?? '';
      shell(command, { HERALD_DATA: directory, BACKUP: backup });
      await keeper.close(1_000);
      expect(existsSync(path.join(backup, 'herald.sqlite-wal'))).toBe(false);
      const restored = openStore({ kind: 'sqlite', directory: backup });
      await migrate(restored);
      expect(kept).toBeGreaterThan(0);
      expect(await count(restored)).toBe(kept);
      await restored.close();
    },
  );
});

test('the tables that docs/operate.md lists are the tables of the store', () => {
  const created = [...readText('src/store/migrations.ts').matchAll(/createTable\('(\w+)'\)/g)].map(([, name]) => name);
  const listed = tableRows(sectionOf(text, 'What a replica is')).map(([name]) => name);
  expect(listed).toEqual(created);
});
