import type { Silence } from '../clinical/advice/silence.js';
import type { Appraisal, Her2Assessment } from '../clinical/assessment.js';
import type { EligibilityFlag, IndicationResult } from '../clinical/eligibility/vocabulary.js';
import type { Gap } from '../clinical/facts/evidence.js';
import type { AscoCapStatus, Her2Category, Her2Flag, NextStep, Reason } from '../clinical/her2/vocabulary.js';
import type { Card } from './card.js';

/** Name of the response extension that carries the assessment in short. */
export const assessmentExtension = 'org.herald-cds.assessment';

export interface ShortAssessment {
  readonly category: Her2Category;
  readonly ascoCapStatus: AscoCapStatus;
  readonly reason?: Reason;
  readonly nextStep: NextStep;
  readonly flags: readonly (Her2Flag | EligibilityFlag)[];
  readonly indications: Readonly<Record<string, IndicationResult>>;
  readonly silence?: Silence;
}

/** Name of the response extension that says which data the answer was made without. */
export const dataExtension = 'org.herald-cds.data';

/** What was not had or not understood: prefetch keys of ours with their state and cause, and draft orders that could not be read. */
export interface DataLacks {
  readonly lacking?: readonly { readonly key: string; readonly state: string; readonly cause?: string }[];
  readonly orders?: readonly { readonly reference: string; readonly problem: string }[];
  /** What was shown and answered before could not be read in time: a card may come again. */
  readonly memory?: 'not-read';
}

/** What a hook answers: cards, and the assessment in short; where the request concerned nothing of ours, only why. */
export interface HookResponse {
  readonly cards: readonly Card[];
  readonly extension: {
    readonly [assessmentExtension]: ShortAssessment | { readonly silence: Silence };
    readonly [dataExtension]?: DataLacks;
  };
}

/** The report of what was lacking; empty where nothing was. CDS Hooks allows no empty members. */
export function dataReport(lacking: NonNullable<DataLacks['lacking']>, gaps: readonly Gap[]): DataLacks {
  const orders = gaps.map(({ reference, problem }) => ({ reference, problem }));
  return { ...(lacking.length === 0 ? {} : { lacking }), ...(orders.length === 0 ? {} : { orders }) };
}

export interface Assessed {
  readonly her2: Her2Assessment;
  readonly appraisals: readonly Appraisal[];
  readonly flags: readonly EligibilityFlag[];
  readonly silence?: Silence;
}

/** The assessment in short: category, what is open, and the result of each indication by id. */
export function shortAssessment({ her2, appraisals, flags, silence }: Assessed): ShortAssessment {
  return {
    category: her2.category,
    ascoCapStatus: her2.ascoCapStatus,
    ...(her2.reason === undefined ? {} : { reason: her2.reason }),
    nextStep: her2.nextStep,
    flags: [...new Set([...her2.flags, ...flags])],
    indications: Object.fromEntries(appraisals.map(({ id, result }) => [id, result])),
    ...(silence === undefined ? {} : { silence }),
  };
}

/** The response of a hook. */
export function hookResponse(
  cards: readonly Card[],
  assessment: ShortAssessment | { readonly silence: Silence },
  lacks: DataLacks = {},
): HookResponse {
  const data = Object.keys(lacks).length === 0 ? {} : { [dataExtension]: lacks };
  return { cards, extension: { [assessmentExtension]: assessment, ...data } };
}
