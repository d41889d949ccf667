import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, patience, useBrowser, useWatchedPage } from '../support/browser.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { readText } from '../support/source-files.js';

describeInBrowser('the evidence page', () => {
  const suite = useBrowser();
  let herald: RunningHerald;
  let page: Page;

  beforeAll(async () => {
    herald = await runHerald({ pages: suite.folder });
  }, patience);
  afterAll(() => herald.drain(), patience);
  const watched = useWatchedPage(suite, () => herald.url);
  beforeEach(() => {
    page = watched.page;
  });

  const open = async (patient: string): Promise<void> => {
    await page.goto(`${herald.url}/evidence?patient=${patient}`);
    await page.locator('.verdict').waitFor();
  };

  test('shows the category, its ASCO/CAP status, and that categories are no diagnoses', async () => {
    await open('low-ish-negative-hr-negative');
    expect(await page.locator('.verdict .category').textContent()).toBe('HER2-low');
    expect(await page.locator('.verdict').textContent()).toContain('ASCO/CAP: negative');
    expect(await page.locator('main').textContent()).toMatch(/no official diagnoses.*heterogeneous/);
  });

  test('draws each dated result in the lane of its score and each therapy as a bar, from the advanced disease on', async () => {
    await open('low-1plus-hr-positive');
    expect(
      await page.locator('a.point').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label'))),
    ).toEqual([
      expect.stringMatching(/^HER2 IHC score 1\+, 2016-04-22, Breast/),
      expect.stringMatching(/^HER2 IHC score 1\+, 2026-05-19, Liver/),
    ]);
    expect(await page.locator('a.therapy').count()).toBe(5);
    expect(await page.locator('.metastatic').textContent()).toContain('2024-03-01');
  });

  test('a point, a bar, a fact and a condition each show the words of the record they were read from', async () => {
    await open('low-1plus-hr-positive');
    const quoted = (): Promise<string | null> => page.locator('#source mark').first().textContent();
    await page.locator('a.point').nth(1).click();
    expect(await quoted()).toBe('1+');
    expect(await page.locator('#source').textContent()).toContain('Observation/p01-her2-ihc-2');
    await page.locator('a.therapy').last().press('Enter');
    expect(await page.locator('#source h3').textContent()).toContain('palbociclib');
    await page.getByRole('button', { name: /^ER\s?positive/ }).click();
    expect(await page.locator('#source').textContent()).toContain('Observation/p01-er');
    await page
      .getByRole('button', { name: /source of HR-positive/ })
      .first()
      .click();
    expect(await page.locator('#source h3').textContent()).toBe('HR-positive');
  });

  test('the quoted words of a longer text are marked where they stand in it', async () => {
    await page.goto(`${herald.url}/evidence`);
    const words = 'Core biopsy of the liver. HER2 immunohistochemistry: score 2+. ER 90 %. HER2 FISH to follow.';
    const report = {
      resourceType: 'DiagnosticReport',
      id: 'text-report',
      status: 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'SP' }] }],
      code: { coding: [{ system: 'http://loinc.org', code: '22637-3' }], text: 'Pathology report' },
      subject: { reference: 'Patient/p' },
      effectiveDateTime: '2026-06-01',
      conclusion: words,
    };
    const entry = [{ resource: { resourceType: 'Patient', id: 'p' } }, { resource: report }];
    await page.getByLabel(/FHIR R4 bundle/).fill(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));
    await page.getByRole('button', { name: 'Show its evidence' }).click();
    await page
      .getByRole('button', { name: /^HER2 IHC/ })
      .first()
      .click();
    const quote = page.locator('#source .quote').first();
    expect(await quote.textContent()).toBe(words);
    expect(await quote.locator('mark').textContent()).toContain('2+');
    expect((await quote.locator('mark').textContent())?.length).toBeLessThan(words.length);
  });

  test('says what is missing and how to get it', async () => {
    await open('equivocal-without-ish');
    const missing = await page.locator('section[aria-labelledby="missing"]').textContent();
    expect(missing).toContain('ISH');
    expect(missing).toContain('a 2+ is settled by one');
  });

  test(
    'every synthetic patient has its story, with a category in words and no fact without a place',
    async () => {
      const patients = readdirSync('fixtures/patients').filter((name) => name !== 'expected.json');
      expect(patients.length).toBeGreaterThan(20);
      for (const name of patients) {
        await open(name.replace('.json', ''));
        expect(await page.locator('.verdict .category').textContent()).toMatch(/HER2|equivocal|indeterminate/);
      }
    },
    patience,
  );

  test(
    'prints one page for the tumour board, patients with the longest stories included',
    async () => {
      for (const patient of ['low-1plus-hr-positive', 'prior-positive-now-low', 'positive-residual-disease']) {
        await open(patient);
        const pdf = await page.pdf({ preferCSSPageSize: true });
        expect([patient, /\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]]).toEqual([patient, '1']);
      }
    },
    patience,
  );

  test('the list of patients leads to their stories, and a record of several patients is refused', async () => {
    await page.goto(`${herald.url}/evidence`);
    await page.getByRole('link', { name: 'null hr positive' }).click();
    await page.locator('.verdict .category', { hasText: 'HER2-null' }).waitFor();
    await page.goto(`${herald.url}/evidence`);
    const two = [readText('fixtures/patients/null-hr-positive.json'), readText('fixtures/patients/low-early.json')];
    const entries = two.map((text) => ({ resource: JSON.parse(text) }));
    await page.getByLabel(/FHIR R4 bundle/).fill(JSON.stringify({ resourceType: 'Bundle', entry: entries }));
    await page.getByRole('button', { name: 'Show its evidence' }).click();
    expect(await page.getByRole('alert').textContent()).toBe('The data are of more than one patient.');
  });
});
