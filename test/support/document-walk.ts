import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { Block } from './document-blocks.js';
import { repoRoot } from './source-files.js';

/** Files that a reader has after `npm ci`. */
const copied = [
  ...['src', 'hooks', 'fixtures', 'test', 'scripts', 'deploy', 'docs', 'package.json', 'package-lock.json'],
  ...['tsconfig.json', 'tsconfig.build.json', 'tsconfig.web.json', 'jest.config.json', 'README.md'],
];

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** A reader of one page: a copy of the repository, a shell, at most one server. */
export interface Reader {
  follow(block: Block): Promise<void>;
  leave(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/**
 * `npx herald` without npm's own second for each call; that npx finds the command at all is a test of its own. The service that a simulated
 * client calls by default is the one of this walk. What is printed to the walk itself, and to no file or pipe, is printed as to a terminal.
 */
const npx = [
  '#!/bin/sh',
  '[ "$1" = herald ] || exit 127',
  'shift',
  '[ "$1" != simulate ] || set -- "$@" --service "http://127.0.0.1:$HERALD_PORT"',
  'screen=',
  '[ ! -S /dev/stdout ] || screen="--import data:text/javascript,process.stdout.isTTY=true"',
  'exec node $screen dist/src/cli/herald.js "$@"',
  '',
].join('\n');

function emptyFolder(): string {
  mkdirSync(path.join(repoRoot, '.tmp'), { recursive: true });
  return mkdtempSync(path.join(repoRoot, '.tmp', 'reader-'));
}

/** Copies what a reader has into a folder and builds it there, so that no test that builds at the same time is in the way. */
export function copyAndBuild(): string {
  const folder = emptyFolder();
  for (const name of copied)
    cpSync(path.join(repoRoot, name), path.join(folder, name), { recursive: true, preserveTimestamps: true });
  symlinkSync(path.join(repoRoot, 'node_modules'), path.join(folder, 'node_modules'));
  mkdirSync(path.join(folder, '.bin'));
  writeFileSync(path.join(folder, '.bin', 'npx'), npx);
  chmodSync(path.join(folder, '.bin', 'npx'), 0o755);
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: folder });
  return folder;
}

function collect(child: ChildProcess): { text: string } {
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part) => {
      said.text += String(part);
    });
  return said;
}

/** A command in a terminal that has seen the ones before it: what they exported is still there. */
const kept = (text: string): string => `[ ! -f .exported ] || . ./.exported\n${text}\nexport -p > .exported`;

/** Replaces lines of a file as a block of differences says: what it keeps and takes out stands there once, next to each other. */
export function changed(before: string, difference: string): string {
  const lines = difference.replace(/\n$/, '').split('\n');
  const side = (other: string): string =>
    lines
      .filter((line) => !line.startsWith(other))
      .map((line) => line.slice(1))
      .join('\n');
  const old = side('+');
  expect({ old, places: before.split(old).length - 1 }).toEqual({ old, places: 1 });
  return before.replace(old, () => side('-'));
}

/** Lines that are printed but not said to be, in order; a line with an ellipsis lets any others pass. */
function missingLines(printed: string, told: string): readonly string[] {
  const lines = printed.split('\n').map((line) => line.trimEnd());
  return told
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !/^\s*…$/.test(line))
    .filter((line) => {
      const [start = '', end] = line.split('…');
      return !lines.some((each) => (end === undefined ? each === line : each.startsWith(start) && each.endsWith(end)));
    });
}

/** Opens a copy of what was built for one page. */
export async function openReader(built: string): Promise<Reader> {
  const folder = emptyFolder();
  cpSync(built, folder, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  const [port, ehrPort] = [await freePort(), await freePort()];
  // What npm ci installs is there; installing anew is what the gate does.
  const replaced = (text: string): string =>
    text
      .replace('npm ci && ', '')
      .replaceAll(/\b3000\b/g, `${port}`)
      .replaceAll(/\b4010\b/g, `${ehrPort}`);
  const env = {
    ...{ PATH: `${path.join(folder, '.bin')}:${process.env.PATH}`, HOME: folder, HERALD_PORT: `${port}` },
    ...{ npm_config_update_notifier: 'false', npm_config_offline: 'true', TZ: process.env.TZ ?? 'UTC' },
  };
  const started = (text: string): ChildProcess =>
    spawn('sh', ['-ec', replaced(text)], { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let server: ChildProcess | undefined;
  let last = '';

  const stop = async (): Promise<void> => {
    const { pid } = server ?? {};
    if (pid === undefined || server?.exitCode !== null) return;
    const ended = new Promise((done) => server?.once('exit', done));
    process.kill(-pid, 'SIGTERM');
    await ended;
    server = undefined;
  };
  const start = async (text: string): Promise<void> => {
    await stop();
    const child = started(text);
    server = child;
    const said = collect(child);
    for (let tries = 0; tries < 1_500 && child.exitCode === null; tries += 1) {
      const status = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) return;
      await pause(100);
    }
    throw new Error(`the server did not start: ${said.text}`);
  };
  const run = async (text: string): Promise<Ended> => {
    const child = started(text);
    const said = collect(child);
    const code = await new Promise<number>((done) => child.once('close', (status) => done(status ?? -1)));
    return { code, output: said.text.replaceAll(`${port}`, '3000').replaceAll(`${ehrPort}`, '4010') };
  };

  const follow = async (block: Block): Promise<void> => {
    switch (block.kind) {
      case 'start':
        return await start(block.text);
      case 'run': {
        if (block.needs !== undefined && spawnSync('sh', ['-c', `command -v ${block.needs}`]).status !== 0) return;
        const { code, output } = await run(kept(block.text));
        expect({ code, output: code === block.exit ? '' : output }).toEqual({ code: block.exit, output: '' });
        last = output;
        return;
      }
      case 'output':
        return expect({ missing: missingLines(last, block.text), last }).toEqual({ missing: [], last });
      case 'json-output':
        return expect(JSON.parse(last)).toMatchObject(JSON.parse(block.text));
      case 'change': {
        const file = path.join(folder, block.file);
        return writeFileSync(file, changed(readFileSync(file, 'utf8'), block.text));
      }
      case 'norun':
        return;
    }
  };
  return {
    follow,
    leave: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
