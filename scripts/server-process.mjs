/** Starts the compiled server as a process of its own and waits until it is ready. */
import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/src/main.js', import.meta.url));

/**
 * @param environment variables beside the port
 * @param listen gets what the process writes, by stream
 * @returns the process, its URL, and `end(signal)`, which resolves with the exit code or signal
 */
export async function startServer(port, environment, listen = {}) {
  const server = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, HERALD_PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let lastFailure = '';
  server.stdout.on('data', (lines) => {
    listen.stdout?.(lines);
    const failed = String(lines)
      .split('\n')
      .filter((line) => line.includes('"event":"failed"'));
    lastFailure = failed.at(-1) ?? lastFailure;
  });
  server.stderr.on('data', (text) => {
    listen.stderr?.(text);
    said += text;
  });
  let expected = false;
  // A script that fails leaves no server behind.
  process.once('exit', () => server.kill('SIGKILL'));
  const exit = new Promise((resolve) => {
    server.once('exit', (code, signal) => {
      if (!expected) console.error(`the server ended by itself (${signal ?? code}): ${lastFailure}`);
      resolve(signal ?? code);
    });
  });
  const url = `http://127.0.0.1:${port}`;
  const end = (signal) => {
    expected = true;
    server.kill(signal);
    return exit;
  };
  for (let tries = 0; tries < 400; tries += 1) {
    if (server.exitCode !== null) throw new Error(`the server ended: ${said}`);
    if (
      await fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return { url, end, pid: server.pid };
    await pause(25);
  }
  await end('SIGKILL');
  throw new Error(`the server was not ready within 10 s: ${said}`);
}
