import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Busy } from '../parts/busy.js';
import { PageFrame } from '../parts/page-frame.js';
import { Problem } from '../parts/problem.js';
import { siteUrl } from '../site-root.js';
import { CountsChart, LatencyTable, WeeksChart } from './charts.js';
import { countBy, type Summary, weeksOf } from './summary.js';
import { type Insights, queryOf, useInsights } from './use-insights.js';

function SignIn({ refused, onToken }: { readonly refused: boolean; readonly onToken: (token: string) => void }) {
  const [token, setToken] = useState('');
  return (
    <form
      class="panel stack narrow"
      onSubmit={(event) => {
        event.preventDefault();
        onToken(token);
      }}
    >
      <h2>Sign in as operator</h2>
      <label class="field">
        <span>Operator token</span>
        <input
          type="password"
          autocomplete="off"
          required
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
      </label>
      {refused ? <Problem sentence="This is not the operator token." /> : null}
      <p>
        <button type="submit" class="button primary">
          Sign in
        </button>
      </p>
    </form>
  );
}

function Asking({ insights: { asked: chosen, tenants, ask, stage } }: { readonly insights: Insights }) {
  // What the server chose is shown as if it had been typed.
  const summary = stage.kind === 'summary' ? stage.summary : { from: '', to: '' };
  const asked = { ...chosen, from: chosen.from || summary.from, to: chosen.to || summary.to };
  const query = queryOf(asked);
  return (
    <section class="panel row apart" aria-label="Time and export">
      <div class="row">
        <label class="field">
          <span>Tenant</span>
          <select value={asked.tenant} onChange={(event) => ask({ ...asked, tenant: event.currentTarget.value })}>
            {tenants.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>From</span>
          <input
            type="date"
            value={asked.from}
            onChange={(event) => ask({ ...asked, from: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>To</span>
          <input type="date" value={asked.to} onChange={(event) => ask({ ...asked, to: event.currentTarget.value })} />
        </label>
      </div>
      <p class="row no-print">
        <a class="button" href={siteUrl(`insights/summary.csv?${query}`)} download="summary.csv">
          Summary (CSV)
        </a>
        <a class="button" href={siteUrl(`insights/interventions.csv?${query}`)} download="interventions.csv">
          Cards (CSV)
        </a>
        <a class="button" href={siteUrl(`insights/interventions.ndjson?${query}`)} download="interventions.ndjson">
          Cards (NDJSON)
        </a>
      </p>
    </section>
  );
}

function Panel({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="panel stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Charts({ summary }: { readonly summary: Summary }) {
  const counts = (measure: string, of: string, by: 'value' | 'reason' = 'value') => (
    <CountsChart of={of} counted={countBy(summary, measure, by)} />
  );
  return (
    <div class="charts">
      <Panel id="acceptance" title="Cards over time">
        <p class="small soft legend-bars">
          <span class="plain">shown</span> <span class="good">accepted</span> <span class="warn">overridden</span>
        </p>
        <WeeksChart weeks={weeksOf(summary)} />
      </Panel>
      <Panel id="reasons" title="Why cards were overridden">
        {counts('overridden', 'Reason', 'reason')}
      </Panel>
      <Panel id="categories" title="HER2 categories seen">
        {counts('category', 'Category')}
      </Panel>
      <Panel id="missing" title="Data that were missing">
        {counts('missing', 'Missing')}
      </Panel>
      <Panel id="unavailable" title="Data that could not be had">
        {counts('unavailable', 'Prefetch key')}
      </Panel>
      <Panel id="silence" title="Why there was no card">
        {counts('silence', 'Silence')}
      </Panel>
      <Panel id="latency" title="Answer time (ms)">
        <LatencyTable latency={summary.latency} />
      </Panel>
    </div>
  );
}

function Body({ insights }: { readonly insights: Insights }) {
  const { stage, signIn } = insights;
  if (stage.kind === 'loading') return <Busy label="Loading" />;
  if (stage.kind === 'sign-in') return <SignIn refused={stage.refused} onToken={signIn} />;
  return (
    <div class="insights stack">
      <Asking insights={insights} />
      {stage.kind === 'failed' ? (
        <Problem sentence={stage.sentence} />
      ) : (
        <>
          <p class="small soft">
            {stage.summary.from} to {stage.summary.to}. Counts of one tenant without patient data; below five they say
            no more than “&lt;5”, so sums may be a range.
          </p>
          <Charts summary={stage.summary} />
        </>
      )}
    </div>
  );
}

/** The insights page: how the advice is taken, over counts alone. */
export function InsightsPage() {
  const insights = useInsights();
  const { instance } = insights;
  return (
    <PageFrame page="insights" title="Herald insights" {...(instance === undefined ? {} : { instance })}>
      <Body insights={insights} />
    </PageFrame>
  );
}
