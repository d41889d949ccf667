import type { Evidence } from '../clinical/facts/evidence.js';

/** What a sentence rests on: sources of the knowledge, records of the patient, or both; never nothing. */
interface Basis {
  readonly sources: readonly string[];
  readonly records: readonly string[];
}

/** One list item of a card's detail. */
export interface Sentence {
  readonly text: string;
  readonly basis: Basis;
  /** 1 for an item under the one before. */
  readonly depth: 0 | 1;
}

/** A sentence that rests on sources of the knowledge. */
export function fromSources(text: string, sources: readonly string[], depth: 0 | 1 = 0): Sentence {
  return { text, basis: { sources, records: [] }, depth };
}

/** A sentence that rests on the patient's record; where the record gave nothing, on the request that asked for it. */
export function fromRecords(text: string, evidence: readonly Evidence[], depth: 0 | 1 = 0): Sentence {
  return { text, basis: { sources: [], records: [...new Set(evidence.map((each) => each.reference))] }, depth };
}

/** Plain GFM: one nested list, no table, no HTML. */
export function toMarkdown(sentences: readonly Sentence[]): string {
  return sentences.map((each) => `${each.depth === 0 ? '' : '  '}- ${each.text}`).join('\n');
}
