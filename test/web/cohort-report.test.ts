import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
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
  let browser: Browser | undefined;
  const open = (...options: Parameters<Browser['newPage']>): Promise<Page> =>
    browser === undefined ? Promise.reject(new Error('no browser')) : browser.newPage(...options);

  beforeAll(async () => {
    const source = path.join(place.folder, 'cohort');
    writeCohort(source, 150, { seed: 4, breastShare: 0.5 });
    await screen(source, out);
    browser = await startBrowser();
  }, patience);
  afterAll(async () => {
    // Where the cohort failed no browser was started.
    await browser?.close();
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
      const page = await open({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      await page.goto(report);
      await page.evaluate(axeSource());
      expect(await axeViolations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await picture(page, `cohort-report-${width}-${colorScheme}`);
      await page.close();
    },
    patience,
  );

  test(
    'leads from a worklist to the evidence of a patient, and back',
    async () => {
      const page = await open();
      await page.goto(report);
      await page.getByRole('link', { name: 'IHC 0 without staining detail' }).click();
      const patient = page.locator('#IHC0_WITHOUT_STAINING_DETAIL ~ .scroll a').first();
      const id = await patient.innerText();
      await patient.click();
      expect(await page.locator('h1').innerText()).toContain(id);
      await page.getByRole('link', { name: 'Report of the cohort' }).click();
      expect(page.url()).toBe(report);
      await page.close();
    },
    patience,
  );

  test('names the published shares with source and year', async () => {
    const page = await open();
    await page.goto(report);
    const text = await page.locator('main').innerText();
    for (const id of ['tan-2022', 'zheng-2023', 'her2-negative-reread-2025', 'design-choice']) {
      expect(text).toContain(id);
      expect(text).toContain(knowledge.sources.get(id)?.date ?? 'not a source of the knowledge');
    }
    await page.close();
  });
});
