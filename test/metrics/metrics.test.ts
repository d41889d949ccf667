import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openMetrics } from '../../src/metrics/metrics.js';
import { bundleOf, patientView } from '../support/hook-requests.js';
import { sendJson, startLoopback } from '../support/loopback-server.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

test('a hook call is counted by service, outcome and category, under its route and not its address', async () => {
  await herald.post('/cds-services/her2-patient-view', patientView());
  await fetch(`${herald.url}/no/such/Patient/p1`);
  const text = await (await fetch(`${herald.url}/metrics`)).text();
  expect(text).toContain('herald_decisions_total{service="her2-patient-view",category="low"} 1');
  expect(text).toMatch(/herald_hook_seconds_count\{service="her2-patient-view",outcome="(cards|silent)"\} 1/);
  expect(text).toContain('herald_http_request_seconds_count{route="/cds-services/:id",status="200"} 1');
  expect(text).toContain('herald_http_request_seconds_count{route="none",status="404"} 1');
  expect(text).not.toMatch(/p1|Patient/);
});

test('every call of a FHIR server is counted by the class of its status', async () => {
  const ehr = await startLoopback(({ url }, response) => {
    if (url.includes('Condition')) sendJson(response, {}, { status: 404 });
    else sendJson(response, bundleOf());
  });
  await herald.post('/cds-services/her2-patient-view', patientView({}, { fhirServer: `${ehr.origin}/fhir` }));
  await ehr.close();
  const text = await (await fetch(`${herald.url}/metrics`)).text();
  const calls = [...text.matchAll(/herald_fhir_call_seconds_count\{outcome="(\w+)"\} (\d+)/g)];
  expect(calls.map((found) => found[1]).sort()).toEqual(['2xx', '4xx']);
  expect(calls.reduce((sum, found) => sum + Number(found[2]), 0)).toBe(ehr.requests.length);
  expect(text).not.toContain(ehr.origin);
});

test('the categories null and none are labels that no loader reads as missing', async () => {
  const metrics = openMetrics();
  const call = { service: 's', outcome: 'silent', seconds: 0.01, advice: [] } as const;
  metrics.hook({ ...call, category: 'null' });
  metrics.hook({ ...call, category: 'none' });
  const text = await metrics.text();
  expect(text).toContain('category="her2-null"} 1');
  expect(text).toContain('category="her2-none"} 1');
});
