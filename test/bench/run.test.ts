import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { type BuiltHerald, buildHerald } from '../support/built-herald.js';
import { readText, repoRoot } from '../support/source-files.js';

const figure = z.number().positive();
const server = z.object({
  perSecond: figure,
  p50: figure,
  p99: figure,
  cpuMicros: figure,
  rss: figure,
  requests: figure,
});
const step = z.number().nonnegative();
const result = z.object({
  machine: z.object({ node: z.string(), cpu: z.string(), cores: figure, loadAverage: z.number() }),
  body: z.object({ fixture: z.string(), bytes: z.number().min(35_000).max(37_000) }),
  servers: z.object({ node: server, express: server, herald: server, rs384: server, es384: server }),
  observations: z.array(z.object({ count: z.number(), bytes: figure, cpuMicros: figure, microsEach: z.number() })),
  steps: z.object({
    json: figure,
    parse: figure,
    read: figure,
    categorize: step,
    appraise: step,
    render: figure,
    decision: figure,
  }),
  coldStart: z.object({ medianMs: figure, cpuMs: figure, emptyNodeMs: figure }),
  verdicts: z.array(z.object({ what: z.string(), found: z.number(), bar: z.string(), passed: z.boolean() })),
});

const run = (args: readonly string[]) =>
  spawnSync(process.execPath, ['bench/run.mjs', ...args], { cwd: repoRoot, encoding: 'utf8', timeout: 110_000 });

describe('the bench', () => {
  let herald: BuiltHerald;
  beforeAll(() => {
    herald = buildHerald();
  }, 60_000);
  afterAll(() => herald.remove());

  test('a quick run measures every server, size, step and bar', () => {
    const { stdout, stderr, status } = run(['--quick', '--json', '--build', herald.folder]);
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    const found = result.parse(JSON.parse(stdout));
    expect(found.observations.map(({ count }) => count)).toEqual([0, 50, 500, 5_000]);
    expect(found.verdicts).toHaveLength(6);
  }, 120_000);

  test('--help names every option', () => {
    const { stdout, status } = run(['--help']);
    expect(status).toBe(0);
    for (const option of ['--quick', '--rounds', '--seconds', '--json', '--write', '--build'])
      expect(stdout).toContain(option);
  });

  test('an unknown option is refused', () => {
    expect(run(['--fast']).status).not.toBe(0);
  });

  test('the committed result has the shape of a run', () => {
    expect(result.safeParse(JSON.parse(readText('bench/results/latest.json'))).error).toBeUndefined();
  });
});
