import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { access, closeOpened, count, searchset, serve, tolerance } from '../../support/fhir-access.js';
import { sendJson, useRealFetch } from '../../support/loopback-server.js';

beforeAll(useRealFetch);
afterEach(closeOpened);

const observation = (id: string): unknown => ({ resourceType: 'Observation', id });

describe('time', () => {
  test('a server that does not answer costs the deadline and no more', async () => {
    const server = await serve(() => undefined);
    const started = performance.now();
    const reply = await access(server.origin)({ ms: 200 }).search('Observation?patient=p1');
    expect(reply).toEqual({ kind: 'timeout' });
    expect(performance.now() - started).toBeLessThan(200 + tolerance);
  });

  test('a body that trickles costs the deadline and no more', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/fhir+json' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    const started = performance.now();
    expect(await access(server.origin)({ ms: 200 }).search('Observation?patient=p1')).toEqual({ kind: 'timeout' });
    expect(performance.now() - started).toBeLessThan(200 + tolerance);
  });

  test('one deadline holds for all calls of a request, waiting ones too', async () => {
    const server = await serve(() => undefined);
    const client = access(server.origin, { concurrent: 2, queued: 100 })({ ms: 200 });
    const started = performance.now();
    const replies = await Promise.all(Array.from({ length: 20 }, () => client.search('Observation?patient=p1')));
    expect(new Set(replies.map((each) => each.kind))).toEqual(new Set(['timeout']));
    expect(performance.now() - started).toBeLessThan(200 + tolerance);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  test('many calls of a request make Node print no warning of a leak', async () => {
    const warnings: string[] = [];
    const note = (warning: Error): void => void warnings.push(warning.name);
    process.on('warning', note);
    const server = await serve((_request, response) => sendJson(response, searchset([])));
    const client = access(server.origin)();
    await Promise.all(Array.from({ length: 40 }, () => client.search('Observation?patient=p1')));
    process.off('warning', note);
    expect(warnings).toEqual([]);
  });

  test('what came before the deadline is kept, marked partial', async () => {
    const server = await serve((request, response) => {
      if (!request.url.includes('page'))
        sendJson(response, searchset([observation('o1')], `${server.origin}/fhir?page=2`));
    });
    const reply = await access(server.origin)({ ms: 200 }).search('Observation?patient=p1');
    expect(reply).toMatchObject({ kind: 'partial', cause: 'timeout' });
    expect(count(reply)).toBe(1);
  });
});

describe('retry', () => {
  test.each([502, 503, 504])('%i is retried once', async (status) => {
    const server = await serve((_request, response) =>
      server.requests.length === 1 ? sendJson(response, {}, { status }) : sendJson(response, searchset([])),
    );
    expect((await access(server.origin)().search('Observation?patient=p1')).kind).toBe('ok');
    expect(server.requests).toHaveLength(2);
  });

  test('a server that stays down is asked twice and not more', async () => {
    const server = await serve((_request, response) => sendJson(response, {}, { status: 503 }));
    expect(await access(server.origin)().search('Observation?patient=p1')).toEqual({ kind: 'server-error' });
    expect(server.requests).toHaveLength(2);
  });

  test.each([400, 401, 404, 429, 500])('%i is not retried', async (status) => {
    const server = await serve((_request, response) => sendJson(response, {}, { status }));
    await access(server.origin)().search('Observation?patient=p1');
    expect(server.requests).toHaveLength(1);
  });

  test('nothing is retried when the time left is short', async () => {
    const server = await serve((_request, response) => sendJson(response, {}, { status: 503 }));
    await access(server.origin)({ ms: 150 }).search('Observation?patient=p1');
    expect(server.requests).toHaveLength(1);
  });

  test('nothing is retried earlier than the server asks', async () => {
    const server = await serve((_request, response) => response.writeHead(503, { 'retry-after': '60' }).end());
    await access(server.origin)().search('Observation?patient=p1');
    expect(server.requests).toHaveLength(1);
  });

  test('of a failing server stay few', async () => {
    const server = await serve((_request, response) => sendJson(response, {}, { status: 503 }));
    const openClient = access(server.origin, { failures: 1_000, concurrent: 50 });
    await Promise.all(Array.from({ length: 40 }, () => openClient().search('Observation?patient=p1')));
    expect(server.requests.length).toBeGreaterThan(40);
    expect(server.requests.length).toBeLessThanOrEqual(50);
  });
});

describe('breaker and bulkhead', () => {
  test('a server that failed several times is left alone, and tried again after a while', async () => {
    let broken = true;
    const server = await serve((_request, response) =>
      sendJson(response, searchset([]), { status: broken ? 500 : 200 }),
    );
    const openClient = access(server.origin, { failures: 3, halfOpenAfterMs: 100 });
    for (let call = 0; call < 3; call += 1) await openClient().search('Observation?patient=p1');
    expect(await openClient().search('Observation?patient=p1')).toEqual({ kind: 'breaker-open' });
    expect(server.requests).toHaveLength(3);
    broken = false;
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect((await openClient().search('Observation?patient=p1')).kind).toBe('ok');
  });

  test('answers that are the caller’s fault do not open the breaker', async () => {
    const server = await serve((_request, response) => sendJson(response, {}, { status: 404 }));
    const openClient = access(server.origin, { failures: 2 });
    for (let call = 0; call < 6; call += 1) await openClient().read('Patient/p1');
    expect(server.requests).toHaveLength(6);
  });

  test('a caller without time does not open the breaker for the others', async () => {
    const server = await serve((_request, response) => {
      setTimeout(() => sendJson(response, searchset([])), 60);
    });
    const openClient = access(server.origin, { failures: 2 });
    for (let call = 0; call < 5; call += 1) await openClient({ ms: 20 }).search('Observation?patient=p1');
    expect((await openClient().search('Observation?patient=p1')).kind).toBe('ok');
  });

  test('no more calls at a time than allowed reach a server; too many waiting are turned away', async () => {
    let running = 0;
    let most = 0;
    const server = await serve((_request, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        sendJson(response, searchset([]));
      }, 20);
    });
    const client = access(server.origin, { concurrent: 3, queued: 5, concurrentPerRequest: 12 })();
    const replies = await Promise.all(Array.from({ length: 12 }, () => client.search('Observation?patient=p1')));
    expect(most).toBe(3);
    expect(replies.filter((each) => each.kind === 'ok')).toHaveLength(8);
    expect(replies.filter((each) => each.kind === 'overloaded')).toHaveLength(4);
  });

  test('calls that waited too long leave the queue and let in those behind them', async () => {
    const silentUntil = performance.now() + 300;
    const server = await serve((_request, response) => {
      if (performance.now() > silentUntil) sendJson(response, searchset([]));
    });
    const openClient = access(server.origin, { concurrent: 2, queued: 100, failures: 1_000, concurrentPerRequest: 40 });
    const hasty = openClient({ ms: 400 });
    const given = Array.from({ length: 40 }, () => hasty.search('Observation?patient=p1'));
    const patient = openClient({ ms: 5_000 }).search('Observation?patient=p1');
    await Promise.all(given);
    expect((await patient).kind).toBe('ok');
  });

  test('one request with many calls leaves room for another', async () => {
    const server = await serve((_request, response) => {
      setTimeout(() => sendJson(response, searchset([])), 50);
    });
    const openClient = access(server.origin, { concurrent: 6, concurrentPerRequest: 2 });
    const greedy = openClient({ ms: 20_000 });
    let open = 40;
    const many = Array.from({ length: 40 }, () => greedy.search('Observation?patient=p1').finally(() => (open -= 1)));
    expect((await openClient().search('Observation?patient=p1')).kind).toBe('ok');
    expect(open).toBeGreaterThan(30);
    await Promise.all(many);
  });

  test('a dead server of one tenant does not slow the server of another', async () => {
    const dead = await serve(() => undefined);
    const well = await serve((_request, response) => sendJson(response, searchset([])));
    const toDead = access(dead.origin, { concurrent: 2 });
    const waiting = Promise.all(Array.from({ length: 20 }, () => toDead({ ms: 400 }).search('Observation?patient=p1')));
    const started = performance.now();
    const openClient = access(well.origin);
    for (let call = 0; call < 20; call += 1) {
      expect((await openClient().search('Observation?patient=p1')).kind).toBe('ok');
    }
    expect(performance.now() - started).toBeLessThan(400);
    await waiting;
  });
});
