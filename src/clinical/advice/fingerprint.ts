import type { Appraisal } from '../assessment.js';
import type { Evidence } from '../facts/evidence.js';
import type { Topic } from './advice.js';

export interface Ground {
  readonly topic: Topic;
  readonly category?: string;
  readonly evidence: readonly Evidence[];
  readonly indications?: readonly Appraisal[];
  /** What else makes it another finding: a need, drug names, safety concerns. */
  readonly about?: readonly string[];
}

/**
 * Stable text of what an advice rests on. The same grounds give the same text whatever the order of resources or the hook;
 * a new result, date or answer to an indication gives another one. Draft orders count by drug name: their ids change each time.
 */
export function fingerprint(ground: Ground): string {
  const evidence = new Set(ground.evidence.map((each) => `${each.reference}@${each.date ?? ''}`));
  const indications = (ground.indications ?? []).map((each) => `${each.id}=${each.result}`);
  return [
    ground.topic,
    ground.category ?? '',
    [...evidence].sort().join(','),
    [...indications].sort().join(','),
    [...new Set(ground.about ?? [])].sort().join(','),
  ].join('|');
}
