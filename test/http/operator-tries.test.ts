import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

const token = 'operator-token-of-the-tests';
const mostWrong = 30;
let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald({
    env: {
      HERALD_OPERATOR_TOKEN_HASH: createHash('sha256').update(token).digest('hex'),
      HERALD_TRUST_PROXY: '127.0.0.1',
    },
  });
});
afterAll(() => herald.drain());

const from = (address: string): Record<string, string> => ({ 'X-Forwarded-For': address });
const signIn = (given: string, address: string): Promise<Response> =>
  herald.post('/insights/session', { token: given }, from(address));
const metrics = (given: string, address: string): Promise<Response> =>
  fetch(`${herald.url}/metrics`, { headers: { ...from(address), Authorization: `Bearer ${given}` } });
async function times(count: number, ask: () => Promise<Response>): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let time = 0; time < count; time += 1) statuses.push((await ask()).status);
  return statuses;
}

describe('guesses at the token of the operator', () => {
  test('end with 429 and Retry-After, at the sign-in and at the routes together, also for the right token', async () => {
    const address = '203.0.113.1';
    expect(new Set(await times(mostWrong / 2, () => signIn('a guess', address)))).toEqual(new Set([401]));
    expect(new Set(await times(mostWrong / 2, () => metrics('another', address)))).toEqual(new Set([401]));
    const refused = [
      await signIn('a guess', address),
      await metrics('another', address),
      await signIn(token, address),
      await metrics(token, address),
    ];
    expect(refused.map(({ status }) => status)).toEqual([429, 429, 429, 429]);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused[0]?.text()).toContain('TOO_MANY_REQUESTS');
  });

  test('of one address refuse no other one', async () => {
    await times(mostWrong + 1, () => signIn('a guess', '203.0.113.2'));
    expect((await signIn('a guess', '203.0.113.2')).status).toBe(429);
    expect((await signIn(token, '203.0.113.3')).status).toBe(200);
    expect((await metrics(token, '203.0.113.3')).status).toBe(200);
  });

  test('are the wrong ones alone: the right token is taken as often as it comes', async () => {
    const statuses = await times(2 * mostWrong, () => metrics(token, '203.0.113.4'));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
