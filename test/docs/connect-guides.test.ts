import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { asFields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { parseTenants } from '../../src/tenants.js';
import { connectGuide } from '../support/connect-guide.js';
import { epicGuide, oracleGuide } from '../support/connect-guides-of-clients.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

const knowledge = loadKnowledge();

describe.each([
  ['docs/connect-epic.md', epicGuide],
  ['docs/connect-oracle.md', oracleGuide],
])('%s', (file, guide) => {
  const text = connectGuide(knowledge, guide);

  test('says what the registry says now', () => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(file, text);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  test('has an entry for the tenants file that is sound', () => {
    const entry = /```json\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
    expect(parseTenants(entry, () => '')).toMatchObject({ kind: 'tenants' });
  });

  test('holds every prefetch template that discovery gives, and its address', async () => {
    const herald: RunningHerald = await runHerald();
    const discovery: unknown = await (await fetch(`${herald.url}/cds-services`)).json();
    await herald.drain();
    const services = objectsAt(asFields(discovery), 'services').filter((each) =>
      guide.services.includes(textAt(each, 'id') ?? ''),
    );
    expect(services.length).toBeGreaterThan(0);
    for (const service of services) {
      expect(text).toContain(`/cds-services/${textAt(service, 'id')}`);
      for (const template of Object.values(objectAt(service, 'prefetch') ?? {})) expect(text).toContain(template);
    }
  });
});
