import type { Link } from '../cds/card.js';
import type { Knowledge } from '../knowledge/schema.js';
import type { Wording } from './wording/wording.js';

/** More links are read by nobody, and clients allow-list their hosts. */
const most = 3;

/** Label and guideline pages that the card's sentences rest on: https only, from the knowledge's sources. */
export function linksOf(sources: readonly string[], knowledge: Knowledge, wording: Wording): readonly Link[] {
  const pages = sources.flatMap((id) => {
    const source = knowledge.sources.get(id);
    if (source?.url === undefined || !source.url.startsWith('https://')) return [];
    if (source.kind !== 'label' && source.kind !== 'guideline' && source.kind !== 'consensus') return [];
    return [{ label: wording.linkLabel(source.title, source.date), url: source.url, type: 'absolute' as const }];
  });
  const seen = new Set<string>();
  return pages.filter((page) => !seen.has(page.url) && seen.add(page.url)).slice(0, most);
}
