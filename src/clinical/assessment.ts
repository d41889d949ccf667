import type { EligibilityFlag, IndicationResult, MissingItem, Truth } from './eligibility/vocabulary.js';
import type { ClinicalDate, Day } from './facts/dates.js';
import type { Disease } from './facts/disease.js';
import type { Evidence, Gap } from './facts/evidence.js';
import type { Receptors } from './facts/receptors.js';
import type { Therapy } from './facts/therapy.js';
import type { AscoCapStatus, Her2Category, Her2Flag, NextStep, Reason } from './her2/vocabulary.js';

export type IshGroup = 1 | 2 | 3 | 4 | 5;

/** HER2 of one specimen. Optional members are absent when unknown. */
export interface SpecimenHer2 {
  /** Reference of the Specimen; `unlinked` groups (no specimen reference) are named after their first result. */
  readonly specimen: string;
  readonly collected?: ClinicalDate;
  readonly site?: string;
  readonly category: Her2Category;
  readonly ascoCapStatus: AscoCapStatus;
  readonly ishGroup?: IshGroup;
  readonly reason?: Reason;
  readonly ihc?: {
    readonly score?: string;
    readonly stainedPercent?: number;
    readonly intensity?: string;
    readonly completeness?: string;
  };
  readonly ish?: {
    readonly probe?: 'dual' | 'single';
    readonly ratio?: number;
    readonly her2Copies?: number;
    readonly cep17Copies?: number;
    readonly interpretation?: string;
    readonly group?: IshGroup;
  };
  readonly evidence: readonly Evidence[];
}

/** HER2 of the patient: the index specimen's category with what history adds to it. */
export interface Her2Assessment {
  readonly category: Her2Category;
  readonly ascoCapStatus: AscoCapStatus;
  readonly ishGroup?: IshGroup;
  readonly reason?: Reason;
  readonly nextStep: NextStep;
  readonly flags: readonly Her2Flag[];
  /** `specimen` of the index entry. */
  readonly index?: string;
  readonly specimens: readonly SpecimenHer2[];
}

export interface CriterionAnswer {
  /** Kind of the criterion, e.g. `advanced-disease`. */
  readonly criterion: string;
  readonly truth: Truth;
  /** What is undocumented, where `truth` is unknown. */
  readonly missing: readonly MissingItem[];
  readonly because: readonly Evidence[];
}

export type Region = 'US' | 'EU';

/** One labelled indication judged criterion by criterion. */
export interface Appraisal {
  readonly id: string;
  readonly region: Region;
  readonly result: IndicationResult;
  readonly missing: readonly MissingItem[];
  readonly criteria: readonly CriterionAnswer[];
  /** Source id of the indication text. */
  readonly source: string;
  /** Day from which the indication is in force. */
  readonly since: Day;
}

/** Answer of `POST /assess`, of the CLI and of cohort screening. */
export interface Assessment {
  readonly asOf: Day;
  readonly patient?: string;
  readonly knowledge: string;
  readonly her2: Her2Assessment;
  readonly receptors: Receptors;
  readonly disease: Pick<Disease, 'extent' | 'since' | 'stage' | 'evidence'>;
  readonly therapies: readonly Therapy[];
  readonly indications: readonly Appraisal[];
  readonly flags: readonly EligibilityFlag[];
  readonly gaps: readonly Gap[];
}
