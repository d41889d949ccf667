import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

const shared = path.resolve(process.cwd(), '../shared/cds-hooks');
const folders = ['sandbox-captures', 'epic-shaped']
  .map((name) => path.join(shared, name))
  .filter((folder) => existsSync(folder));

interface Captured {
  readonly name: string;
  readonly hook: string;
  readonly body: unknown;
  readonly hasPrefetch: boolean;
}

function captured(folder: string, file: string): readonly Captured[] {
  const content: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  const body: unknown = Reflect.get(Object(content), 'body') ?? content;
  const hook: unknown = Reflect.get(Object(body), 'hook');
  const prefetch: unknown = Reflect.get(Object(body), 'prefetch');
  return typeof hook === 'string' ? [{ name: file, hook, body, hasPrefetch: prefetch !== undefined }] : [];
}

const requests = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => captured(folder, file)),
);

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

describe('requests as real clients sent them', () => {
  if (requests.length === 0) {
    test.skip('the captured requests are not beside this checkout', () => {});
    return;
  }
  test.each(requests)('$name', async ({ hook, body, hasPrefetch }) => {
    const response = await herald.post(`/cds-services/her2-${hook}`, body);
    const text = await response.text();
    expect([response.status, text.includes('SYNTHETIC')]).toEqual([hasPrefetch ? 200 : 412, false]);
  });
});
