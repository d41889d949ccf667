import { scaleUtc } from 'd3-scale';
import type { Chart } from '../../clinical/facts/chart.js';
import { earliestDay, latestDay } from '../../clinical/facts/dates.js';
import type { Her2Result, Her2Specimen } from '../../clinical/facts/her2.js';
import { methodOf, resultWords } from '../../explain/her2-words.js';
import type { Chosen } from './story.js';

/** Lanes of HER2 results, top to bottom. */
export const resultLanes = ['3+', '2+', '1+', '0', 'no score', 'ISH'] as const;
type ResultLane = (typeof resultLanes)[number];

export type Site = Her2Specimen['site'];

/** A HER2 result as a point: x in pixels, lane, site. */
export interface TimelinePoint {
  readonly x: number;
  readonly lane: ResultLane;
  readonly site: Site;
  readonly words: string;
  readonly chosen: Chosen;
}

/** A therapy as a bar: x in pixels. */
export interface TimelineBar {
  readonly from: number;
  readonly to: number;
  /** No end on record. */
  readonly open: boolean;
  readonly name: string;
  readonly words: string;
  readonly chosen: Chosen;
}

export interface Timeline {
  readonly points: readonly TimelinePoint[];
  readonly bars: readonly TimelineBar[];
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  readonly metastatic?: { readonly x: number; readonly label: string };
  /** Facts without a date: they have no place on the axis. */
  readonly undated: number;
}

function laneOf({ method, scores }: Her2Result): ResultLane {
  if (method === 'ish') return 'ISH';
  const [score] = scores;
  return method === 'ihc' && scores.length === 1 && score !== undefined ? score : 'no score';
}

function timeOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

type Place = (day: string) => number;

function pointsOf(chart: Chart, place: Place): readonly TimelinePoint[] {
  const specimens = new Map(chart.her2.specimens.map((each) => [each.reference, each]));
  return chart.her2.results.flatMap((result): readonly TimelinePoint[] => {
    if (result.date === undefined) return [];
    const specimen = result.specimen === undefined ? undefined : specimens.get(result.specimen);
    const says = resultWords(result);
    const where = specimen?.words ?? specimen?.site ?? 'site unknown';
    const words = `${methodOf(result)} ${says}, ${result.date}, ${where}`;
    return [
      {
        x: place(earliestDay(result.date)),
        lane: laneOf(result),
        site: specimen?.site ?? 'unknown',
        words,
        chosen: { title: words, evidence: result.evidence },
      },
    ];
  });
}

function barsOf(chart: Chart, place: Place, asOf: string): readonly TimelineBar[] {
  return chart.therapies.flatMap((therapy): readonly TimelineBar[] => {
    const { drug, setting, outcome, start, end } = therapy;
    const first = start ?? end;
    if (first === undefined) return [];
    const last = end ?? (outcome === 'ongoing' || start === undefined ? asOf : start);
    const words = `${drug}, ${setting} setting, ${outcome}, ${start ?? '?'} to ${end ?? '?'}`;
    return [
      {
        from: place(earliestDay(first)),
        to: place(latestDay(last) > asOf ? asOf : latestDay(last)),
        open: end === undefined,
        name: drug,
        words,
        chosen: { title: words, evidence: therapy.evidence },
      },
    ];
  });
}

function daysOf(chart: Chart, asOf: string): readonly string[] {
  const dates = [
    ...chart.her2.results.map((each) => each.date),
    ...chart.therapies.flatMap(({ start, end }) => [start, end]),
    chart.disease.since,
  ];
  return [...dates.flatMap((each) => (each === undefined ? [] : [earliestDay(each)])), asOf].sort();
}

/** Places the dated facts of a chart on a time axis of `width` pixels that ends with the day of the assessment. */
export function layoutTimeline(chart: Chart, width: number, asOf: string): Timeline {
  const days = daysOf(chart, asOf);
  const first = new Date(timeOf(days[0] ?? asOf));
  const last = new Date(timeOf(days.at(-1) ?? asOf));
  const from = first < last ? first : new Date(last.getTime() - 365 * 86_400_000);
  const scale = scaleUtc([from, last], [10, width - 14]);
  const place: Place = (day) => scale(timeOf(day));
  const { since } = chart.disease;
  const dated = chart.her2.results.filter(({ date }) => date !== undefined).length;
  const years = new Set(scale.ticks(Math.max(2, Math.floor(width / 90))).map((tick) => tick.getUTCFullYear()));
  return {
    points: pointsOf(chart, place),
    bars: barsOf(chart, place, asOf),
    ticks: [...years].flatMap((year) => {
      const x = place(`${year}-01-01`);
      return x < 10 ? [] : [{ x, label: String(year) }];
    }),
    ...(since === undefined ? {} : { metastatic: { x: place(earliestDay(since)), label: since } }),
    undated:
      chart.her2.results.length -
      dated +
      chart.therapies.filter(({ start, end }) => start === undefined && end === undefined).length,
  };
}
