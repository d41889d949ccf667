import type { TallyCount } from './insights.js';
import { cardValue, latencyBounds, type TallyDimension } from './tallies.js';

/** A count as it may be told: below five it says no more than that, so that nobody can be found behind it. */
export type ToldCount = number | '<5';

/** One line of a summary, the same members on every line, so that a table of lines is a table. */
interface SummaryLine {
  readonly measure: TallyDimension;
  readonly week: string;
  readonly service: string;
  /** What the measure counts: a category, a silence, a missing item, a prefetch key, an advice kind. */
  readonly value: string;
  /** Of cards and answers: the HER2 category; else empty. */
  readonly category: string;
  /** Of answers: the code of the reason; else empty. */
  readonly reason: string;
  readonly count: ToldCount;
}

interface LatencyLine {
  readonly service: string;
  readonly count: ToldCount;
  /** Upper bounds in milliseconds of the class that the percentile falls into; absent below five answers. */
  readonly p50?: number | 'more';
  readonly p95?: number | 'more';
  readonly p99?: number | 'more';
}

export interface Summary {
  readonly lines: readonly SummaryLine[];
  readonly latency: readonly LatencyLine[];
}

/** A count as told: 1 to 4 are `<5`. */
export function told(count: number): ToldCount {
  return count > 0 && count < 5 ? '<5' : count;
}

/** ISO 8601 week of a day: `2026-W48`. */
export function isoWeek(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  // The week belongs to the year of its Thursday.
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  const year = date.getUTCFullYear();
  const week = Math.ceil(((date.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7);
  return `${year}-W${String(week).padStart(2, '0')}`;
}

type Key = Omit<SummaryLine, 'count' | 'category' | 'reason'> & {
  readonly category?: string;
  readonly reason?: string;
};

/** Adds up counts under equal keys. */
class Counter {
  readonly #counts = new Map<string, { readonly key: Omit<SummaryLine, 'count'>; n: number }>();

  add(key: Key, n: number): void {
    const full = { ...key, category: key.category ?? '', reason: key.reason ?? '' };
    const text = JSON.stringify([full.measure, full.week, full.service, full.value, full.category, full.reason]);
    const known = this.#counts.get(text);
    if (known === undefined) this.#counts.set(text, { key: full, n });
    else known.n += n;
  }

  lines(): readonly SummaryLine[] {
    return [...this.#counts.entries()]
      .filter(([, { n }]) => n > 0)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { key, n }]) => ({ ...key, count: told(n) }));
  }
}

function percentile(classes: ReadonlyMap<string, number>, total: number, share: number): number | 'more' {
  let seen = 0;
  for (const bound of latencyBounds) {
    seen += classes.get(String(bound)) ?? 0;
    if (seen >= total * share) return bound;
  }
  return 'more';
}

function latencyOf(tallies: readonly TallyCount[]): readonly LatencyLine[] {
  const services = new Map<string, Map<string, number>>();
  for (const { service, dimension, value, n } of tallies) {
    if (dimension !== 'latency') continue;
    const classes = services.get(service) ?? new Map<string, number>();
    classes.set(value, (classes.get(value) ?? 0) + n);
    services.set(service, classes);
  }
  return [...services]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([service, classes]) => {
      const total = [...classes.values()].reduce((sum, n) => sum + n, 0);
      if (total < 5) return { service, count: told(total) };
      const at = (share: number): number | 'more' => percentile(classes, total, share);
      return { service, count: total, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
    });
}

const isDimension = (
  text: string,
): text is 'decision' | 'category' | 'reason' | 'next-step' | 'advice' | 'silence' | 'missing' | 'unavailable' =>
  ['decision', 'category', 'reason', 'next-step', 'advice', 'silence', 'missing', 'unavailable'].includes(text);

/** Loaders read the words null and none as missing: they are written `her2-null` and `her2-none`. */
function category(text: string): string {
  return text === 'null' || text === 'none' ? `her2-${text}` : text;
}

function countTallies(counter: Counter, tallies: readonly TallyCount[]): void {
  for (const { day, service, dimension, value, n } of tallies) {
    const place = { week: isoWeek(day), service };
    if (dimension === 'card' || dimension === 'accepted' || dimension === 'overridden') {
      const { kind, reason, ...card } = cardValue.read(value);
      counter.add({ measure: dimension, ...place, value: kind, category: category(card.category), reason }, n);
    } else if (isDimension(dimension)) {
      counter.add({ measure: dimension, ...place, value: dimension === 'category' ? category(value) : value }, n);
    }
  }
}

/** Adds tallies up by week, service, what is counted and category. Counts below five are told as `<5`. */
export function summarise(tallies: readonly TallyCount[]): Summary {
  const counter = new Counter();
  countTallies(counter, tallies);
  return { lines: counter.lines(), latency: latencyOf(tallies) };
}
