import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { makeMemoryJtiStore } from '../../src/http/jti-store.js';
import { openMetrics } from '../../src/metrics/metrics.js';
import { type Keeper, openKeeper } from '../../src/store/keeper.js';
import { openStore } from '../../src/store/open-store.js';
import { sqlitePlace, type TestPlace } from '../support/both-stores.js';
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
import { readText } from '../support/source-files.js';

const token = 'the-operator-token-of-this-test';
const tokenHash = createHash('sha256').update(token).digest('hex');
const north = { id: 'north', issuer: 'https://ehr.example.org', jwks: { url: 'https://ehr.example.org/jwks.json' } };

describeInBrowser('the insights page', () => {
  const suite = useBrowser();
  let place: TestPlace;
  let keeper: Keeper;
  let open: RunningHerald;
  let closed: RunningHerald;

  beforeAll(async () => {
    place = await sqlitePlace();
    keeper = openKeeper({
      ...{ hashKey: 'k'.repeat(32), retention: { decisionDays: 400, feedbackDays: 400 }, metrics: openMetrics() },
      ...{ localTokenIds: makeMemoryJtiStore({ now: Date.now }).claim, store: openStore(place.place) },
      onFailure: () => undefined,
    });
    for (let tries = 0; tries < 200 && keeper.state() !== 'up'; tries += 1)
      await new Promise((done) => setTimeout(done, 20));
    open = await runHerald({ pages: suite.folder, keeper });
    closed = await runHerald({
      ...{ pages: suite.folder, keeper, tenants: [north] },
      env: { HERALD_OPERATOR_TOKEN_HASH: tokenHash },
    });
    const body = readText('fixtures/requests/patient-view-low.json');
    for (let call = 0; call < 6; call += 1) await open.post('/cds-services/her2-patient-view', body);
    await open.post('/cds-services/her2-patient-view', readText('fixtures/requests/patient-view-early.json'));
    // Decisions are stored after the answer; the page asks for their counts once.
    for (let tries = 0; tries < 200; tries += 1) {
      const summary = await (await fetch(`${open.url}/insights/summary.csv`)).text();
      if (summary.includes('EARLY_DISEASE')) break;
      await new Promise((done) => setTimeout(done, 20));
    }
  }, patience);
  afterAll(async () => {
    await Promise.all([open.drain(), closed.drain()]);
    await keeper.close(1_000);
    await place.remove();
  }, patience);

  test(
    'shows what was counted, below five as "<5", each chart a table, with export',
    async () => {
      const { page, problems, close } = await watchPage(suite.browser, [open.url]);
      await page.goto(`${open.url}/insights`);
      const row = page.locator('section[aria-labelledby="categories"] tr', { hasText: 'low' }).first();
      await row.waitFor();
      await expect(row.locator('.number').textContent()).resolves.toMatch(/^[67]$|^6–9$/);
      expect(await page.locator('section[aria-labelledby="silence"] tbody').textContent()).toMatch(/EARLY_DISEASE<5/);
      const href = await page.getByRole('link', { name: 'Summary (CSV)' }).getAttribute('href');
      expect(await (await fetch(href ?? '')).text()).toMatch(/^measure,week,service/);
      await page.evaluate(axeSource());
      for (const width of [320, 768, 1440]) {
        await page.setViewportSize({ width, height: 1000 });
        await page.emulateMedia({ colorScheme: width === 768 ? 'dark' : 'light' });
        expect([width, await axeViolations(page)]).toEqual([width, []]);
        expect([width, await overflow(page)]).toEqual([width, 0]);
        await picture(page, `insights-${width}`);
      }
      expect(problems).toEqual([]);
      await close();
    },
    patience,
  );

  test(
    'without the token nothing is shown; with it a cookie that script cannot read and no other site sends',
    async () => {
      const { page, close } = await watchPage(suite.browser, [closed.url]);
      await page.goto(`${closed.url}/insights`);
      await page.getByLabel('Operator token').fill('a guess');
      await page.getByRole('button', { name: 'Sign in' }).click();
      expect(await page.getByRole('alert').textContent()).toBe('This is not the operator token.');
      await page.getByLabel('Operator token').fill(token);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Cards over time' }).waitFor();
      expect(await page.locator('select').inputValue()).toBe('north');
      const [cookie] = await page.context().cookies(`${closed.url}/insights`);
      expect(cookie).toMatchObject({
        name: 'herald_operator',
        httpOnly: true,
        secure: true,
        sameSite: 'Strict',
        path: '/insights',
      });
      expect(await page.evaluate('document.cookie')).toBe('');
      expect(cookie?.value).not.toContain(token);
      await page.reload();
      await page.getByRole('heading', { name: 'Cards over time' }).waitFor();
      await close();
    },
    patience,
  );

  test('a cookie made up, or one of another process, opens nothing', async () => {
    const later = Date.now() + 1_000_000;
    for (const value of ['', 'x', `${later}.nonce.mac`, `${later}.nonce.${'A'.repeat(43)}`]) {
      const answer = await fetch(`${closed.url}/insights/summary.json?tenant=north`, {
        headers: { Cookie: `herald_operator=${value}` },
      });
      expect(answer.status).toBe(401);
    }
    const refused = await closed.post('/insights/session', { token: 'a guess' });
    expect([refused.status, refused.headers.get('Set-Cookie')]).toEqual([401, null]);
    expect((await open.post('/insights/session', { token })).status).toBe(404);
  });
});
