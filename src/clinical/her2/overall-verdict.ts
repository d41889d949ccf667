import type { Her2Word } from '../facts/her2.js';
import type { Cell, IhcState, IshState } from './category-table.js';
import type { Her2Flag } from './vocabulary.js';

/** What stands beside the overall words of a specimen. */
export interface Beside {
  /** Words of the overall result, and words beside a score. */
  readonly verdicts: readonly Her2Word[];
  readonly ihcStates: readonly IhcState[];
  /** False where `ihcStates` come from the overall words themselves. */
  readonly ihcDone: boolean;
  readonly ishState: readonly IshState[];
}

interface Verdict {
  readonly cell: Cell;
  readonly flags: readonly Her2Flag[];
}

type Asserted = 'low' | 'ultralow' | 'null';
const assertable: readonly Asserted[] = ['low', 'ultralow', 'null'];

/** IHC states that a category word may stand beside; all others contradict it. */
const compatible: Record<Asserted, readonly IhcState[]> = {
  low: ['1+', '2+', 'negative, no score', 'described, no score', 'ambiguous notation', 'not done'],
  ultralow: [
    '0, membrane staining',
    '0, staining not reported',
    '0+',
    'negative, no score',
    'described, no score',
    'ambiguous notation',
    'not done',
  ],
  null: [
    '0, no membrane staining',
    '0, staining not reported',
    '0+',
    'negative, no score',
    'described, no score',
    'not done',
  ],
};

const noIsh: readonly IshState[] = ['not done', 'pending', 'on another specimen', 'failed', 'indeterminate'];

const conflictCell = (status: Cell['status']): Cell => ({
  category: 'indeterminate',
  status,
  reason: 'OVERALL_CONFLICT',
});
const isNegative = (cell: Cell): boolean => cell.status === 'negative' || cell.status === 'negative-with-comment';

/** A category word or code: settles the category where nothing contradicts it, and says so (CATEGORY_ASSERTED). */
function withAssertion(cell: Cell, asserted: readonly Asserted[], beside: Beside): Verdict {
  const [category] = asserted;
  if (category === undefined) return { cell, flags: [] };
  const fits = beside.ihcStates.every((state) => compatible[category].includes(state)) && asserted.length === 1;
  const amplified = cell.category === 'positive';
  const saidPositive = beside.verdicts.includes('positive');
  const settledOtherwise = cell.reason === undefined && cell.category !== category;
  if (!fits || amplified || saidPositive || (settledOtherwise && cell.category !== 'none')) {
    const negative = !saidPositive && (isNegative(cell) || cell.category === 'none');
    return { cell: conflictCell(negative ? 'negative' : 'indeterminate'), flags: [] };
  }
  if (cell.reason === undefined && cell.category === category) return { cell, flags: [] };
  const withoutIsh = beside.ishState.every((state) => noIsh.includes(state));
  const unshown = beside.ihcDone && beside.ihcStates.includes('2+') && withoutIsh;
  return {
    cell: { category, status: isNegative(cell) ? cell.status : 'negative' },
    flags: unshown ? ['CATEGORY_ASSERTED', 'OVERALL_IMPLIES_ISH'] : ['CATEGORY_ASSERTED'],
  };
}

/** "Equivocal" beside a score that is none: 0, 1+ and 3+ leave nothing for ISH to settle. */
function equivocalAgainstScore({ verdicts, ihcStates, ihcDone }: Beside): boolean {
  const sure = (state: IhcState) => state.startsWith('0') || state === '1+' || state === '3+';
  return ihcDone && verdicts.includes('equivocal') && ihcStates.every(sure);
}

/** Positive or negative overall against what IHC and ISH give. */
function withVerdict(cell: Cell, beside: Beside): Verdict {
  const positive = beside.verdicts.includes('positive');
  const negative = beside.verdicts.includes('negative');
  const indeterminate = conflictCell('indeterminate');
  if (equivocalAgainstScore(beside)) return { cell: indeterminate, flags: [] };
  if (!positive && !negative) return { cell, flags: [] };
  if (positive && negative) return { cell: indeterminate, flags: [] };
  const unshown = cell.reason === 'IHC2_NEEDS_ISH' && beside.ihcDone && beside.ihcStates.includes('2+');
  if (unshown)
    return {
      cell: { category: 'equivocal', status: 'equivocal', reason: 'ISH_NOT_SHOWN' },
      flags: ['OVERALL_IMPLIES_ISH'],
    };
  const shown = beside.ihcDone || !beside.ishState.every((state) => noIsh.includes(state));
  const against = positive ? isNegative(cell) : cell.category === 'positive';
  const discordantOverall = !beside.ihcDone && cell.discordant === true;
  return shown && (against || discordantOverall) ? { cell: indeterminate, flags: [] } : { cell, flags: [] };
}

/** Adds the overall words to the answer of IHC and ISH. */
export function withOverall(cell: Cell, beside: Beside): Verdict {
  const asserted = assertable.filter((each) => beside.verdicts.includes(each));
  const contradicted = cell.reason !== undefined && ['INVALID_VALUE', 'SCORE_PERCENT_CONFLICT'].includes(cell.reason);
  if (contradicted) return { cell, flags: [] };
  return asserted.length > 0 ? withAssertion(cell, asserted, beside) : withVerdict(cell, beside);
}
