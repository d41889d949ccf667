import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildServer, runScript } from '../support/built-server.js';

beforeAll(() => buildServer(), 180_000);

describe('some seconds of the mixed traffic of a hospital, of its operator and of somebody hostile', () => {
  test('are all answered as expected, without a failure in the log', async () => {
    const { status, result } = await runScript('prove-soak.mjs', '0.1', '40');
    expect(result).toMatchObject({ errors: 0, failed: 0, exit: 0, passed: true, held: false });
    expect(result).toMatchObject({ sent: expect.any(Number), riseMb: { heap: expect.any(Number) } });
    expect(status).toBe(0);
  }, 180_000);
});
