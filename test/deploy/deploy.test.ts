import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { configNames, readConfig } from '../../src/config.js';
import { openMetrics } from '../../src/metrics/metrics.js';
import { listFiles, readText } from '../support/source-files.js';
import { deployment, manifest } from './kubernetes-shapes.js';

function loadAll(text: string): readonly unknown[] {
  return parseAllDocuments(text, { strict: true }).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
}

const folder = 'deploy/kubernetes/';
const manifests = listFiles()
  .filter((file) => file.startsWith(folder) && file.endsWith('.yaml'))
  .flatMap((file) => loadAll(readText(file)).map((document) => ({ file, document })));

const named = (document: unknown): string => z.looseObject({ kind: z.string() }).parse(document).kind;
const only = (kind: string): unknown => manifests.find(({ document }) => named(document) === kind)?.document;

describe('the Kubernetes manifests', () => {
  test.each(
    manifests.map(({ file, document }) => [file.slice(folder.length), named(document), document] as const),
  )('%s: the %s has the shape that Kubernetes defines', (_file, _kind, document) => {
    expect(manifest.safeParse(document).error?.issues ?? []).toEqual([]);
  });

  test('hold everything that several replicas need', () => {
    expect(manifests.map(({ document }) => named(document)).sort()).toEqual([
      'Deployment',
      'HorizontalPodAutoscaler',
      'Ingress',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'PodMonitor',
      'Service',
      'ServiceAccount',
    ]);
  });

  test('a misspelt member is refused by the shape', () => {
    const text = JSON.stringify(only('Deployment')).replace('readinessProbe', 'readinesProbe');
    expect(manifest.safeParse(JSON.parse(text)).success).toBe(false);
  });

  const { template, selector } = deployment.parse(only('Deployment')).spec;
  const container = template.spec.containers[0];

  test('select the pods that they make', () => {
    expect(template.metadata.labels).toMatchObject(selector.matchLabels);
  });

  test('give a configuration that starts', () => {
    const env = Object.fromEntries(
      (container?.env ?? []).map((each) => [
        each.name,
        'value' in each ? each.value : (secrets[each.valueFrom.secretKeyRef.key] ?? ''),
      ]),
    );
    expect(readConfig({ HERALD_HOST: '0.0.0.0', ...env })).toMatchObject({
      kind: 'config',
      config: { mode: 'tenants' },
    });
  });

  test('carry secrets as references alone', () => {
    const secret = ['HERALD_DATABASE_URL', 'HERALD_HASH_KEY', 'HERALD_OPERATOR_TOKEN_HASH'];
    expect((container?.env ?? []).filter((each) => secret.includes(each.name) && 'value' in each)).toEqual([]);
    expect(listFiles().filter((file) => file.startsWith('deploy/') && /kind: Secret\b/.test(readText(file)))).toEqual(
      [],
    );
  });

  test('the grace period outlasts the drain: 300 ms of notice, 10 s of requests, 5 s of writing', () => {
    expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(16);
  });

  test('let nobody in from outside to metrics and insights', () => {
    expect(JSON.stringify(only('Ingress'))).not.toMatch(/"\/(metrics|insights[^"]*)?"/);
  });
});

const secrets: Readonly<Record<string, string>> = {
  'database-url': 'postgres://herald:secret@postgres:5432/herald',
  'hash-key': 'k'.repeat(32),
  'operator-token-hash': 'a'.repeat(64),
};

describe('the compose file', () => {
  const service = z.looseObject({
    read_only: z.boolean().optional(),
    cap_drop: z.array(z.string()).optional(),
    environment: z.record(z.string(), z.string()),
    healthcheck: z.unknown().optional(),
  });
  const compose = z
    .strictObject({
      name: z.string(),
      services: z.strictObject({ herald: service, postgres: service }),
      volumes: z.record(z.string(), z.unknown()),
      secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
    })
    .parse(loadAll(readText('deploy/compose.yaml'))[0]);

  test('runs the server read-only and without capabilities, and knows every variable that it sets', () => {
    const { herald } = compose.services;
    expect([herald.read_only, herald.cap_drop]).toEqual([true, ['ALL']]);
    const names = [...readText('deploy/compose.yaml').matchAll(/HERALD_[A-Z_]+/g)].map((found) => found[0]);
    expect(names.filter((name) => !Object.hasOwn(configNames, name))).toEqual([]);
  });

  test('waits for a database that is healthy', () => {
    expect(compose.services.postgres.healthcheck).toBeDefined();
  });
});

describe('dashboard and alerts', () => {
  const expression = z.looseObject({ expr: z.string() });
  const rules = z.strictObject({
    groups: z.array(
      z.strictObject({
        name: z.string(),
        rules: z.array(
          z.strictObject({
            alert: z.string(),
            expr: z.string(),
            for: z.string().optional(),
            labels: z.strictObject({ severity: z.enum(['page', 'ticket']) }),
            annotations: z.strictObject({ summary: z.string() }),
          }),
        ),
      }),
    ),
  });
  const alerts = rules
    .parse(loadAll(readText('deploy/monitoring/alerts.yaml'))[0])
    .groups.flatMap((group) => group.rules);
  const panels = z
    .looseObject({ panels: z.array(z.looseObject({ title: z.string(), targets: z.array(expression).min(1) })).min(1) })
    .parse(JSON.parse(readText('deploy/monitoring/dashboard.json'))).panels;

  test('ask only for metrics that the server has', async () => {
    const metrics = openMetrics();
    metrics.watch({
      storeState: () => 'up',
      queue: () => ({ waiting: 0, written: 0, dropped: 0 }),
      tokenIdsWaiting: () => 0,
    });
    const known = new Set([...(await metrics.text()).matchAll(/^# TYPE (\S+)/gm)].map((found) => found[1] ?? ''));
    const asked = [
      ...alerts.map((rule) => rule.expr),
      ...panels.flatMap((panel) => panel.targets.map((each) => each.expr)),
    ];
    const names = asked.flatMap((expr) => expr.match(/\b(?:herald|process|nodejs)_[a-z0-9_]+/g) ?? []);
    expect(names.length).toBeGreaterThan(15);
    expect(names.filter((name) => !known.has(name) && !known.has(name.replace(/_(bucket|count|sum)$/, '')))).toEqual(
      [],
    );
  });

  test('every alert is explained in docs/operate.md', () => {
    const text = readText('docs/operate.md');
    expect(alerts.map((rule) => rule.alert).filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
