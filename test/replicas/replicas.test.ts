import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildServer, runScript } from '../support/built-server.js';

beforeAll(() => buildServer(), 120_000);

describe('a server killed at random while feedback comes in', () => {
  test('loses nothing that it acknowledged and stores nothing twice, on SQLite and on PostgreSQL', async () => {
    const runs = await Promise.all(['sqlite', 'postgres'].map((store) => runScript('crash-test.mjs', store, '3')));
    expect(runs).toMatchObject([
      { status: 0, result: { store: 'sqlite', lost: 0, double: 0, exit: 0 } },
      { status: 0, result: { store: 'postgres', lost: 0, double: 0, exit: 0 } },
    ]);
  }, 120_000);
});

describe('two replicas over one database', () => {
  test('take a client token once, share what was overridden, outlive a killed replica and a stopped database', async () => {
    const { status, result } = await runScript('replica-test.mjs', '3');
    expect(result).toMatchObject({
      replay: [
        [200, 401],
        [200, 401],
        [200, 401],
      ],
      suppression: { told: 200, again: 'SHOWN_RECENTLY', silences: ['SUPPRESSED', 'SUPPRESSED'] },
      kill: { failed: [] },
      outage: { ready: [200, 200], before: { failed: [] }, during: { failed: [] }, feedbackStored: 20 },
      exits: [0, 0],
    });
    expect(status).toBe(0);
  }, 120_000);
});
