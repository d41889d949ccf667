import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { HookRequest } from '../../src/cds/request.js';
import { openServer } from '../../src/fhir/reach.js';
import { type Client, tenantClient } from '../../src/http/client.js';
import { parseTenants } from '../../src/tenants.js';
import { type Loopback, sendJson, startLoopback, useRealFetch } from '../support/loopback-server.js';

let server: Loopback;
beforeAll(async () => {
  useRealFetch();
  server = await startLoopback((request, response) => {
    if (request.headers.authorization === 'Bearer south') sendJson(response, { resourceType: 'Patient', id: 'p1' });
    else sendJson(response, {}, { status: 500 });
  });
});
afterAll(() => server.close());

function clients(): readonly Client[] {
  const entry = (id: string): object => ({
    ...{ id, issuer: `https://${id}.example/`, jwks: { keys: [{ kty: 'EC', kid: 'k' }] } },
    fhirServers: [{ url: `${server.origin}/fhir` }],
  });
  const parsed = parseTenants(JSON.stringify({ tenants: [entry('north'), entry('south')] }), () => '');
  if (parsed.kind === 'refused') throw new Error(JSON.stringify(parsed.problems));
  return parsed.tenants.map((tenant) => tenantClient(tenant, { templates: {} }));
}

async function readPatient({ reach, id }: Client): Promise<string> {
  const request: HookRequest = {
    ...{ hook: 'patient-view', hookInstance: 'i', patient: 'Patient/p1', prefetch: new Map() },
    ...{ fhirServer: `${server.origin}/fhir`, accessToken: id },
  };
  const opened = openServer(request, reach);
  if (opened.kind === 'none') throw new Error(opened.refusal ?? 'none');
  const { kind } = await opened.client.read('Patient/p1');
  opened.end();
  return kind;
}

describe('two tenants that name one FHIR server', () => {
  test('have a breaker each: what one brings down for itself, the other still has', async () => {
    const [north, south] = clients();
    if (north === undefined || south === undefined) throw new Error('two tenants');
    const seen: string[] = [];
    for (let call = 0; call < 12; call += 1) seen.push(await readPatient(north));
    expect(seen.at(-1)).toBe('breaker-open');
    expect(await readPatient(south)).toBe('ok');
  });
});
