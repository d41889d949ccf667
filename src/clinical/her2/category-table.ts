import type { AscoCapStatus, Her2Category, NextStep, Reason } from './vocabulary.js';

/** Everything that IHC may say of a specimen, as far as the category depends on it. */
export const ihcStates = [
  'not done',
  '0, no membrane staining',
  '0, membrane staining',
  '0, staining not reported',
  '0+',
  '1+',
  '2+',
  '3+',
  'negative, no score',
  'positive, no score',
  'present, no score',
  'ambiguous notation',
  'described, no score',
  'indeterminate',
] as const;
export type IhcState = (typeof ihcStates)[number];

/** Everything that ISH may say. `confirmed`: recounted, or concluded by the laboratory as ASCO/CAP concludes after the recount. */
export const ishStates = [
  'not done',
  'pending',
  'on another specimen',
  'group 1',
  'group 2',
  'group 2, confirmed',
  'group 3',
  'group 3, confirmed',
  'group 4',
  'group 4, confirmed',
  'group 5',
  'single probe, 6.0 or more',
  'single probe, 4.0 to under 6.0',
  'single probe, under 4.0',
  'amplified',
  'not amplified',
  'equivocal',
  'indeterminate',
  'failed',
] as const;
export type IshState = (typeof ishStates)[number];

/** One cell: the T-DXd category, the ASCO/CAP status, and why it is not settled. */
export interface Cell {
  readonly category: Her2Category;
  readonly status: AscoCapStatus;
  readonly reason?: Reason;
  /** The step of this cell where it is not the reason's usual one. */
  readonly step?: NextStep;
  /** IHC and ISH disagree about positivity. */
  readonly discordant?: true;
}

type Row = Record<IshState, Cell>;

const positive: Cell = { category: 'positive', status: 'positive' };
const discordant: Cell = { category: 'positive', status: 'positive', discordant: true };
const low: Cell = { category: 'low', status: 'negative' };
const lowWithComment: Cell = { category: 'low', status: 'negative-with-comment' };
const equivocal = (reason: Reason): Cell => ({ category: 'equivocal', status: 'equivocal', reason });
const open = (status: AscoCapStatus, reason: Reason): Cell => ({ category: 'indeterminate', status, reason });
const nothing = (reason: Reason): Cell => ({ category: 'none', status: 'none', reason });

/** IHC 0, 1+ or negative: ISH decides only positivity; groups 2-4 are negative with a comment (ASCO/CAP 2018, figures 2-6). */
function negativeRow(cell: Cell): Row {
  const withComment: Cell = { ...cell, status: 'negative-with-comment' };
  return {
    'not done': cell,
    pending: cell,
    'on another specimen': cell,
    'group 1': discordant,
    'group 2': withComment,
    'group 2, confirmed': withComment,
    'group 3': withComment,
    'group 3, confirmed': withComment,
    'group 4': withComment,
    'group 4, confirmed': withComment,
    'group 5': cell,
    'single probe, 6.0 or more': discordant,
    'single probe, 4.0 to under 6.0': cell,
    'single probe, under 4.0': cell,
    amplified: discordant,
    'not amplified': cell,
    equivocal: open('indeterminate', 'LEGACY_ISH_EQUIVOCAL'),
    indeterminate: cell,
    failed: cell,
  };
}

/** IHC 3+ (or positive): positive whatever ISH says; a negative ISH is a discordance to look at (ASCO/CAP 2018; design choice: flagged). */
const positiveRow: Row = {
  'not done': positive,
  pending: positive,
  'on another specimen': positive,
  'group 1': positive,
  'group 2': positive,
  'group 2, confirmed': positive,
  'group 3': positive,
  'group 3, confirmed': positive,
  'group 4': positive,
  'group 4, confirmed': positive,
  'group 5': discordant,
  'single probe, 6.0 or more': positive,
  'single probe, 4.0 to under 6.0': positive,
  'single probe, under 4.0': discordant,
  amplified: positive,
  'not amplified': discordant,
  equivocal: positive,
  indeterminate: positive,
  failed: positive,
};

