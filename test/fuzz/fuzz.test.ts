import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildServer, runScript } from '../support/built-server.js';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'herald-fuzz-test-'));
  await buildServer();
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('a thousand mutated requests to every endpoint', () => {
  test('bring documented answers alone, and nothing of a person into refusals or logs', async () => {
    const { status, result } = await runScript('prove-fuzz.mjs', '1000', '20261124');
    expect(result).toMatchObject({ requests: 1_000, faults: 0, alive: [200, 200], exits: [0, 0] });
    // Every sort of answer was there, so that there was something to look at.
    expect(result).toMatchObject({
      statuses: { 200: expect.any(Number), 400: expect.any(Number), 401: expect.any(Number) },
    });
    expect(status).toBe(0);
  }, 240_000);

  test('are sent again from the file that failing ones were written to, and an undocumented status fails', async () => {
    const file = path.join(folder, 'failing.jsonl');
    const recorded = { mode: 'open', endpoint: 'health', method: 'GET', path: '/healthz', headers: [], odd: [] };
    const requests = [[200], [204]].map((answers, index) => ({ ...recorded, index, answers }));
    writeFileSync(file, requests.map((request) => `${JSON.stringify({ request })}\n`).join(''));
    const { status, result } = await runScript('prove-fuzz.mjs', '--replay', file);
    expect(result).toMatchObject({ requests: 2, faults: 1, statuses: { 200: 2 } });
    expect(status).toBe(1);
  }, 120_000);
});
