/** Starts a server as a process of its own that can be asked what it used. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const preload = new URL('./report-usage.mjs', import.meta.url).href;

/** The program that decides nothing. */
export const plainProgram = here('./plain-server.mjs');

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

function isReady(url) {
  return new Promise((resolve) => {
    const request = get(`${url}/readyz`, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}

async function untilReady({ url, child, log }) {
  const patience = performance.now() + 20_000;
  while (!(await isReady(url))) {
    if (child.exitCode !== null)
      throw new Error(`a server ended with code ${child.exitCode}: ${readFileSync(log, 'utf8')}`);
    if (performance.now() > patience) throw new Error('a server was not ready within 20 s');
    await pause(5);
  }
}

/**
 * Starts `node program` and waits for it.
 *
 * @param options.args after the program; `PORT` is replaced by a free port
 * @param options.env beside PATH; `HERALD_PORT` is added
 * @param options.folder where its log goes, to a file, as an operator's would
 * @returns url, pid, milliseconds from spawn to ready, `usage()` (processor microseconds and bytes) and `end()`
 */
export async function startMeasured({ name, program, args = [], env = {}, folder }) {
  const port = await freePort();
  const log = path.join(folder, `${name}.log`);
  const lines = openSync(log, 'a');
  const began = performance.now();
  const child = spawn(
    process.execPath,
    ['--import', preload, program, ...args.map((each) => (each === 'PORT' ? String(port) : each))],
    { env: { PATH: process.env.PATH, HERALD_PORT: String(port), ...env }, stdio: ['ignore', lines, lines, 'ipc'] },
  );
  closeSync(lines);
  const url = `http://127.0.0.1:${port}`;
  await untilReady({ url, child, log });
  const readyMs = performance.now() - began;
  const usage = async () => {
    const told = once(child, 'message');
    child.send('usage');
    return (await told)[0];
  };
  const end = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return { name, url, pid: child.pid, readyMs, usage, end };
}
