import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Compiles the server where that is needed; one process at a time, since the build clears its folder first. */
export async function buildServer(): Promise<void> {
  const lock = path.join(root, 'node_modules', '.herald-build-lock');
  for (let tries = 0; ; tries += 1) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      // A build takes seconds; a lock that is older was left behind.
      if (tries > 300) rmSync(lock, { recursive: true, force: true });
      await pause(200);
    }
  }
  try {
    await run(process.execPath, ['scripts/build.mjs', '--if-needed'], { cwd: root });
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** The line of JSON that a script ends with. */
function lastLine(said: string): unknown {
  return JSON.parse(said.trimEnd().split('\n').at(-1) ?? '');
}

/** Runs a script of the repository; gives the line of JSON that it ends with, and its exit status. */
export async function runScript(
  name: string,
  ...args: readonly string[]
): Promise<{ readonly status: number; readonly result: unknown }> {
  try {
    const { stdout } = await run(process.execPath, [`scripts/${name}`, ...args], { cwd: root });
    return { status: 0, result: lastLine(stdout) };
  } catch (error) {
    // No check of its class: an error of Node is of another realm than the tests.
    const said = typeof error === 'object' && error !== null && 'stdout' in error ? `${error.stdout}` : '';
    if (said.trim() === '') throw error;
    return { status: 1, result: lastLine(said) };
  }
}
