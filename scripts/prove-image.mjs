/**
 * Follows the steps of the Dockerfile in a temporary folder, without a container engine: copies what it copies (through .dockerignore),
 * runs what it runs, starts what it starts with its environment, asks its health check, and stops the server as an engine does.
 * Not covered: the base image, the user, the read-only root; they are read by test/dockerfile.test.ts.
 *
 * Usage: node scripts/prove-image.mjs. Takes about a minute. Exit status 1 and the failed step where one fails.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const place = mkdtempSync(path.join(tmpdir(), 'herald-image-'));
const data = path.join(place, 'data');
mkdirSync(data);

const allowed = readFileSync(path.join(root, '.dockerignore'), 'utf8')
  .split('\n')
  .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
const steps = readFileSync(path.join(root, 'Dockerfile'), 'utf8')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  .map((line) => ({ name: line.split(' ')[0], rest: line.slice(line.indexOf(' ') + 1) }));

/** A path inside the image as a path of this machine: /app of a stage, or /data. */
function here(stage, name) {
  return path.join(place, stage, path.relative('/app', path.resolve('/app', name)));
}

function copy(stage, rest) {
  const from = /^--from=(\S+) /.exec(rest)?.[1];
  const words = rest.replace(/^--from=\S+ /, '').split(' ');
  const target = words.pop();
  for (const word of words) {
    if (from === undefined) assert.ok(allowed.includes(word), `${word} is kept out by .dockerignore`);
    const source = from === undefined ? path.join(root, word) : here(from, word);
    const to =
      words.length > 1 || target === './' ? path.join(here(stage, target), path.basename(word)) : here(stage, target);
    cpSync(source, to, { recursive: true });
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function build() {
  let stage = '';
  const last = { environment: {}, health: [], command: [], stage: '' };
  for (const { name, rest } of steps) {
    if (name === 'FROM') {
      stage = / AS (\S+)$/.exec(rest)?.[1] ?? 'final';
      mkdirSync(path.join(place, stage), { recursive: true });
      last.stage = stage;
    } else if (name === 'COPY') copy(stage, rest);
    else if (name === 'RUN' && rest.startsWith('npm ')) {
      console.log(`${stage}: ${rest}`);
      execFileSync('/bin/sh', ['-c', rest], { cwd: path.join(place, stage), stdio: ['ignore', 'ignore', 'inherit'] });
    } else if (name === 'ENV') {
      for (const pair of rest.trim().split(/\s+/))
        last.environment[pair.split('=')[0]] = pair.slice(pair.indexOf('=') + 1);
    } else if (name === 'HEALTHCHECK') last.health = JSON.parse(rest.slice(rest.indexOf('[')));
    else if (name === 'CMD') last.command = JSON.parse(rest);
  }
  return last;
}

function checkContents(folder) {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  for (const name of Object.keys(manifest.devDependencies)) {
    assert.ok(!existsSync(path.join(folder, 'node_modules', name)), `dev dependency ${name} is in the image`);
  }
  assert.deepEqual(readdirSync(folder).sort(), ['LICENSE', 'dist', 'node_modules', 'package.json']);
}

async function run({ environment, health, command, stage }) {
  const cwd = path.join(place, stage);
  const env = {
    PATH: process.env.PATH,
    ...environment,
    HERALD_PORT: String(await freePort()),
    HERALD_DATA: data,
    HERALD_OPEN_ACK: 'synthetic-data-only',
  };
  const server = spawn(command[0], command.slice(1), { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const exit = new Promise((resolve) => server.once('exit', (code, signal) => resolve(code ?? signal)));
  try {
    const healthy = await waitUntilHealthy(health, { cwd, env });
    assert.ok(healthy, 'the health check never passed');
  } finally {
    server.kill('SIGTERM');
  }
  assert.equal(await exit, 0, 'the server did not stop cleanly');
}

async function waitUntilHealthy(health, options) {
  for (let tries = 0; tries < 40; tries += 1) {
    try {
      execFileSync(health[0], health.slice(1), { ...options, stdio: 'ignore' });
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
  return false;
}

try {
  const image = build();
  checkContents(path.join(place, image.stage));
  await run(image);
  console.log('the steps of the Dockerfile give a server that starts, is healthy and stops cleanly');
} finally {
  rmSync(place, { recursive: true, force: true });
}
