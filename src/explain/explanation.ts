import type { Appraisal } from '../clinical/assessment.js';
import type { Evidence, GapProblem } from '../clinical/facts/evidence.js';
import type { IhcState, IshState } from '../clinical/her2/category-table.js';
import type { AscoCapStatus, Her2Category, NextStep, Reason } from '../clinical/her2/vocabulary.js';

/** What the record says, with where it says so. */
export interface ExplainedFact {
  /** `HER2 IHC`, `ER`, `disease`, `therapy`, `safety` … */
  readonly about: string;
  readonly says: string;
  /** Why the fact does not count for the category; absent where it may count. */
  readonly notUsed?: string;
  readonly evidence: readonly Evidence[];
}

/** One rule as applied. */
export interface ExplainedRule {
  /** What it was applied to: a specimen or `patient`. */
  readonly to: string;
  readonly says: string;
  /** The cell of the IHC x ISH table, where the rule is one. */
  readonly cell?: {
    readonly ihc: readonly IhcState[];
    readonly ish: readonly IshState[];
    readonly category: Her2Category;
    readonly ascoCapStatus: AscoCapStatus;
  };
  readonly reason?: Reason;
  readonly nextStep?: NextStep;
  readonly flag?: string;
}

/** Something in the record that was not understood or not used. */
export interface ExplainedGap {
  readonly reference: string;
  readonly problem: GapProblem | 'TEST_NOT_KNOWN';
  readonly path?: string;
  readonly why: string;
  /** What a person can do about it. */
  readonly toDo: string;
}

/** From raw text to category: every fact, every rule, every gap. */
export interface Explanation {
  readonly asOf: string;
  readonly patient?: string;
  readonly knowledge: string;
  readonly category: Her2Category;
  readonly ascoCapStatus: AscoCapStatus;
  readonly reason?: Reason;
  readonly nextStep: NextStep;
  readonly facts: readonly ExplainedFact[];
  readonly rules: readonly ExplainedRule[];
  readonly indications: readonly Appraisal[];
  readonly gaps: readonly ExplainedGap[];
}
