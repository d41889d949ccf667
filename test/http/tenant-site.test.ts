import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { asFields, objectAt, textAt } from '../../src/chart/fields.js';
import type { SimulatedEhr } from '../../src/simulate/simulated-ehr.js';
import { useRealFetch } from '../support/loopback-server.js';
import { publicUrl, type RunningHerald, runHerald } from '../support/running-herald.js';
import { siteFile } from '../support/site-knowledge.js';
import { fixtureEhr } from '../support/tenants-herald.js';

// Two processors may be shared with many other tests.
jest.setTimeout(30_000);

/** A laboratory with one test and one answer of its own. */
function laboratory(id: string): Readonly<Record<string, unknown>> {
  const tests = `http://${id}.example.org/tests`;
  const answers = `http://${id}.example.org/answers`;
  return siteFile({
    id,
    systems: [
      { url: tests, name: 'Local tests' },
      { url: answers, name: 'Local answers' },
    ],
    tests: [{ system: tests, code: 'H2', display: 'HER2 IHC', role: 'ihc', verified: true }],
    answers: [{ system: answers, code: 'C', display: 'Grade C', value: 'ihc:3+', verified: true }],
  });
}

/** A result in the codes of a laboratory. */
function resultOf(id: string): unknown {
  const observation = {
    ...{ resourceType: 'Observation', id: 'o1', status: 'final', effectiveDateTime: '2026-11-01' },
    code: { coding: [{ system: `http://${id}.example.org/tests`, code: 'H2' }] },
    valueCodeableConcept: { coding: [{ system: `http://${id}.example.org/answers`, code: 'C' }] },
  };
  return { resourceType: 'Bundle', type: 'collection', entry: [{ resource: observation }] };
}

let sites: string;
let ehrs: Readonly<Record<'east' | 'west' | 'none', SimulatedEhr>>;
let herald: RunningHerald;
beforeAll(async () => {
  useRealFetch();
  sites = mkdtempSync(path.join(os.tmpdir(), 'herald-sites-'));
  for (const id of ['east', 'west']) writeFileSync(path.join(sites, `${id}.json`), JSON.stringify(laboratory(id)));
  ehrs = { east: await fixtureEhr(), west: await fixtureEhr(), none: await fixtureEhr() };
  herald = await runHerald({
    sites,
    tenants: [
      { ...ehrs.east.tenant, id: 'east', site: 'east' },
      { ...ehrs.west.tenant, id: 'west', site: 'west' },
      { ...ehrs.none.tenant, id: 'none' },
    ],
  });
});
afterAll(async () => {
  await herald.drain();
  for (const ehr of Object.values(ehrs)) await ehr.close();
  rmSync(sites, { recursive: true });
});

interface Assessed {
  readonly category: string | undefined;
  readonly knowledge: string | undefined;
}

async function assessed(by: keyof typeof ehrs, laboratoryId: string): Promise<Assessed> {
  const call = { service: herald.url, hook: 'patient-view', sign: { audience: publicUrl } };
  const Authorization = await ehrs[by].authorization(call, '/assess');
  const answer = await herald.post('/assess', resultOf(laboratoryId), { Authorization });
  const body = asFields(await answer.json());
  return { category: textAt(objectAt(body, 'her2'), 'category'), knowledge: textAt(body, 'knowledge') };
}

describe('the records of a tenant', () => {
  test('are read with the codes of its own laboratory', async () => {
    expect((await assessed('east', 'east')).category).toBe('positive');
    expect((await assessed('west', 'west')).category).toBe('positive');
  });

  test('are not read with those of another tenant’s', async () => {
    expect((await assessed('east', 'west')).category).not.toBe('positive');
    expect((await assessed('west', 'east')).category).not.toBe('positive');
  });

  test('are read with all of them where the tenant names no laboratory', async () => {
    expect((await assessed('none', 'east')).category).toBe('positive');
    expect((await assessed('none', 'west')).category).toBe('positive');
  });

  test('rest on a version of the knowledge of their own', async () => {
    const versions = await Promise.all((['east', 'west', 'none'] as const).map((by) => assessed(by, 'east')));
    expect(new Set(versions.map(({ knowledge }) => knowledge)).size).toBe(3);
  });

  test('can be asked for with one set of prefetch templates, which has the codes of all', async () => {
    const discovery = await (await fetch(`${herald.url}/cds-services`)).text();
    expect(discovery).toContain('http://east.example.org/tests|H2');
    expect(discovery).toContain('http://west.example.org/tests|H2');
  });
});
