import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  axeSource,
  axeViolations,
  describeInBrowser,
  overflow,
  patience,
  picture,
  useBrowser,
  watchPage,
} from '../support/browser.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

const smart = {
  iss: 'https://ehr.example.org/fhir',
  clientId: 'herald',
  scopes: ['patient/*.rs'],
  authorization: ['https://login.example.org'],
};
const north = {
  id: 'north',
  issuer: 'https://ehr.example.org',
  jwks: { url: 'https://ehr.example.org/jwks.json' },
  smart,
};
/** Kilobytes of JavaScript after gzip that a page may load, everything it loads later included. */
const budget: Readonly<Record<string, number>> = { sandbox: 150, evidence: 250, insights: 150, status: 150 };

describeInBrowser('every page', () => {
  const suite = useBrowser();
  let open: RunningHerald;
  let tenants: RunningHerald;

  beforeAll(async () => {
    open = await runHerald({ pages: suite.folder });
    tenants = await runHerald({ pages: suite.folder, tenants: [north] });
  }, patience);
  afterAll(async () => {
    await Promise.all([open.drain(), tenants.drain()]);
  }, patience);

  interface Place {
    readonly name: string;
    readonly page: string;
    readonly url: () => string;
    readonly ready: string;
    readonly click?: string;
    /** Requests that this place is about the failure of. */
    readonly fails?: RegExp;
  }
  const places: readonly Place[] = [
    { name: 'sandbox', page: 'sandbox', url: () => `${open.url}/`, ready: '.steps > li' },
    {
      name: 'sandbox-orders',
      page: 'sandbox',
      url: () => `${open.url}/?patient=low-ild-history`,
      ready: '.steps > li',
      click: 'button:has-text("Sign order")',
    },
    { name: 'sandbox-record', page: 'sandbox', url: () => `${open.url}/`, ready: '.steps > li', click: '#tab-record' },
    {
      name: 'evidence',
      page: 'evidence',
      url: () => `${open.url}/evidence?patient=low-1plus-hr-positive`,
      ready: '.verdict',
      click: 'a.point',
    },
    {
      name: 'evidence-equivocal',
      page: 'evidence',
      url: () => `${open.url}/evidence?patient=equivocal-without-ish`,
      ready: '.verdict',
    },
    {
      name: 'evidence-choose',
      page: 'evidence',
      url: () => `${open.url}/evidence`,
      ready: 'a[href*="patient=low-early"]',
    },
    { name: 'evidence-sign-in', page: 'evidence', url: () => `${tenants.url}/evidence`, ready: 'input[name="iss"]' },
    {
      name: 'evidence-refused',
      page: 'evidence',
      url: () => `${tenants.url}/evidence/launch?iss=https://x.example.net`,
      ready: '[role="alert"]',
      fails: /404/,
    },
    // No store answers in these tests: the page says so.
    {
      name: 'insights-failed',
      page: 'insights',
      url: () => `${open.url}/insights`,
      ready: '[role="alert"]',
      fails: /503/,
    },
    { name: 'status', page: 'status', url: () => `${tenants.url}/`, ready: 'table' },
  ];
  const looks = [320, 768, 1440].flatMap((width) => [
    { width, scheme: 'light' as const },
    { width, scheme: 'dark' as const },
  ]);

  test.each(places)(
    '$name: no violation of axe, no error, no horizontal scroll, at 320, 768 and 1440 px, light and dark',
    async (place) => {
      const { page, problems, close } = await watchPage(suite.browser, [open.url, tenants.url]);
      await page.goto(place.url());
      await page.locator(place.ready).first().waitFor();
      if (place.click !== undefined) await page.locator(place.click).first().click();
      await page.evaluate(axeSource());
      for (const { width, scheme } of looks) {
        await page.setViewportSize({ width, height: 1000 });
        await page.emulateMedia({ colorScheme: scheme });
        const at = `${place.name}-${width}-${scheme}`;
        expect([at, await axeViolations(page)]).toEqual([at, []]);
        expect([at, await overflow(page)]).toEqual([at, 0]);
        await picture(page, at);
      }
      expect(problems.filter((each) => place.fails?.test(each) !== true)).toEqual([]);
      await close();
    },
    patience,
  );

  test.each(places.filter(({ name }) => name in budget))(
    '$name: loads no more JavaScript than agreed',
    async ({ name, url, ready }) => {
      const { page, scriptBytes, close } = await watchPage(suite.browser, [open.url, tenants.url]);
      await page.goto(url());
      await page.locator(ready).first().waitFor();
      const kilobytes = (await scriptBytes()) / 1_000;
      process.stdout.write(`${name}: ${kilobytes.toFixed(1)} kB of JavaScript after gzip\n`);
      expect(kilobytes).toBeLessThanOrEqual(budget[name] ?? 0);
      await close();
    },
    patience,
  );

  test(
    'can be used from the keyboard: a first Tab leads to the content',
    async () => {
      const { page, close } = await watchPage(suite.browser, [open.url]);
      await page.goto(open.url);
      await page.waitForSelector('.card');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement?.textContent')).toBe('Skip to content');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement?.id')).toBe('main');
      await close();
    },
    patience,
  );
});

describe('the policy of the pages', () => {
  test('allows nothing inline and nothing evaluated, on every route', async () => {
    const herald = await runHerald();
    for (const path of [
      '/',
      '/evidence',
      '/evidence/launch',
      '/insights',
      '/cds-services',
      '/nowhere',
      '/sandbox/fhir/metadata',
    ]) {
      const policy = (await fetch(`${herald.url}${path}`)).headers.get('Content-Security-Policy') ?? '';
      expect([path, policy]).toEqual([path, expect.stringContaining("script-src 'self'")]);
      expect([path, policy]).toEqual([path, expect.not.stringMatching(/unsafe-|https:(?!\/)|\*/)]);
    }
    await herald.drain();
  });

  test('a listed issuer is told how to sign in; every other one is refused', async () => {
    const herald = await runHerald({ tenants: [north] });
    const ask = (iss: string): Promise<Response> =>
      fetch(`${herald.url}/evidence/config?iss=${encodeURIComponent(iss)}`);
    expect(await (await ask('https://ehr.example.org/fhir/')).json()).toEqual({
      ...{ iss: 'https://ehr.example.org/fhir', clientId: 'herald', scopes: ['patient/*.rs'] },
      ...{ origins: ['https://ehr.example.org', 'https://login.example.org'], region: 'US', language: 'en' },
    });
    for (const iss of [
      '',
      'https://ehr.example.org',
      'https://ehr.example.org/fhir/x',
      'https://evil.example.net/fhir',
    ]) {
      expect([iss, (await ask(iss)).status]).toEqual([iss, 404]);
    }
    await herald.drain();
  });
});
