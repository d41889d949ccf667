import type { Policy } from '../clinical/advice/policy.js';
import type { Appraisal, Her2Assessment } from '../clinical/assessment.js';
import type { EligibilityFlag } from '../clinical/eligibility/vocabulary.js';
import type { Chart } from '../clinical/facts/chart.js';
import type { Day } from '../clinical/facts/dates.js';
import type { Knowledge } from '../knowledge/schema.js';
import type { Language } from './language.js';

/** What a card is rendered from, beside the advice itself. */
export interface RenderContext {
  /** Names the cards: the same seed and topic give the same card uuid. */
  readonly seed: { readonly tenant: string; readonly hookInstance: string };
  readonly language: Language;
  readonly knowledge: Knowledge;
  readonly chart: Chart;
  readonly her2: Her2Assessment;
  readonly appraisals: readonly Appraisal[];
  /** Eligibility and safety flags of the chart and its appraisals. */
  readonly flags: readonly EligibilityFlag[];
  readonly policy: Policy;
  readonly asOf: Day;
  /** Name-based uuid (version 5); given by the edge, since the pure rings compute no hashes. */
  readonly nameUuid: (name: string) => string;
  /** Where the evidence page is launched (https); absent: no card links to it. */
  readonly evidenceUrl?: string;
  /** One more sentence for every card: an open instance is for synthetic data only. */
  readonly notice?: 'synthetic-data-only';
}
