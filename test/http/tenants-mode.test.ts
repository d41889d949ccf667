import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { asFields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import type { HookCall, SimulatedEhr } from '../../src/simulate/simulated-ehr.js';
import { patientView } from '../support/hook-requests.js';
import { startLoopback, useRealFetch } from '../support/loopback-server.js';
import { publicUrl, type RunningHerald, runHerald } from '../support/running-herald.js';
import { fixtureEhr } from '../support/tenants-herald.js';

// Two processors may be shared with many other tests.
jest.setTimeout(30_000);

let ehr: SimulatedEhr;
let herald: RunningHerald;
const suppression = { shownRecentlyDays: 0, overriddenDays: 0 };
beforeAll(async () => {
  useRealFetch();
  ehr = await fixtureEhr();
  herald = await runHerald({
    tenants: [{ ...ehr.tenant, suppression, browserOrigins: ['https://ehr.example.org'], deadlineMs: 8_000 }],
  });
});
afterAll(async () => {
  await herald.drain();
  await ehr.close();
});

const signed = (more: Partial<HookCall> = {}): HookCall => ({
  service: herald.url,
  hook: 'patient-view',
  sign: { audience: publicUrl },
  ...more,
});
const view = '/cds-services/her2-patient-view';
const events = (name: string): readonly string[] => herald.lines.filter((line) => line.includes(`"event":"${name}"`));

describe('without a token', () => {
  const routes = [view, '/cds-services/her2-order-sign', `${view}/feedback`, '/assess', '/cds-services/nobody'];
  test.each(routes)('POST %s is 401, before the body is read', async (route) => {
    const answer = await herald.post(route, '{"not": "read');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(objectsAt(asFields(await answer.json()), 'issue')).toEqual([
      {
        severity: 'error',
        code: 'login',
        details: {
          coding: [{ system: 'https://herald-cds.org/CodeSystem/error', code: 'UNAUTHORIZED' }],
          text: 'The request carries no valid client token.',
        },
      },
    ]);
  });

  test('discovery and health, which hold no patient data, are answered', async () => {
    for (const route of ['/cds-services', '/healthz', '/readyz', '/openapi.json', '/']) {
      expect([route, (await fetch(herald.url + route)).status]).toEqual([route, 200]);
    }
  });

  test('discovery is refused where it is to be signed', async () => {
    const closed = await runHerald({ tenants: [ehr.tenant], env: { HERALD_DISCOVERY: 'signed' } });
    expect((await fetch(`${closed.url}/cds-services`)).status).toBe(401);
    await closed.drain();
  });

  test('a preflight is answered, for the origins of the tenants alone', async () => {
    const ask = async (origin: string): Promise<Response> =>
      await fetch(herald.url + view, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const own = await ask('https://ehr.example.org');
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([204, 'https://ehr.example.org']);
    for (const origin of ['https://evil.example', 'http://127.0.0.1:8080', 'https://sandbox.cds-hooks.org']) {
      expect((await ask(origin)).headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('the log says why and names nobody', () => {
    expect(events('refused').length).toBeGreaterThan(0);
    expect(events('refused').every((line) => line.includes('"reason":"no-token"'))).toBe(true);
  });
});

describe('a signed request', () => {
  test('is answered; its token works once', async () => {
    const answer = await ehr.call(signed());
    expect(answer.status).toBe(200);
    const headers = { Authorization: await ehr.authorization(signed(), view) };
    expect((await herald.post(view, patientView(), headers)).status).toBe(200);
    expect((await herald.post(view, patientView(), headers)).status).toBe(401);
  });

  test('for one service is refused at another', async () => {
    const headers = { Authorization: await ehr.authorization(signed(), view) };
    expect((await herald.post('/cds-services/her2-order-sign', patientView(), headers)).status).toBe(401);
  });

  test('is judged by the public URL of the configuration, whatever its Host header says', async () => {
    const answer = await ehr.call(signed({ sign: {} }));
    expect(answer.status).toBe(401);
  });

  test('may not fix the day: that is for open mode', async () => {
    const answer = await ehr.call(signed({ more: { extension: { 'org.herald-cds.as-of': '2019-01-01' } } }));
    expect(objectsAt(asFields(answer.body), 'cards')).toHaveLength(1);
  });

  test('that names a FHIR server of nobody has it left alone; the log says so', async () => {
    const trap = await startLoopback((_request, response) => response.end('{}'));
    const more = { fhirServer: `${trap.origin}/fhir` };
    const answer = await ehr.call(signed({ faults: { conditions: 'omit' }, more }));
    expect(answer.status).toBe(200);
    expect(trap.connections()).toBe(0);
    expect(events('data').at(-1)).toContain('"serverRefused":"not-listed"');
    expect(events('data').at(-1)).not.toContain('127.0.0.1');
    await trap.close();
  });

  test('cards are of the tenant: its region and language, and nothing of synthetic data', async () => {
    const german = await runHerald({ tenants: [{ ...ehr.tenant, suppression, region: 'EU', language: 'de' }] });
    const answer = await ehr.call(signed({ service: german.url }));
    const [card] = objectsAt(asFields(answer.body), 'cards');
    expect(textAt(card, 'detail')).toContain('**Befund:**');
    expect(textAt(card, 'detail')).not.toMatch(/synthetic|synthetisch/i);
    await german.drain();
  });
});

describe('more requests than agreed', () => {
  test('are 429 with Retry-After, for that tenant alone', async () => {
    const other = await fixtureEhr();
    const limited = await runHerald({
      tenants: [
        { ...ehr.tenant, suppression, rateLimit: { requestsPerMinute: 2 } },
        { ...other.tenant, id: 'other', suppression },
      ],
    });
    const call = signed({ service: limited.url });
    const statuses: number[] = [];
    for (let sent = 0; sent < 3; sent += 1) statuses.push((await ehr.call(call)).status);
    expect(statuses).toEqual([200, 200, 429]);
    const headers = { Authorization: await ehr.authorization(call, view) };
    const refused = await limited.post(view, patientView(), headers);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(textAt(asFields(await refused.json()), 'resourceType')).toBe('OperationOutcome');
    expect((await other.call(call)).status).toBe(200);
    await limited.drain();
    await other.close();
  });
});

describe('forged signatures', () => {
  const forgedFrom = async (instance: RunningHerald, address: string): Promise<Response> => {
    const token = await ehr.authorization(signed(), view);
    const forged = `${token.slice(0, -8)}${token.slice(-8) === 'AAAAAAAA' ? 'BBBBBBBB' : 'AAAAAAAA'}`;
    return await instance.post(view, patientView(), { Authorization: forged, 'X-Forwarded-For': address });
  };
  const honestFrom = async (instance: RunningHerald, address: string): Promise<number> => {
    const headers = { Authorization: await ehr.authorization(signed(), view), 'X-Forwarded-For': address };
    return (await instance.post(view, patientView(), headers)).status;
  };

  test('from one address are 429 after a while, others of the proxy that is named are let in', async () => {
    const env = { HERALD_TRUST_PROXY: '127.0.0.1' };
    const behindProxy = await runHerald({ tenants: [{ ...ehr.tenant, suppression }], mostForged: 2, env });
    const statuses: number[] = [];
    for (let sent = 0; sent < 3; sent += 1) {
      statuses.push((await forgedFrom(behindProxy, `198.51.100.${sent}, 203.0.113.7`)).status);
    }
    expect(statuses).toEqual([401, 401, 429]);
    const refused = await forgedFrom(behindProxy, '203.0.113.7');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await honestFrom(behindProxy, '203.0.113.7')).toBe(429);
    expect(await honestFrom(behindProxy, '203.0.113.8')).toBe(200);
    await behindProxy.drain();
  });

  test('are not charged to an address that X-Forwarded-For names without a named proxy', async () => {
    const direct = await runHerald({ tenants: [{ ...ehr.tenant, suppression }], mostForged: 2 });
    for (let sent = 0; sent < 3; sent += 1) {
      expect((await forgedFrom(direct, '203.0.113.7')).status).toBe(401);
    }
    expect(await honestFrom(direct, '203.0.113.7')).toBe(200);
    await direct.drain();
  });

  test('alone count: a wrong audience locks no address out', async () => {
    const env = { HERALD_TRUST_PROXY: '127.0.0.1' };
    const behindProxy = await runHerald({ tenants: [{ ...ehr.tenant, suppression }], mostForged: 1, env });
    for (let sent = 0; sent < 3; sent += 1) {
      const Authorization = await ehr.authorization(signed({ sign: {} }), view);
      const headers = { Authorization, 'X-Forwarded-For': '203.0.113.7' };
      expect((await behindProxy.post(view, patientView(), headers)).status).toBe(401);
    }
    expect(await honestFrom(behindProxy, '203.0.113.7')).toBe(200);
    await behindProxy.drain();
  });
});

describe('secrets and names', () => {
  test('the access token, the client token and the patient stand in no line of the log and in no refusal', async () => {
    const faults = ['omit', 'outcome', 'partial', '401', 'wrong-patient'] as const;
    const bodies: string[] = [];
    const secrets = new Set<string>();
    for (const fault of faults) {
      const answer = await ehr.call(signed({ faults: { '*': fault } }));
      if (answer.status !== 200) bodies.push(JSON.stringify(answer.body));
      secrets.add(textAt(objectAt(answer.request, 'fhirAuthorization'), 'access_token') ?? '');
    }
    const all = [...herald.lines, ...bodies].join('\n');
    for (const secret of [...secrets, 'eyJ', 'Synthetic', 'SYN-413947', 'low-1plus-hr-positive', 'somebody-else']) {
      expect(secret).not.toBe('');
      expect(all).not.toContain(secret);
    }
    expect(bodies.length).toBeGreaterThan(0);
  });
});