/** IHC 2+: ISH decides (ASCO/CAP 2018, figures 1-6; groups 2-4 only after the recount). */
const equivocalRow: Row = {
  'not done': equivocal('IHC2_NEEDS_ISH'),
  pending: equivocal('ISH_PENDING'),
  'on another specimen': equivocal('ISH_OTHER_SPECIMEN'),
  'group 1': positive,
  'group 2': equivocal('ISH_GROUP2_NEEDS_RECOUNT'),
  'group 2, confirmed': lowWithComment,
  'group 3': equivocal('ISH_GROUP3_NEEDS_RECOUNT'),
  'group 3, confirmed': positive,
  'group 4': equivocal('ISH_GROUP4_NEEDS_RECOUNT'),
  'group 4, confirmed': lowWithComment,
  'group 5': low,
  'single probe, 6.0 or more': positive,
  'single probe, 4.0 to under 6.0': equivocal('SINGLE_PROBE_4_TO_6'),
  'single probe, under 4.0': low,
  amplified: positive,
  'not amplified': low,
  equivocal: equivocal('LEGACY_ISH_EQUIVOCAL'),
  indeterminate: equivocal('LAB_INDETERMINATE'),
  failed: equivocal('TEST_FAILED'),
};

/** No IHC: a positive ISH is positive, a negative one leaves the category open (0, 1+ and 2+ are all possible). */
const ishOnlyRow: Row = {
  'not done': nothing('NO_USABLE_RESULT'),
  pending: nothing('PENDING'),
  'on another specimen': nothing('NO_USABLE_RESULT'),
  'group 1': positive,
  'group 2': open('indeterminate', 'ISH_GROUP2_NEEDS_IHC'),
  'group 2, confirmed': open('indeterminate', 'ISH_GROUP2_NEEDS_IHC'),
  'group 3': open('indeterminate', 'ISH_GROUP3_NEEDS_IHC'),
  'group 3, confirmed': open('indeterminate', 'ISH_GROUP3_NEEDS_IHC'),
  'group 4': open('indeterminate', 'ISH_GROUP4_NEEDS_IHC'),
  'group 4, confirmed': open('indeterminate', 'ISH_GROUP4_NEEDS_IHC'),
  'group 5': open('negative', 'ISH_NEGATIVE_WITHOUT_IHC'),
  'single probe, 6.0 or more': positive,
  'single probe, 4.0 to under 6.0': { ...open('indeterminate', 'SINGLE_PROBE_4_TO_6'), step: 'ORDER_IHC_SAME_TISSUE' },
  'single probe, under 4.0': open('negative', 'ISH_NEGATIVE_WITHOUT_IHC'),
  amplified: positive,
  'not amplified': open('negative', 'ISH_NEGATIVE_WITHOUT_IHC'),
  equivocal: open('indeterminate', 'LEGACY_ISH_EQUIVOCAL'),
  indeterminate: open('indeterminate', 'LAB_INDETERMINATE'),
  failed: nothing('TEST_FAILED'),
};

/** IHC was done and gave nothing that can be put in a class: only a positive ISH settles anything. */
function unscoredRow(reason: Reason): Row {
  const cell = open('indeterminate', reason);
  return {
    'not done': cell,
    pending: cell,
    'on another specimen': cell,
    'group 1': positive,
    'group 2': cell,
    'group 2, confirmed': cell,
    'group 3': cell,
    'group 3, confirmed': cell,
    'group 4': cell,
    'group 4, confirmed': cell,
    'group 5': cell,
    'single probe, 6.0 or more': positive,
    'single probe, 4.0 to under 6.0': cell,
    'single probe, under 4.0': cell,
    amplified: positive,
    'not amplified': cell,
    equivocal: cell,
    indeterminate: cell,
    failed: cell,
  };
}

/**
 * IHC (with staining) x ISH -> category and ASCO/CAP status. Total by type: a missing cell does not compile.
 * Sources: ASCO/CAP 2018 figures 1-6 (affirmed 2023); FDA indication texts 2022-08-05 and 2025-01-27; Rakha et al. 2026 (null, ultralow).
 */
export const categoryTable: Record<IhcState, Row> = {
  'not done': ishOnlyRow,
  '0, no membrane staining': negativeRow({ category: 'null', status: 'negative' }),
  '0, membrane staining': negativeRow({ category: 'ultralow', status: 'negative' }),
  '0, staining not reported': negativeRow(open('negative', 'IHC0_STAINING_NOT_REPORTED')),
  '0+': negativeRow(open('negative', 'AMBIGUOUS_0PLUS')),
  '1+': negativeRow(low),
  '2+': equivocalRow,
  '3+': positiveRow,
  'negative, no score': negativeRow(open('negative', 'NEGATIVE_WITHOUT_SCORE')),
  'positive, no score': positiveRow,
  'present, no score': unscoredRow('PRESENCE_WITHOUT_SCORE'),
  'ambiguous notation': unscoredRow('AMBIGUOUS_NOTATION'),
  'described, no score': unscoredRow('NO_SCORE_REPORTED'),
  indeterminate: unscoredRow('LAB_INDETERMINATE'),
};
