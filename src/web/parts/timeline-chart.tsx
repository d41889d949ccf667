import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chart } from '../../clinical/facts/chart.js';
import type { Chosen } from './story.js';
import {
  layoutTimeline,
  resultLanes,
  type Site,
  type Timeline,
  type TimelineBar,
  type TimelinePoint,
} from './timeline-layout.js';

const lane = 26;
const top = 24;
/** Pixels left of the axis for the names of the lanes. */
const names = 62;
const axis = top + resultLanes.length * lane + 6;
const barHeight = 24;

/** One shape for each kind of site, so that colour alone says nothing. */
const shapes: Readonly<Record<Site, string>> = {
  breast: 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0Z',
  'regional-node': 'M0-7L7 0L0 7L-7 0Z',
  distant: 'M-6-6H6V6H-6Z',
  unknown: 'M0-7L7 6H-7Z',
};

const siteNames: Readonly<Record<Site, string>> = {
  breast: 'breast',
  'regional-node': 'regional node',
  distant: 'distant site',
  unknown: 'site unknown',
};

const sites = ['breast', 'regional-node', 'distant', 'unknown'] as const satisfies readonly Site[];

interface Choosing {
  readonly chosen: Chosen | undefined;
  readonly onChoose: (chosen: Chosen) => void;
}

interface MarkProps extends Choosing {
  readonly kind: 'point' | 'therapy';
  readonly words: string;
  readonly mark: Chosen;
  readonly children: ComponentChildren;
}

/** Something drawn that can be chosen with mouse or keyboard; it leads to its source. */
function Mark({ kind, words, mark, chosen, onChoose, children }: MarkProps) {
  const choose = (event: Event): void => {
    event.preventDefault();
    onChoose(mark);
  };
  return (
    // biome-ignore lint/a11y/useValidAnchor: SVG knows no button; the link leads to the source panel
    <a
      href="#source"
      class={`${kind} ${chosen?.evidence === mark.evidence ? 'chosen' : ''}`}
      aria-label={words}
      onClick={choose}
    >
      <title>{words}</title>
      {children}
    </a>
  );
}

function Point({ point, ...choosing }: Choosing & { readonly point: TimelinePoint }) {
  const y = top + (resultLanes.indexOf(point.lane) + 0.5) * lane;
  return (
    <Mark kind="point" words={point.words} mark={point.chosen} {...choosing}>
      <path d={shapes[point.site]} transform={`translate(${point.x} ${y})`} />
    </Mark>
  );
}

interface BarProps extends Choosing {
  readonly bar: TimelineBar;
  readonly at: number;
  readonly width: number;
}

function Bar({ bar, at, width, ...choosing }: BarProps) {
  const y = axis + 22 + at * barHeight;
  const wide = Math.max(bar.to - bar.from, 5);
  const isLate = bar.from > width * 0.55;
  return (
    <Mark kind="therapy" words={bar.words} mark={bar.chosen} {...choosing}>
      <rect x={bar.from} y={y} width={wide} height={9} rx={2} class={bar.open ? 'open' : ''} />
      <text x={isLate ? bar.from + wide : bar.from} y={y - 3} text-anchor={isLate ? 'end' : 'start'}>
        {bar.name}
      </text>
    </Mark>
  );
}

function Axis({
  timeline,
  width,
  height,
}: {
  readonly timeline: Timeline;
  readonly width: number;
  readonly height: number;
}) {
  return (
    <g class="axis">
      {timeline.ticks.map(({ x, label }) => (
        <g key={label}>
          <line x1={x} x2={x} y1={top - 4} y2={height} />
          <text x={x + 3} y={axis + 4}>
            {label}
          </text>
        </g>
      ))}
      {resultLanes.map((name, at) => (
        <g key={name}>
          <line x1={0} x2={width} y1={top + (at + 0.5) * lane} y2={top + (at + 0.5) * lane} />
          <text class="name" x={-8} y={top + (at + 0.5) * lane + 4} text-anchor="end">
            {name}
          </text>
        </g>
      ))}
    </g>
  );
}

function Metastatic({
  at,
  width,
  height,
}: {
  readonly at: NonNullable<Timeline['metastatic']>;
  readonly width: number;
  readonly height: number;
}) {
  return (
    <g class="metastatic">
      <line x1={at.x} x2={at.x} y1={top - 4} y2={height} />
      <text x={at.x} y={top - 8} text-anchor={at.x > width * 0.6 ? 'end' : 'start'}>
        advanced disease since {at.label}
      </text>
    </g>
  );
}

function Legend() {
  return (
    <ul class="row small soft legend-sites">
      {sites.map((site) => (
        <li key={site} class="row">
          <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" class="point">
            <path d={shapes[site]} />
          </svg>
          {siteNames[site]}
        </li>
      ))}
    </ul>
  );
}

/** The width of an element, followed as it changes. */
function useWidth(): [ref: { readonly current: HTMLDivElement | null }, width: number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

interface ChartProps extends Choosing {
  readonly chart: Chart;
  readonly asOf: string;
}

/** HER2 results by score and site over time, therapies as bars, the date of advanced disease as a line. */
export function TimelineChart({ chart, asOf, ...choosing }: ChartProps) {
  const [ref, whole] = useWidth();
  const width = Math.max(160, whole - names);
  const timeline = layoutTimeline(chart, width, asOf);
  const height = axis + 22 + timeline.bars.length * barHeight;
  return (
    <figure class="stack tight timeline" ref={ref}>
      <svg viewBox={`${-names} 0 ${width + names} ${height}`} width={width + names} height={height}>
        <title>HER2 results and therapies over time</title>
        <Axis timeline={timeline} width={width} height={height} />
        {timeline.metastatic === undefined ? null : (
          <Metastatic at={timeline.metastatic} width={width} height={height} />
        )}
        {timeline.bars.map((bar, at) => (
          <Bar key={`${bar.words} ${bar.from}`} bar={bar} at={at} width={width} {...choosing} />
        ))}
        {timeline.points.map((point) => (
          <Point key={`${point.words} ${point.chosen.evidence[0]?.reference ?? ''}`} point={point} {...choosing} />
        ))}
      </svg>
      <figcaption class="stack tight">
        <Legend />
        {timeline.undated === 0 ? null : (
          <span class="small soft">{timeline.undated} without a date: listed below, not drawn.</span>
        )}
      </figcaption>
    </figure>
  );
}
