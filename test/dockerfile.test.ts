import { execFileSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { listFiles, readText } from './support/source-files.js';

/** Instructions of the Dockerfile, continuation lines joined, comments left out. */
const instructions = readText('Dockerfile')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => ({ name: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
const stages = instructions.filter((each) => each.name === 'FROM');
const lastStage = instructions.slice(instructions.findLastIndex((each) => each.name === 'FROM'));

describe('the image', () => {
  test('passes the linter', () => {
    const linter = 'node_modules/dockerfilelint/bin/dockerfilelint';
    const report: unknown = JSON.parse(
      execFileSync(process.execPath, [linter, '-o', 'json', 'Dockerfile'], { encoding: 'utf8' }),
    );
    expect(report).toMatchObject({ totalIssues: 0 });
  });

  test('is built in two stages on Node 24, without root, and starts the compiled server', () => {
    expect(stages.map((each) => each.rest)).toEqual(['node:24-slim AS build', 'node:24-slim']);
    expect(lastStage.findIndex((each) => each.name === 'USER' && each.rest === 'node')).toBeGreaterThan(0);
    expect(lastStage.at(-1)).toEqual({ name: 'CMD', rest: '["node", "dist/src/main.js"]' });
  });

  test('holds production dependencies only, installed from the lock file without scripts', () => {
    const installs = instructions
      .filter((each) => each.name === 'RUN' && each.rest.startsWith('npm ci'))
      .map((each) => each.rest);
    expect(installs).toEqual(['npm ci', 'npm ci --omit=dev --ignore-scripts']);
    expect(lastStage.filter((each) => each.name === 'RUN' && each.rest.includes('npm'))).toEqual([]);
  });

  test('writes to its volume alone and says whether it lives', () => {
    const environment = lastStage.find((each) => each.name === 'ENV')?.rest ?? '';
    for (const setting of ['HERALD_HOST=0.0.0.0', 'HERALD_PORT=3000', 'HERALD_DATA=/data'])
      expect(environment).toContain(setting);
    expect(lastStage).toContainEqual({ name: 'VOLUME', rest: '/data' });
    expect(lastStage).toContainEqual({ name: 'EXPOSE', rest: '3000' });
    expect(lastStage.find((each) => each.name === 'HEALTHCHECK')?.rest).toContain('/healthz');
  });

  test('carries no secret and no acknowledgement of open mode: those are given at run time', () => {
    expect(readText('Dockerfile')).not.toMatch(/TOKEN|SECRET|PASSWORD|OPEN_ACK|DATABASE_URL/);
  });

  test('copies only what exists and what .dockerignore lets through', () => {
    const files = listFiles();
    const copied = instructions
      .filter((each) => each.name === 'COPY' && !each.rest.startsWith('--from'))
      .flatMap((each) => each.rest.split(' ').slice(0, -1));
    const allowed = readText('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    expect(copied.filter((name) => !files.some((file) => file === name || file.startsWith(`${name}/`)))).toEqual([]);
    expect(copied.filter((name) => !allowed.includes(name))).toEqual([]);
    expect(allowed.filter((name) => !copied.includes(name))).toEqual([]);
  });
});
