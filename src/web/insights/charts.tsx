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

interface CountsProps {
  readonly caption: string;
  readonly of: string;
  readonly counted: readonly Counted[];
}

/** A bar chart that is its own table. */
export function CountsChart({ caption, of, counted }: CountsProps) {
  if (counted.length === 0) return <p class="empty">None in this time.</p>;
  const longest = most(counted.map(({ count }) => count));
  return (
    <table>
      <caption class="hidden-text">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <th scope="col" class="number">
            Count
          </th>
          <th scope="col" class="wide">
            <span class="hidden-text">Bar</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {counted.map(({ name, count }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="number">{rangeWords(count)}</td>
            <td>
              <Bar count={count} of={longest} tone="plain" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Cards shown, accepted and overridden, week by week. */
export function WeeksChart({ weeks }: { readonly weeks: readonly Week[] }) {
  if (weeks.length === 0) return <p class="empty">No card was shown in this time.</p>;
  const longest = most(weeks.map(({ shown }) => shown));
  return (
    <table>
      <caption class="hidden-text">Cards shown, accepted and overridden by week</caption>
      <thead>
        <tr>
          <th scope="col">Week</th>
          <th scope="col" class="number">
            Shown
          </th>
          <th scope="col" class="number">
            Accepted
          </th>
          <th scope="col" class="number">
            Overridden
          </th>
          <th scope="col" class="wide">
            <span class="hidden-text">Bars</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {weeks.map(({ week, shown, accepted, overridden }) => (
          <tr key={week}>
            <th scope="row">{week}</th>
            <td class="number">{rangeWords(shown)}</td>
            <td class="number">{rangeWords(accepted)}</td>
            <td class="number">{rangeWords(overridden)}</td>
            <td>
              <Bar count={shown} of={longest} tone="plain" />
              <Bar count={accepted} of={longest} tone="good" />
              <Bar count={overridden} of={longest} tone="warn" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Percentiles of the answer time by service, as upper bounds in milliseconds. */
export function LatencyTable({ latency }: { readonly latency: readonly Latency[] }) {
  if (latency.length === 0) return <p class="empty">No call in this time.</p>;
  return (
    <table>
      <caption class="hidden-text">Answer time by service, in milliseconds</caption>
      <thead>
        <tr>
          <th scope="col">Service</th>
          <th scope="col" class="number">
            Calls
          </th>
          <th scope="col" class="number">
            p50
          </th>
          <th scope="col" class="number">
            p95
          </th>
          <th scope="col" class="number">
            p99
          </th>
        </tr>
      </thead>
      <tbody>
        {latency.map(({ service, count, p50, p95, p99 }) => (
          <tr key={service}>
            <th scope="row">{service}</th>
            <td class="number">{rangeWords(count)}</td>
            <td class="number">{p50}</td>
            <td class="number">{p95}</td>
            <td class="number">{p99}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
