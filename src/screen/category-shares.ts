import type { Source } from '../knowledge/schema.js';
import { bars, percent } from './bars.js';
import { escapeHtml, htmlTable } from './html.js';
import type { Tally } from './tally.js';

/** Published shares of the HER2-negative, each with its source in the knowledge. */
const publishedShares = [
  {
    source: 'tan-2022',
    says: '43.4 % of 28,280 HER2-negative breast cancers were low (six centres in Asia, not metastatic)',
  },
  { source: 'zheng-2023', says: '64.2 % of 11,911 HER2-negative breast cancers were low (China)' },
  {
    source: 'her2-negative-reread-2025',
    says: '49.1 % of 171 read again for it were low, 27.5 % ultralow, 23.4 % neither',
  },
] as const;

/** What the report holds a cohort against; the series above reach from 43 to 64 % low and one finds more ultralow. Source: design-choice. */
const expected = { low: '50–60 %', ultralow: '10–20 %' } as const;
const expectedBy = 'design-choice';

function citation(id: string, sources: ReadonlyMap<string, Source>): string {
  const source = sources.get(id);
  if (source === undefined) return escapeHtml(id);
  // No address: the page leads nowhere else. It is beside the id in the knowledge.
  const { title, publisher, date } = source;
  return `${escapeHtml(title)}, ${escapeHtml(publisher)}, ${escapeHtml(date)} (${escapeHtml(id)})`;
}

function beside(sources: ReadonlyMap<string, Source>): string {
  const series = publishedShares.map(
    ({ source, says }) => `<li>${escapeHtml(says)}: ${citation(source, sources)}</li>`,
  );
  return `<p>The expectation is this project’s (${escapeHtml(expectedBy)}, ${escapeHtml(sources.get(expectedBy)?.date ?? '')}), to be signed off by a clinician. Published series differ, with how carefully a 0 and a 1+ were told apart:</p>
<ul>${series.join('\n')}</ul>`;
}

/** The part of the report on category shares, beside what is to be expected. HTML. */
export function categoryShares(
  { negative, categories, breastCancer }: Tally,
  sources: ReadonlyMap<string, Source>,
): string {
  const { all, low, ultralow, none, open } = negative;
  const rows: readonly (readonly [string, number, string])[] = [
    ['HER2-low (IHC 1+, or 2+ with negative ISH)', low, expected.low],
    ['HER2-ultralow (IHC 0 with membrane staining)', ultralow, expected.ultralow],
    ['HER2-null (IHC 0, no membrane staining)', none, 'the rest'],
    ['Negative, whether low is not documented', open, 'none, were every report complete'],
  ];
  const drawn = rows.map(([label, value]) => ({ label: label.replace(/ \(.*/, ''), value, note: percent(value, all) }));
  return `<h2>Shares among HER2-negative patients</h2>
<p>${all.toLocaleString('en')} patients are HER2-negative by ASCO/CAP. A share far below the expected one points at scores or staining detail that do not reach the record.</p>
${bars('Shares among HER2-negative patients', drawn, all)}
${htmlTable(
  'Shares beside the expectation',
  ['category', 'patients', 'share', 'expected'],
  rows.map(([label, value, usual]) => [label, value, percent(value, all), usual]),
)}
${beside(sources)}
${htmlTable(
  'Categories of all patients with breast cancer',
  ['category', 'patients', 'share'],
  Object.entries(categories).map(([name, value = 0]) => [name, value, percent(value, breastCancer)]),
)}`;
}
