import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, and those above it that are missing, for this user alone. One level at a time: Node's own recursion never ends where a
 * folder exists and says that it does not as soon as something is to be made in it, as /proc does (Node 20 to 24, on Linux).
 *
 * @throws the system's error where one cannot be made, `EEXIST` where a file has its name.
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const each of missing) mkdirSync(each, { mode: 0o700 });
  // Says so where a file stands in its place; there is nothing left to make.
  if (missing.length === 0) mkdirSync(folder, { recursive: true });
}
