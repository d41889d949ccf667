import type { Card } from '../cds/card.js';
import type { Advice } from '../clinical/advice/advice.js';
import type { Policy } from '../clinical/advice/policy.js';
import type { Appraisal, Her2Assessment } from '../clinical/assessment.js';
import type { Chart } from '../clinical/facts/chart.js';
import type { Day } from '../clinical/facts/dates.js';
import type { Knowledge } from '../knowledge/schema.js';
import type { Language } from './language.js';

export interface RenderContext {
  /** Names the cards: the same seed and topic give the same card uuid. */
  readonly seed: { readonly tenant: string; readonly hookInstance: string };
  readonly language: Language;
  readonly knowledge: Knowledge;
  readonly chart: Chart;
  readonly her2: Her2Assessment;
  readonly appraisals: readonly Appraisal[];
  readonly policy: Policy;
  readonly asOf: Day;
  /** Name-based uuid (version 5); given by the edge, since the pure rings compute no hashes. */
  readonly nameUuid: (name: string) => string;
  /** One more sentence for every card, e.g. that an open instance is for synthetic data only. */
  readonly notice?: 'synthetic-data-only';
}

/** Renders advice as cards, in the order given. */
export function render(_advice: readonly Advice[], _context: RenderContext): readonly Card[] {
  return [];
}
