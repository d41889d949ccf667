import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { services } from '../../hooks/index.js';
import { bundleOf, draftOrder, her2Observation, orderSelect, patientView } from '../support/hook-requests.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

const assessmentOf = async (response: Response): Promise<unknown> => {
  const body: unknown = await response.json();
  return Reflect.get(Reflect.get(Object(body), 'extension'), 'org.herald-cds.assessment');
};
const view = '/cds-services/her2-patient-view';

describe('discovery', () => {
  test('lists one service per hook, each with description, id, prefetch, version and hookVersion', async () => {
    const response = await fetch(`${herald.url}/cds-services`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const expected = services.map(({ id, hook }) => ({
      id,
      hook,
      description: expect.any(String),
      hookVersion: '1.0',
      version: '2.0.1',
      usageRequirements: expect.stringContaining('patient and her2'),
      prefetch: expect.objectContaining({ patient: 'Patient/{{context.patientId}}' }),
    }));
    expect(await response.json()).toMatchObject({ services: expected });
    expect(new Set(services.map(({ id }) => id)).size).toBe(3);
  });

  test('answers a client that asks for application/fhir+json', async () => {
    const headers = { Accept: 'application/fhir+json, */*; q=0.1' };
    expect((await fetch(`${herald.url}/cds-services`, { headers })).status).toBe(200);
  });
});

describe('calls of a service', () => {
  test('a prefetch-only patient-view is answered with cards and the assessment in short', async () => {
    const response = await herald.post(view, patientView());
    expect(response.status).toBe(200);
    expect(await assessmentOf(response)).toMatchObject({
      category: 'low',
      nextStep: expect.any(String),
      indications: expect.any(Object),
    });
  });

  test('patientId may carry the type', async () => {
    const context = { patientId: 'Patient/p1', userId: 'u1' };
    expect((await herald.post(view, patientView({}, { context }))).status).toBe(200);
  });

  test('412 names each missing required key and why', async () => {
    const response = await herald.post(view, patientView({ her2: '<html>' }, {}));
    expect(response.status).toBe(412);
    expect(await response.json()).toMatchObject({
      issue: [{ expression: ['prefetch.her2'], diagnostics: expect.stringContaining('her2') }],
    });
  });

  test('null under her2 is "asked, nothing there": an answer, not a refusal', async () => {
    const response = await herald.post(view, patientView({ her2: null }));
    expect(response.status).toBe(200);
    expect(await assessmentOf(response)).toMatchObject({ category: 'none' });
  });

  test('an order that is none of ours is silence, also without prefetch', async () => {
    const request = orderSelect(draftOrder('paracetamol 500 mg'), { prefetch: undefined });
    const response = await herald.post('/cds-services/her2-order-select', request);
    expect(response.status).toBe(200);
    expect(await assessmentOf(response)).toEqual({ silence: 'NO_RELEVANT_ORDER' });
  });

  test('an order that is ours without prefetch is 412', async () => {
    const request = orderSelect(draftOrder('letrozole'), { prefetch: undefined });
    expect((await herald.post('/cds-services/her2-order-select', request)).status).toBe(412);
  });

  test('the date to assess for may come in the request: a later result does not count yet', async () => {
    const later = patientView({}, { extension: { 'org.herald-cds.as-of': '2026-01-01' } });
    expect(await assessmentOf(await herald.post(view, later))).not.toMatchObject({ category: 'low' });
  });

  test('the same request gives the same answer', async () => {
    const answers = await Promise.all([1, 2].map(async () => (await herald.post(view, patientView())).text()));
    expect(answers[0]).toBe(answers[1]);
  });
});

describe('assess', () => {
  test('a transaction Bundle is read, not executed, with the day of the query', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { fullUrl: 'urn:uuid:1', resource: her2Observation('1+'), request: { method: 'PUT', url: 'Observation/r1' } },
        { request: { method: 'DELETE', url: 'Observation/r2' } },
      ],
    };
    const response = await herald.post('/assess?asOf=2026-10-01', bundle, { 'Content-Type': 'application/fhir+json' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      asOf: '2026-10-01',
      patient: 'Patient/p1',
      her2: { category: 'low' },
      gaps: [],
    });
  });

  test('an empty Bundle is a patient of whom nothing is known', async () => {
    expect(await (await herald.post('/assess', bundleOf())).json()).toMatchObject({ her2: { category: 'none' } });
  });
});

describe('browsers', () => {
  const preflight = (origin: string, more: Record<string, string> = {}): Promise<Response> =>
    fetch(`${herald.url}/cds-services`, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization',
        ...more,
      },
    });

  test.each([
    'http://127.0.0.1:8080',
    'http://localhost:3000',
    'http://[::1]:5000',
    'https://sandbox.cds-hooks.org',
  ])('a page of %s may call, discovery with Authorization included', async (origin) => {
    const response = await preflight(origin, { 'Access-Control-Request-Private-Network': 'true' });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
    expect(response.headers.get('access-control-allow-private-network')).toBe('true');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  test.each([
    'https://evil.example',
    'https://sandbox.cds-hooks.org.evil.example',
    'http://localhost.evil.example',
    'null',
    'http://127.0.0.1@evil.example',
  ])('a page of %s may not', async (origin) => {
    const response = await preflight(origin, { 'Access-Control-Request-Private-Network': 'true' });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('access-control-allow-private-network')).toBeNull();
  });

  test('answers are never cached and carry our own request id', async () => {
    const response = await fetch(`${herald.url}/cds-services`, { headers: { 'X-Request-Id': 'mine' } });
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('x-powered-by')).toBeNull();
  });
});

/** A request by hand: fetch does not let a caller choose the Host header. */
function rawStatus(lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(herald.port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString();
    });
    socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}

describe('host names', () => {
  test.each([
    ['localhost:3000', 200],
    ['127.0.0.1', 200],
    ['[::1]:3000', 200],
    ['evil.example', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example:80', 421],
    ['evil.example@localhost', 421],
    ['192.168.0.7', 421],
    ['herald', 421],
  ])('Host %s -> %i', async (host, status) => {
    expect(await rawStatus(['GET /healthz HTTP/1.1', `Host: ${host}`, 'Connection: close'])).toContain(` ${status} `);
  });
});

describe('stopping', () => {
  test('ready turns 503, and a request in flight is answered', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = await runHerald({ sink: { accept: () => gate } });
    const item = { card: 'c', outcome: 'overridden', outcomeTimestamp: '2026-11-24T00:00:00Z' };
    const inFlight = slow.post(`${view}/feedback`, { feedback: [item] });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const drained = slow.drain();
    const ready = await fetch(`${slow.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(ready.headers.get('connection')).toBe('close');
    release();
    expect((await inFlight).status).toBe(200);
    await drained;
    await expect(fetch(`${slow.url}/healthz`)).rejects.toThrow();
  });
});
