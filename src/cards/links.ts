import type { Link } from '../cds/card.js';
import type { Knowledge, Source } from '../knowledge/schema.js';
import type { Sentence } from './sentence.js';
import type { Wording } from './wording/wording.js';

/** More links are read by nobody, and clients allow-list their hosts. */
const most = 3;

/** Kinds of source whose page is for a clinician to read. */
const readable: ReadonlySet<Source['kind']> = new Set(['label', 'guideline', 'consensus']);

function linkTo(source: Source, wording: Wording): readonly Link[] {
  if (source.url === undefined || !source.url.startsWith('https://') || !readable.has(source.kind)) return [];
  // One page of a regulator holds every approval: it is named after the page, not after one of them.
  const label =
    source.kind === 'label' ? wording.labelLink(source.publisher) : wording.linkLabel(source.title, source.date);
  return [{ label, url: source.url, type: 'absolute' }];
}

/** Label and guideline pages that the card's sentences rest on, in the order in which they do: https only, three at most. */
export function linksOf(sentences: readonly Sentence[], knowledge: Knowledge, wording: Wording): readonly Link[] {
  const ids = new Set(sentences.flatMap((each) => each.basis.sources));
  const pages = [...ids].flatMap((id) => {
    const source = knowledge.sources.get(id);
    return source === undefined ? [] : linkTo(source, wording);
  });
  return [...new Map(pages.map((page) => [page.url, page])).values()].slice(0, most);
}

/**
 * The link that opens the evidence page in the EHR (SMART App Launch). Its context names the topic of the card, nothing of the patient:
 * the page reads the record itself.
 */
export function evidenceLinks(topic: string, url: string | undefined, wording: Wording): readonly Link[] {
  if (url === undefined || !url.startsWith('https://')) return [];
  return [{ label: wording.evidenceLabel, url, type: 'smart', appContext: JSON.stringify({ topic }) }];
}
