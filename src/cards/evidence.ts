import type { Evidence } from '../clinical/facts/evidence.js';
import { escapeMarkdown } from './escape-markdown.js';
import type { Page } from './page.js';
import type { Sentence } from './sentence.js';

/** References of some evidence for a sentence, each once and within the room for words, at most `most`; the rest is counted. */
export function referencesShown(evidence: readonly Evidence[], most: number, { room, wording }: Page): string {
  const all = [...new Set(evidence.map((each) => each.reference))];
  const shown = all.slice(0, most).map((each) => escapeMarkdown(each, room.words));
  return [...shown, ...(all.length > most ? [wording.moreRecords(all.length - most)] : [])].join(', ');
}

/** What a card rests on, for its extension: every record reference and source id that its sentences name, each once. */
export function basisOf(sentences: readonly Sentence[]): {
  readonly records: readonly string[];
  readonly sources: readonly string[];
} {
  const records = new Set(sentences.flatMap((each) => each.basis.records));
  const sources = new Set(sentences.flatMap((each) => each.basis.sources));
  return { records: [...records].sort(), sources: [...sources].sort() };
}
