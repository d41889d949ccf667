import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, patience, useBrowser, type WatchedPage, watchPage } from '../support/browser.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { type SmartEhr, startSmartEhr } from '../support/smart-ehr.js';

const clientId = 'herald-evidence';

describeInBrowser('SMART App Launch of the evidence page', () => {
  const suite = useBrowser();
  let ehr: SmartEhr;
  let crooked: SmartEhr;
  let herald: RunningHerald;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    const redirectUri = (): string => `${herald.url}/evidence`;
    ehr = await startSmartEhr({ clientId, redirectUri, chosen: 'ultralow-hr-positive' });
    crooked = await startSmartEhr({
      ...{ clientId, redirectUri, chosen: 'low-early' },
      tokenEndpoint: 'https://collector.example.net/token',
    });
    const tenant = (id: string, { iss }: SmartEhr) => ({
      ...{ id, issuer: `https://${id}.example.org`, jwks: { url: `https://${id}.example.org/jwks.json` } },
      smart: { iss, clientId, scopes: ['launch', 'patient/*.rs'], frameAncestors: ['https://ehr.example.org'] },
    });
    herald = await runHerald({ pages: suite.folder, tenants: [tenant('north', ehr), tenant('south', crooked)] });
  }, patience);
  afterAll(async () => {
    await Promise.all([herald.drain(), ehr.close(), crooked.close()]);
  }, patience);
  beforeEach(async () => {
    watched = await watchPage(suite.browser, [herald.url, ehr.origin, crooked.origin]);
    page = watched.page;
  });
  afterEach(() => watched.close());

  const launchUrl = (iss: string, launch?: string): string =>
    `${herald.url}/evidence/launch?${new URLSearchParams({ iss, ...(launch === undefined ? {} : { launch }) })}`;

  /** A sign-in that this tab began and that has not come back. */
  const begun = async (state: string): Promise<void> => {
    const pending = JSON.stringify({
      ...{ iss: ehr.iss, issuer: ehr.iss, tokenEndpoint: `${ehr.origin}/token` },
      ...{ clientId, state, verifier: 'v'.repeat(43) },
    });
    await page.evaluate(`sessionStorage.setItem('herald-smart', ${JSON.stringify(pending)})`);
  };

  test('an EHR launch signs in with PKCE and tells the story of the patient who is open in the EHR', async () => {
    await page.goto(launchUrl(ehr.iss, ehr.launch('low-1plus-hr-positive')));
    await page.locator('.verdict .category', { hasText: 'HER2-low' }).waitFor();
    expect(await page.locator('main').textContent()).toContain('Patient/low-1plus-hr-positive');
    expect(ehr.asked).toEqual([
      'authorize aud client_id code_challenge code_challenge_method launch redirect_uri response_type scope state',
      'token client_id code code_verifier grant_type redirect_uri',
    ]);
    expect(page.url()).toBe(`${herald.url}/evidence`);
    expect(ehr.calls.without).toEqual([]);
    expect(ehr.calls.withToken.length).toBeGreaterThan(10);
    expect(watched.problems).toEqual([]);
  });

  test('started without an EHR the sign-in asks for a patient', async () => {
    await page.goto(`${herald.url}/evidence`);
    await page.getByLabel(/FHIR server/).fill(ehr.iss);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.verdict .category', { hasText: 'HER2-ultralow' }).waitFor();
    expect(watched.problems).toEqual([]);
  });

  test('the token and the patient stay in the page: nothing of them is stored, nothing goes to Herald', async () => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(herald.url)) sent.push(`${request.url()} ${request.postData() ?? ''}`);
    });
    await page.goto(launchUrl(ehr.iss, ehr.launch('low-1plus-hr-positive')));
    await page.locator('.verdict').waitFor();
    const stored: unknown = await page.evaluate(
      'JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])',
    );
    expect(stored).toBe('[{},{},""]');
    expect(sent.join('\n')).not.toMatch(/low-1plus|access_token|Observation/);
    expect(herald.lines.join('\n')).not.toMatch(/low-1plus|code=/);
  });

  test('an issuer that no tenant has is told so, and is sent nothing', async () => {
    const calls: string[] = [];
    page.on('request', (request) => calls.push(new URL(request.url()).origin));
    await page.goto(launchUrl('https://unknown.example.net/fhir', 'x'));
    expect(await page.getByRole('alert').textContent()).toContain('No tenant of this server signs in at this issuer.');
    expect(new Set(calls)).toEqual(new Set([herald.url]));
  });

  test('a sign-in server that is not listed for the issuer is sent nothing', async () => {
    await page.goto(launchUrl(crooked.iss, crooked.launch('low-early')));
    expect(await page.getByRole('alert').textContent()).toContain('not listed');
    expect(crooked.asked).toEqual([]);
    expect(watched.problems).toEqual([]);
  });

  test('an answer with another state, or one that nobody asked for, is refused', async () => {
    await page.goto(`${herald.url}/evidence?code=stolen&state=made-up`);
    expect(await page.getByRole('alert').textContent()).toContain('not begun in this tab');
    const before = ehr.asked.length;
    await begun('the-state-that-was-sent');
    await page.goto(`${herald.url}/evidence?code=stolen&state=another`);
    expect(await page.getByRole('alert').textContent()).toContain('could not be completed');
    expect(ehr.asked.length).toBe(before);
  });

  test('a refusal of the EHR is told', async () => {
    await page.goto(launchUrl(ehr.iss, ehr.launch('low-early')));
    await page.locator('.verdict').waitFor();
    await begun('sent');
    await page.goto(`${herald.url}/evidence?error=access_denied&state=sent`);
    expect(await page.getByRole('alert').textContent()).toBe('The EHR refused the sign-in.');
  });

  test('the page may call the listed origins and be framed by the listed ones, other pages none', async () => {
    const evidence = (await fetch(`${herald.url}/evidence/launch`)).headers;
    expect(evidence.get('Content-Security-Policy')).toContain(
      `connect-src 'self' ${[ehr.origin, crooked.origin].sort().join(' ')};`,
    );
    expect(evidence.get('Content-Security-Policy')).toContain('frame-ancestors https://ehr.example.org');
    expect(evidence.get('X-Frame-Options')).toBeNull();
    for (const path of ['/', '/insights']) {
      const policy = (await fetch(`${herald.url}${path}`)).headers.get('Content-Security-Policy');
      expect(policy).toContain("connect-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });
});
