import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, patience, useBrowser, useWatchedPage } from '../support/browser.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { readText } from '../support/source-files.js';

describeInBrowser('the sandbox', () => {
  const suite = useBrowser();
  let herald: RunningHerald;
  let page: Page;

  beforeAll(async () => {
    herald = await runHerald({ pages: suite.folder });
  }, patience);
  afterAll(() => herald.drain(), patience);
  const watched = useWatchedPage(suite, () => herald.url);
  beforeEach(async () => {
    page = watched.page;
    await page.goto(herald.url);
    await page.waitForSelector('.card');
  }, patience);

  const choose = async (patient: string): Promise<void> => {
    await page.getByRole('radio', { name: patient, exact: false }).first().check();
  };
  const summary = (text: string | RegExp) => page.locator('.card .summary', { hasText: text });

  test(
    'the first card is there quickly, and says what an EHR would say',
    async () => {
      const started = performance.now();
      await page.goto(herald.url);
      await page.waitForSelector('.card');
      const time = performance.now() - started;
      process.stdout.write(`sandbox: first card after ${time.toFixed(0)} ms\n`);
      expect(time).toBeLessThan(3_000);
      expect(await page.locator('.card .summary').textContent()).toMatch(/^HER2-low .*consider discussing Enhertu/);
    },
    patience,
  );

  test(
    'another patient gives another answer, and silence has its reason',
    async () => {
      await page.getByPlaceholder(/Search \d+ patients/).fill('equivocal without');
      await choose('equivocal without ish');
      await summary(/2\+/).waitFor();
      await page.getByPlaceholder(/Search \d+ patients/).fill('low early');
      await choose('low early');
      await page.getByText('EARLY_DISEASE', { exact: true }).first().waitFor();
      expect(await page.locator('.card').count()).toBe(0);
    },
    patience,
  );

  test(
    'a brand name finds its drug, and signing it for a HER2-low tumour is answered with a warning',
    async () => {
      await page.getByPlaceholder(/Search \d+ patients/).fill('low ish negative');
      await choose('low ish negative');
      await page.getByRole('button', { name: /Sign order/ }).click();
      await page.getByPlaceholder('Drug, brand or test').fill('hercept');
      await page.getByRole('button', { name: /^trastuzumab anti-her2-mab$/ }).click();
      await page.locator('.card.warning').waitFor();
      expect(await page.locator('.card.warning .summary').textContent()).toMatch(/trastuzumab/i);
      await page.getByRole('button', { name: /Remove/ }).click();
      await page.getByText('NO_RELEVANT_ORDER', { exact: true }).first().waitFor();
    },
    patience,
  );

  test(
    'a score changed from 1+ to 0 changes the answer, and so does an ISH that is added',
    async () => {
      await page.getByLabel(/HER2 by immunohistochemistry 2026/).fill('0');
      await page.locator('.chip', { hasText: /^category: (indeterminate|null|ultralow)$/ }).waitFor();
      await page.getByLabel(/HER2 by immunohistochemistry 2026/).fill('2+');
      await page.locator('.chip', { hasText: /^category: equivocal$/ }).waitFor();
      await page.getByRole('button', { name: /Add an ISH result/ }).click();
      await page.locator('.chip', { hasText: /^category: low$/ }).waitFor();
      await page
        .getByLabel(/ERBB2 gene|HER2 .*FISH/)
        .last()
        .fill('amplified');
      await page.locator('.chip', { hasText: /^category: positive$/ }).waitFor();
      expect(await page.getByText('edited record').count()).toBe(1);
    },
    patience,
  );

  test(
    'accepting and overriding a card send feedback that the service keeps',
    async () => {
      await page.getByRole('button', { name: /tumour-board/ }).click();
      await page.getByText('Feedback kept: accepted').waitFor();
      await choose('low ish negative');
      await page.getByRole('button', { name: 'Override', exact: true }).waitFor();
      await page.getByText('Feedback kept: accepted').waitFor({ state: 'detached' });
      await page.getByLabel('Override because').selectOption('not-now');
      await page.getByRole('button', { name: 'Override', exact: true }).click();
      await page.getByText('Feedback kept: overridden').waitFor();
      expect(await page.getByRole('button', { name: 'Override', exact: true }).isDisabled()).toBe(true);
    },
    patience,
  );

  test(
    'the eight steps are told with their times, and the exchange as it went over the wire',
    async () => {
      await page.locator('.steps > li').nth(7).waitFor();
      expect(await page.locator('.steps strong').allTextContents()).toEqual([
        ...['parse', 'focus', 'gather', 'read', 'categorize', 'appraise', 'advise', 'render'],
      ]);
      expect(await page.locator('.steps summary').allTextContents()).toEqual(
        Array.from({ length: 8 }, () => expect.stringMatching(/\d ms/)),
      );
      await page.getByRole('tab', { name: 'Request' }).click();
      expect(JSON.parse(await page.getByLabel('request', { exact: true }).inputValue())).toMatchObject({
        hook: 'patient-view',
      });
      await page.getByRole('tab', { name: 'Response' }).click();
      expect(JSON.parse(await page.getByLabel('response', { exact: true }).inputValue())).toHaveProperty('cards');
      await page.keyboard.press('ArrowRight');
      expect(await page.getByRole('tab', { name: 'curl' }).getAttribute('aria-selected')).toBe('true');
      expect(await page.getByLabel('command', { exact: true }).inputValue()).toContain(
        `${herald.url}/cds-services/her2-patient-view`,
      );
    },
    patience,
  );

  test(
    'a record is pasted, and JSON that is none is said to be none',
    async () => {
      await page.getByRole('tab', { name: 'Record' }).click();
      const editor = page.getByLabel(/FHIR R4 bundle/);
      await editor.fill('{"resourceType":');
      expect(await page.getByRole('alert').textContent()).toBe('This is not JSON.');
      await editor.fill(readText('fixtures/patients/positive-first-line.json'));
      await page.getByText('HER2_POSITIVE', { exact: true }).first().waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
    },
    patience,
  );

  test(
    'a file is chosen, and its record is asked about',
    async () => {
      await page.getByRole('tab', { name: 'Record' }).click();
      await page.getByLabel('Or choose a file').setInputFiles('fixtures/patients/low-on-tdxd.json');
      await page.getByText('ALREADY_ON_TDXD', { exact: true }).first().waitFor();
    },
    patience,
  );

  test(
    'the edited record goes to the evidence page',
    async () => {
      await page.getByLabel(/HER2 by immunohistochemistry 2026/).fill('3+');
      await page.locator('.chip', { hasText: /^category: positive$/ }).waitFor();
      await page.getByRole('button', { name: 'Open the evidence' }).click();
      await page.locator('.verdict .category', { hasText: 'HER2-positive' }).waitFor();
      expect(await page.locator('.point').first().getAttribute('aria-label')).toContain('HER2 IHC');
    },
    patience,
  );

  test(
    'script in names, values and texts shows as text',
    async () => {
      const script = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
      const link = '[click](javascript:alert(1)) **bold** ![x](http://evil.example/x.png)';
      const bundle = readText('fixtures/patients/low-1plus-hr-positive.json');
      const hostile = JSON.stringify(
        JSON.parse(bundle, (key, value: unknown) =>
          key === 'text' || key === 'display' || key === 'family'
            ? typeof value === 'string'
              ? `${value} ${script} ${link}`
              : value
            : value,
        ),
      );
      await page.getByRole('tab', { name: 'Record' }).click();
      await page.getByLabel(/FHIR R4 bundle/).fill(hostile);
      await page.getByText('edited record').waitFor();
      await page.locator('.card, .empty').first().waitFor();
      await page.getByRole('tab', { name: 'Steps' }).click();
      for (const summaryLine of await page.locator('.steps summary').all()) await summaryLine.click();
      await page.getByRole('button', { name: 'Open the evidence' }).click();
      await page.locator('.verdict').waitFor();
      await page.locator('.point').first().click();
      await page.locator('mark').first().waitFor();
      expect(await page.title()).toBe('Herald evidence');
      expect(await page.locator('main img, main script, main a[href^="javascript"]').count()).toBe(0);
      expect(await page.locator('main').textContent()).toContain('<script>');
    },
    patience,
  );
});
