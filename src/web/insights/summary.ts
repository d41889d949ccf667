import { type Fields, numberAt, objectsAt, textAt } from '../../chart/fields.js';

/** A count as told, as the interval it allows: `<5` is 1 to 4, and sums of such are known in part. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

interface Line {
  readonly measure: string;
  readonly week: string;
  readonly service: string;
  readonly value: string;
  readonly category: string;
  readonly reason: string;
  readonly count: Range;
}

export interface Latency {
  readonly service: string;
  readonly count: Range;
  readonly p50: string;
  readonly p95: string;
  readonly p99: string;
}

export interface Summary {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly Line[];
  readonly latency: readonly Latency[];
}

function rangeOf(fields: Fields): Range {
  const known = numberAt(fields, 'count');
  return known === undefined ? { least: 1, most: 4 } : { least: known, most: known };
}

/** A range as a person reads it: `12`, `<5`, `13–16`. */
export function rangeWords({ least, most }: Range): string {
  if (least === most) return String(least);
  return least === 1 && most === 4 ? '<5' : `${least}–${most}`;
}

function add(a: Range, b: Range): Range {
  return { least: a.least + b.least, most: a.most + b.most };
}

const nothing: Range = { least: 0, most: 0 };

function bound(fields: Fields, name: string): string {
  const value = numberAt(fields, name);
  return value === undefined ? (textAt(fields, name) ?? '') : `≤ ${value}`;
}

/** Reads the answer of `/insights/summary.json`. */
export function readSummary(body: Fields): Summary {
  const text = (fields: Fields, name: string): string => textAt(fields, name) ?? '';
  return {
    from: text(body, 'from'),
    to: text(body, 'to'),
    lines: objectsAt(body, 'lines').map((line) => ({
      ...{ measure: text(line, 'measure'), week: text(line, 'week'), service: text(line, 'service') },
      ...{ value: text(line, 'value'), category: text(line, 'category'), reason: text(line, 'reason') },
      count: rangeOf(line),
    })),
    latency: objectsAt(body, 'latency').map((each) => ({
      ...{ service: text(each, 'service'), count: rangeOf(each) },
      ...{ p50: bound(each, 'p50'), p95: bound(each, 'p95'), p99: bound(each, 'p99') },
    })),
  };
}

/** A name and how often. */
export interface Counted {
  readonly name: string;
  readonly count: Range;
}

/** Adds the lines of one measure up by a member, the most frequent first. */
export function countBy({ lines }: Summary, measure: string, by: 'value' | 'reason'): readonly Counted[] {
  const sums = new Map<string, Range>();
  for (const line of lines) {
    if (line.measure !== measure) continue;
    const name = line[by] === '' ? 'none given' : line[by];
    sums.set(name, add(sums.get(name) ?? nothing, line.count));
  }
  return [...sums]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count.least - a.count.least || (a.name < b.name ? -1 : 1));
}

/** What became of the cards of one week. */
export interface Week {
  readonly week: string;
  readonly shown: Range;
  readonly accepted: Range;
  readonly overridden: Range;
}

/** Cards shown, accepted and overridden, week by week. */
export function weeksOf({ lines }: Summary): readonly Week[] {
  const weeks = [...new Set(lines.map(({ week }) => week))].sort();
  const sum = (week: string, measure: string): Range =>
    lines
      .filter((line) => line.week === week && line.measure === measure)
      .reduce((all, { count }) => add(all, count), nothing);
  return weeks.map((week) => ({
    week,
    shown: sum(week, 'card'),
    accepted: sum(week, 'accepted'),
    overridden: sum(week, 'overridden'),
  }));
}
