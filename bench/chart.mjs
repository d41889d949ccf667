/** The chart of docs/performance.md: requests a second as bars, and what a request of Herald spends where. Readable on light and dark. */
import { scaleBand, scaleLinear } from 'd3-scale';
import { stepTitles } from './tables.mjs';

const width = 760;
const left = 190;
const right = 70;
const barHeight = 24;

const style = [
  'text { font: 13px system-ui, sans-serif; fill: #24292f; }',
  '.title { font-weight: 600; }',
  '.plain { fill: #8c959f; } .ours { fill: #0969da; } .step { fill: #8250df; }',
  '@media (prefers-color-scheme: dark) {',
  '  text { fill: #e6edf3; } .plain { fill: #6e7681; } .ours { fill: #4493f8; } .step { fill: #ab7df8; }',
  '}',
].join('\n');

const inMarkup = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function bars(title, rows, top) {
  const x = scaleLinear([0, Math.max(1, ...rows.map((each) => each.value))], [0, width - left - right]);
  const bottom = top + 30 + rows.length * (barHeight + 6);
  const y = scaleBand(
    rows.map((each) => each.label),
    [top + 30, bottom],
  ).padding(0.2);
  const marks = rows.map(({ label, value, kind }) => {
    const at = y(label) ?? 0;
    const middle = at + y.bandwidth() / 2 + 4;
    return [
      `<text x="${left - 8}" y="${middle.toFixed(1)}" text-anchor="end">${inMarkup(label)}</text>`,
      `<rect class="${kind}" x="${left}" y="${at.toFixed(1)}" width="${x(value).toFixed(1)}" height="${y.bandwidth().toFixed(1)}"/>`,
      `<text x="${(left + x(value) + 6).toFixed(1)}" y="${middle.toFixed(1)}">${value.toFixed(0)}</text>`,
    ].join('\n');
  });
  return { bottom, text: [`<text class="title" x="0" y="${top + 18}">${inMarkup(title)}</text>`, ...marks].join('\n') };
}

/** @returns the SVG as text */
export function chartOf({ servers, steps }) {
  const labels = {
    node: 'bare node:http',
    express: 'bare express 5',
    herald: 'Herald, auth off',
    rs384: 'Herald, RS384',
    es384: 'Herald, ES384',
  };
  const rates = Object.entries(servers).map(([name, { perSecond }]) => ({
    label: labels[name],
    value: perSecond,
    kind: name in { node: 0, express: 0 } ? 'plain' : 'ours',
  }));
  const costs = Object.entries(stepTitles).map(([name, label]) => ({ label, value: steps[name], kind: 'step' }));
  const first = bars('Requests a second, 36 KB order-select, 10 connections', rates, 0);
  const second = bars('Processor microseconds of a request, by step', costs, first.bottom + 10);
  const height = second.bottom + 10;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    '<title>Requests a second of Herald beside bare servers, and processor time by step</title>',
    `<style>${style}</style>`,
    first.text,
    second.text,
    '</svg>',
    '',
  ].join('\n');
}
