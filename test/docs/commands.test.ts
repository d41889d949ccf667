import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Block, blocksOf } from '../support/document-blocks.js';
import { copyAndBuild, openReader } from '../support/document-walk.js';
import { useRealFetch } from '../support/loopback-server.js';
import { listFiles, readText } from '../support/source-files.js';

// Minutes, where other work runs on the machine.
jest.setTimeout(400_000);

/** Pages of campaigns that run for minutes or hours: their commands name scripts that exist (test/docs.test.ts), and are run by hand. */
const campaigns = new Set(['docs/performance.md', 'docs/proof.md', 'docs/scale.md', 'docs/second-opinion.md']);
const pages = listFiles().filter((file) => file.endsWith('.md') && !campaigns.has(file));
const blocks = new Map(pages.map((page) => [page, blocksOf(readText(page))]));
const isDone = ({ kind }: Block): boolean => kind === 'run' || kind === 'start' || kind === 'change';
const walked = pages.filter((page) => blocks.get(page)?.some(isDone));

let built: string;
beforeAll(() => {
  useRealFetch();
  built = copyAndBuild();
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

describe('a reader who follows a page from top to bottom gets what it says', () => {
  test.each(walked)('%s', async (page) => {
    const reader = await openReader(built);
    try {
      for (const block of blocks.get(page) ?? []) {
        try {
          await reader.follow(block);
        } catch (error) {
          const told = error instanceof Error ? error.message : String(error);
          throw new Error(`${page}:${block.line}: ${told}`);
        }
      }
    } finally {
      await reader.leave();
    }
  });
});

test('npx finds the command of the package itself', () => {
  const env = { ...process.env, npm_config_offline: 'true', npm_config_update_notifier: 'false' };
  expect(execFileSync('npx', ['herald', '--help'], { cwd: built, env, encoding: 'utf8' })).toContain('Commands:');
});

test('commands that cannot run here say why, and are these', () => {
  const listed = [...blocks].flatMap(([page, all]) =>
    all.flatMap((block) => (block.kind === 'norun' ? [`${page}: ${block.reason}`] : [])),
  );
  expect(listed).toEqual([
    'CONTRIBUTING.md: is the gate itself',
    'README.md: is the gate itself',
    'README.md: needs a container engine',
    'docs/operate.md: needs a running deployment',
    'docs/operate.md: needs a cluster',
    'docs/operate.md: needs a database server',
    'docs/operate.md: needs the package registry',
  ]);
});
