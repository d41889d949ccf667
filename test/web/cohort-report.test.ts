import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { outputs } from '../../src/screen/run-folder.js';
import { writeCohort } from '../../src/synthesize/write-cohort.js';
import { axeSource, axeViolations, describeInBrowser, overflow, picture, startBrowser } from '../support/browser.js';
import { knowledge, screen, temporaryFolder } from '../support/screened-cohort.js';

/** Milliseconds: a browser is started and a cohort is screened. */
const patience = 60_000;

describeInBrowser('the report of a screened cohort', () => {
  const place = temporaryFolder();
  const out = path.join(place.folder, 'out');
  const report = pathToFileURL(path.join(out, outputs.report)).href;
  let browser: Browser;

  beforeAll(async () => {
    const source = path.join(place.folder, 'cohort');
    writeCohort(source, 150, { seed: 4, breastShare: 0.5 });
    [browser] = await Promise.all([startBrowser(), screen(source, out)]);
  }, patience);
  afterAll(async () => {
    await browser.close();
    place.remove();
  });

  test.each([
    [320, 'light'],
    [320, 'dark'],
    [1440, 'light'],
    [1440, 'dark'],
  ] as const)(
    'has no accessibility violation and no sideways scrolling at %i pixels, %s',
    async (width, colorScheme) => {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      await page.goto(report);
      await page.evaluate(axeSource());
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await picture(page, `cohort-report-${width}-${colorScheme}`);
      await page.close();
    },
    patience,
  );

  test('names the published shares with source and year', async () => {
    const page = await browser.newPage();
    await page.goto(report);
    const text = await page.locator('main').innerText();
    for (const id of ['tan-2022', 'zheng-2023', 'her2-negative-reread-2025', 'design-choice']) {
      expect(text).toContain(id);
      expect(text).toContain(knowledge.sources.get(id)?.date ?? 'not a source of the knowledge');
    }
    await page.close();
  });
});
