import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { repoRoot } from './source-files.js';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executable = places.find((place) => existsSync(place));

if (executable === undefined) process.stdout.write('no chromium on this machine: the browser tests are skipped\n');

/** A suite that needs a browser; skipped, and said so, where there is none. */
export const describeInBrowser = executable === undefined ? describe.skip : describe;

const require = createRequire(import.meta.url);
/** The script of axe-core; evaluated through the debugger, since the policy of the page forbids a script of ours and is not lifted for a test. */
export const axeSource = (): string => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Starts the browser without any way to a network beyond this machine. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable ?? '',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
    ],
  });
}

/** Pages built into a folder of their own. */
interface BuiltPages {
  readonly folder: string;
  remove(): void;
}

/** Builds the pages from their source, in a process of their own. */
async function buildPages(): Promise<BuiltPages> {
  const folder = mkdtempSync(path.join(tmpdir(), 'herald-pages-'));
  await promisify(execFile)(process.execPath, [path.join(repoRoot, 'scripts/build-pages.mjs'), folder]);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Milliseconds that a test with a browser may take: pages are built and a browser is started. */
export const patience = 40_000;

/** Pages and a browser for the tests of a suite: there from before its first to after its last. */
export function useBrowser(): { readonly browser: Browser; readonly folder: string } {
  let pages: BuiltPages;
  let browser: Browser;
  beforeAll(async () => {
    [pages, browser] = await Promise.all([buildPages(), startBrowser()]);
  }, patience);
  afterAll(async () => {
    await browser.close();
    pages.remove();
  }, patience);
  return {
    get browser() {
      return browser;
    },
    get folder() {
      return pages.folder;
    },
  };
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: 'light' | 'dark';
}

/** A page with everything that went wrong on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, failed requests, requests to another origin than those allowed. */
  readonly problems: readonly string[];
  /** Bytes of JavaScript received, after gzip. */
  scriptBytes(): Promise<number>;
  close(): Promise<void>;
}

/** Opens a page that notes what goes wrong. `origins` are those that it may call. */
export async function watchPage(browser: Browser, origins: readonly string[], look: Look = {}): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1440, height: look.height ?? 1000 },
    colorScheme: look.scheme ?? 'light',
    timezoneId: 'Pacific/Auckland',
  });
  const page = await context.newPage();
  // A step that does not come is told at its line, long before the test itself is over time.
  page.setDefaultTimeout(8_000);
  const problems: string[] = [];
  const scripts: Promise<number>[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && !origins.includes(url.origin)) problems.push(`elsewhere: ${url.origin}`);
  });
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  return {
    page,
    problems,
    scriptBytes: async () => (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0),
    close: () => context.close(),
  };
}

/** A fresh page of the browser for every test; a test on which anything went wrong in it fails. */
export function useWatchedPage(
  suite: { readonly browser: Browser },
  origin: () => string,
): {
  readonly page: Page;
} {
  let watched: WatchedPage;
  beforeEach(async () => {
    watched = await watchPage(suite.browser, [origin()]);
  }, patience);
  afterEach(async () => {
    const problems = [...watched.problems];
    await watched.close();
    expect(problems).toEqual([]);
  });
  return {
    get page() {
      return watched.page;
    },
  };
}

/** What axe-core, evaluated in the page before, finds: each as `rule: place`. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  const found: unknown = await page.evaluate(
    'axe.run().then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ": " + n.target.join(" ") + " " + n.failureSummary)))',
  );
  return Array.isArray(found) ? found.map(String) : ['axe gave nothing'];
}

/** Pixels by which the page is wider than the window. */
export async function overflow(page: Page): Promise<number> {
  const pixels: unknown = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  return typeof pixels === 'number' ? Math.max(0, pixels) : Number.NaN;
}

/** Writes a picture of the whole page for people to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = path.join(repoRoot, '.tmp', 'screenshots');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
