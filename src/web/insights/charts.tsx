import type { ComponentChild } from 'preact';
import { type Counted, type Latency, type Range, rangeWords, type Week } from './summary.js';

/** A bar of a known part and a part that is known only to lie between two counts. */
function Bar({ count, of, tone }: { readonly count: Range; readonly of: number; readonly tone: string }) {
  const percent = (value: number): string => `${of === 0 ? 0 : (100 * value) / of}%`;
  return (
    <svg class={`bar-cell ${tone}`} width="100%" height="12" aria-hidden="true" focusable="false">
      <rect width={percent(count.most)} height="12" rx="2" class="most" />
      <rect width={percent(count.least)} height="12" rx="2" class="least" />
    </svg>
  );
}

function most(counts: readonly Range[]): number {
  return Math.max(0, ...counts.map((count) => count.most));
}

interface Row {
  readonly name: string;
  readonly numbers: readonly string[];
  readonly bars?: ComponentChild;
}

interface TableProps {
  readonly caption: string;
  /** What a row is, then what each of its numbers is. */
  readonly heads: readonly [row: string, ...numbers: string[]];
  readonly rows: readonly Row[];
  /** Said where there is no row. */
  readonly none: string;
}

/** Names with numbers, and bars of them where the rows have any. */
function NumberTable({ caption, heads: [head, ...numbers], rows, none }: TableProps) {
  if (rows.length === 0) return <p class="empty">{none}</p>;
  return (
    <table>
      <caption class="hidden-text">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {numbers.map((each) => (
            <th key={each} scope="col" class="number">
              {each}
            </th>
          ))}
          {rows[0]?.bars === undefined ? null : (
            <th scope="col" class="wide">
              <span class="hidden-text">Bar</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            {row.numbers.map((each, at) => (
              <td key={numbers[at]} class="number">
                {each}
              </td>
            ))}
            {row.bars === undefined ? null : <td>{row.bars}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface CountsProps {
  /** What is counted. */
  readonly of: string;
  readonly counted: readonly Counted[];
}

/** A bar chart that is its own table. */
export function CountsChart({ of, counted }: CountsProps) {
  const longest = most(counted.map(({ count }) => count));
  const rows = counted.map(({ name, count }) => ({
    ...{ name, numbers: [rangeWords(count)] },
    bars: <Bar count={count} of={longest} tone="plain" />,
  }));
  return <NumberTable caption={of} heads={[of, 'Count']} rows={rows} none="None in this time." />;
}

/** Cards shown, accepted and overridden, week by week. */
export function WeeksChart({ weeks }: { readonly weeks: readonly Week[] }) {
  const longest = most(weeks.map(({ shown }) => shown));
  const rows = weeks.map(({ week, shown, accepted, overridden }) => ({
    name: week,
    numbers: [shown, accepted, overridden].map(rangeWords),
    bars: (
      <>
        <Bar count={shown} of={longest} tone="plain" />
        <Bar count={accepted} of={longest} tone="good" />
        <Bar count={overridden} of={longest} tone="warn" />
      </>
    ),
  }));
  return (
    <NumberTable
      caption="Cards shown, accepted and overridden by week"
      heads={['Week', 'Shown', 'Accepted', 'Overridden']}
      rows={rows}
      none="No card was shown in this time."
    />
  );
}

/** Percentiles of the answer time by service, as upper bounds in milliseconds. */
export function LatencyTable({ latency }: { readonly latency: readonly Latency[] }) {
  return (
    <NumberTable
      caption="Answer time by service, in milliseconds"
      heads={['Service', 'Calls', 'p50', 'p95', 'p99']}
      rows={latency.map(({ service, count, p50, p95, p99 }) => ({
        name: service,
        numbers: [rangeWords(count), p50, p95, p99],
      }))}
      none="No call in this time."
    />
  );
}
