import { escapeHtml } from './html.js';

/** A share as text; a dash of nothing. */
export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`;

/** One bar. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Text after the bar. */
  readonly note: string;
}

const labelWidth = 330;
const barWidth = 360;
const rowHeight = 28;

/** Horizontal bars as SVG; the table that follows says the same in text. */
export function bars(title: string, values: readonly Bar[], most: number): string {
  const height = values.length * rowHeight + 6;
  const rows = values.map(({ label, value, note }, at) => {
    const y = at * rowHeight + 4;
    const width = most === 0 ? 0 : Math.max(value > 0 ? 1 : 0, (value / most) * barWidth);
    return `<text x="${labelWidth - 8}" y="${y + 15}" text-anchor="end">${escapeHtml(label)}</text>
<rect x="${labelWidth}" y="${y}" width="${width.toFixed(1)}" height="20" class="bar"/>
<text x="${(labelWidth + width + 6).toFixed(1)}" y="${y + 15}">${escapeHtml(note)}</text>`;
  });
  return `<svg role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 820 ${height}" width="820" height="${height}" font-family="system-ui,sans-serif" font-size="14">
<title>${escapeHtml(title)}</title>
${rows.join('\n')}
</svg>`;
}
