import { describe, expect, test } from '@jest/globals';
import { type InTimeResult, makeInTime } from '../../src/store/in-time.js';

function bound() {
  const clock = { now: 0 };
  const results: InTimeResult[] = [];
  const inTime = makeInTime({
    limitMs: 20,
    pauseMs: 1_000,
    now: () => clock.now,
    onResult: (result) => results.push(result),
  });
  return { clock, results, inTime };
}
const never = <Value>() => new Promise<Value>(() => undefined);

describe('a store that does not answer in time', () => {
  test('gives the fallback after 20 ms', async () => {
    const { inTime, results } = bound();
    const began = performance.now();
    expect(await inTime(() => never<string>(), 'nothing')).toBe('nothing');
    expect(performance.now() - began).toBeLessThan(200);
    expect(results).toEqual(['late']);
  });

  test('is left alone for a second, so that it delays one request and not each', async () => {
    const { clock, inTime, results } = bound();
    await inTime(() => Promise.reject(new Error('down')), 'nothing');
    expect(await inTime(() => Promise.resolve('found'), 'nothing')).toBe('nothing');
    clock.now = 1_001;
    expect(await inTime(() => Promise.resolve('found'), 'nothing')).toBe('found');
    expect(results).toEqual(['failed', 'skipped', 'done']);
  });

  test('that throws at once is a failure, never an exception', async () => {
    const { inTime, results } = bound();
    const run = (): Promise<string> => {
      throw new Error('closed');
    };
    expect(await inTime(run, 'nothing')).toBe('nothing');
    expect(results).toEqual(['failed']);
  });
});
