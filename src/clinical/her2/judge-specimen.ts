import type { IshGroup } from '../assessment.js';
import type { Her2Result, Her2Word } from '../facts/her2.js';
import type { Cell, IhcState } from './category-table.js';
import { type ChosenIsh, chooseIsh } from './choose-ish.js';
import { cellOfOneIhc, cellsOf, ishWouldSettle, settledCell, sharedStatus } from './combine-cells.js';
import { findingOfIhc, type IhcFinding, isUnread, statesOfWords } from './ihc-finding.js';
import type { IshFinding } from './ish-finding.js';
import { interpretationContradicts, legacyFlags } from './ish-interpretation.js';
import { contradictions, stepOfCategory, stepOfReason } from './next-step.js';
import { withOverall } from './overall-verdict.js';
import type { Her2Flag, NextStep } from './vocabulary.js';

/** The usable results of one specimen, joined. */
export interface SpecimenResults {
  readonly ihc: readonly Her2Result[];
  readonly ish: readonly Her2Result[];
  readonly overall: readonly Her2Result[];
  /** What to say of ISH where this specimen has none. */
  readonly absentIsh: IshFinding;
  /** How the results were joined. */
  readonly flags: readonly Her2Flag[];
}

/** The answer for one specimen. */
export interface Judgement {
  readonly cell: Cell;
  readonly ishGroup: IshGroup | undefined;
  readonly step: NextStep;
  readonly flags: readonly Her2Flag[];
  readonly ihcStates: readonly IhcState[];
  readonly ish: ChosenIsh;
}

/** Everything the rules look at for one specimen. */
interface Readings {
  readonly ihc: IhcFinding;
  readonly ish: ChosenIsh;
  readonly verdicts: readonly Her2Word[];
  readonly ihcDone: boolean;
}

const unsettled = (category: 'equivocal' | 'indeterminate', cell: Omit<Cell, 'category'>): Cell => ({
  category,
  ...cell,
});

/** Only 2+ and nothing else. */
const isTwoPlus = (states: readonly IhcState[]): boolean => states.length === 1 && states[0] === '2+';

/** Does the ISH give the laboratory's one verdict, without a contradiction or a count that waits for another? */
function isDecided({ finding, numeric, moved }: ChosenIsh, ihc: readonly IhcState[]): boolean {
  return (
    finding.problem === undefined &&
    finding.interpretation !== 'equivocal' &&
    // A move between groups is adjudicated beside a 2+ alone.
    (moved === undefined || !ihc.includes('2+')) &&
    !ihc.some((state) => interpretationContradicts(finding, numeric, state))
  );
}

/**
 * Staining against the score: open, unless the ISH decides for the score and for what the staining describes alike.
 * The status is the one that both share; where the ISH contradicts itself too there is none.
 */
function cellOfStainingConflict({ ihc, ish }: Readings): Cell | undefined {
  const either = [...ihc.states, ...ihc.contrary];
  const cells = cellsOf(either, problemFreeStates(ish));
  const positive = settledCell(cells)?.category === 'positive';
  if (positive && isDecided(ish, either)) return undefined;
  const negative = either.every((state) => state.startsWith('0') || state === '1+');
  const contradictory = ish.finding.problem !== undefined || interpretationContradictsAll(ish, ihc.states);
  const shared = negative && !contradictory && !positive;
  return unsettled('indeterminate', {
    status: shared ? sharedStatus(cells) : 'indeterminate',
    reason: 'SCORE_PERCENT_CONFLICT',
  });
}

const interpretationContradictsAll = ({ finding, numeric }: ChosenIsh, states: readonly IhcState[]): boolean =>
  states.every((state) => interpretationContradicts(finding, numeric, state));

/** A number that cannot be: settled only where the other test decides without it. */
function cellOfInvalid({ ihc }: Readings, cells: readonly Cell[]): Cell | undefined {
  if (ihc.problem === undefined && settledCell(cells) !== undefined) return undefined;
  return isTwoPlus(ihc.states) && settledCell(cells) === undefined
    ? unsettled('equivocal', { status: 'equivocal', reason: 'INVALID_VALUE' })
    : unsettled('indeterminate', { status: sharedStatus(cells), reason: 'INVALID_VALUE' });
}

/** A number that cannot be, first; then what contradicts itself. Undefined where nothing does. */
function cellOfProblem(readings: Readings): Cell | undefined {
  const { ihc, ish } = readings;
  const { finding } = ish;
  const cells = cellsOf(ihc.states, problemFreeStates(ish));
  if (ihc.problem === 'INVALID_VALUE' || finding.problem === 'INVALID_VALUE') return cellOfInvalid(readings, cells);
  if (ihc.problem !== undefined) return cellOfStainingConflict(readings);
  if (finding.problem !== undefined && settledCell(cells) === undefined) {
    return unsettled('indeterminate', { status: 'indeterminate', reason: finding.problem });
  }
  const contradicts = interpretationContradictsAll(ish, ihc.states);
  return contradicts && settledCell(cellsOf(ihc.states, ['amplified', 'not amplified'])) === undefined
    ? unsettled('indeterminate', { status: 'indeterminate', reason: 'ISH_INTERPRETATION_CONFLICT' })
    : undefined;
}

/** 2+ with an ISH that must be counted again: a stated "equivocal", or a recount that moved the group. */
function cellOfRecount({ ihc, ish }: Readings): Cell | undefined {
  if (!isTwoPlus(ihc.states)) return undefined;
  const again = { status: 'equivocal', step: 'ISH_RECOUNT_AND_ADJUDICATE' } as const;
  if (ish.finding.interpretation === 'equivocal' && ish.finding.numbers) {
    return unsettled('equivocal', { ...again, reason: 'LEGACY_ISH_EQUIVOCAL' });
  }
  const reason = [ish.moved, ish.numeric[0]]
    .filter((state) => ish.moved !== undefined && state !== undefined)
    .flatMap((state) => {
      const cell = state === undefined ? undefined : cellOfOneIhc('2+', [state]);
      return cell?.reason ?? [];
    })[0];
  if (reason !== undefined) return unsettled('equivocal', { ...again, reason });
  // Between groups 1 and 5 neither count needs a recount of its own, and the move is adjudicated all the same.
  return ish.moved === undefined ? undefined : unsettled('equivocal', { ...again, reason: 'ISH_INCOMPLETE' });
}

/** A range, differing reads or contradicting codings: settled only where every one of them gives the same category. */
function cellOfSeveral({ ihc, ish }: Readings): Cell {
  const { states } = ish.finding;
  const cells = cellsOf(ihc.states, states);
  const settled = settledCell(cells);
  // One read agrees with the ISH, the other does not: somebody has to look again.
  const oneIsh = ihc.several !== 'range' && states.length === 1;
  const discordant = oneIsh && cells.some((cell) => cell.discordant === true);
  if (settled !== undefined) return discordant ? { ...settled, discordant } : settled;
  const settles = ihc.several !== 'codings' && ishWouldSettle(ihc.states);
  if (settles && ihc.states.includes('2+')) {
    const behavesAs = cellOfOneIhc('2+', states);
    if (behavesAs.reason !== 'IHC2_NEEDS_ISH') return behavesAs;
    return ihc.several === 'range' ? { ...behavesAs, reason: 'RANGE_SCORE', step: 'ORDER_REFLEX_ISH' } : behavesAs;
  }
  const reason = ihc.several === 'range' ? 'RANGE_SCORE' : 'CONFLICTING_READS';
  return unsettled('indeterminate', { status: sharedStatus(cells), reason });
}

function cellOf(readings: Readings): Cell {
  const [only, ...more] = readings.ihc.states;
  return (
    cellOfProblem(readings) ??
    cellOfRecount(readings) ??
    (only !== undefined && more.length === 0
      ? cellOfOneIhc(only, problemFreeStates(readings.ish))
      : cellOfSeveral(readings))
  );
}

/** An ISH whose numbers contradict each other may be anything. */
function problemFreeStates({ finding }: ChosenIsh): IshFinding['states'] {
  return finding.problem === undefined ? finding.states : ['amplified', 'not amplified'];
}

/** An ISH without verdict takes the overall verdict of a 2+ as the laboratory's: it can follow from ISH alone. */
function chooseWithVerdict(results: SpecimenResults, ihc: IhcFinding, verdicts: readonly Her2Word[]): ChosenIsh {
  const ish = chooseIsh(results.ish, results.absentIsh);
  const verdict = verdicts.includes('positive')
    ? 'amplified'
    : verdicts.includes('negative')
      ? 'not-amplified'
      : undefined;
  const contradictory = verdicts.includes('positive') && verdicts.includes('negative');
  const reading = ish.result?.ish;
  if (!isTwoPlus(ihc.states) || verdict === undefined || contradictory || reading === undefined) return ish;
  if (reading.interpretation !== undefined || ish.result === undefined || !ish.finding.numbers) return ish;
  const completed = { ...ish.result, ish: { ...reading, interpretation: verdict } as const };
  return chooseIsh([completed, ...results.ish.filter((each) => each.reference !== completed.reference)]);
}

/** Words beside a score count as an overall verdict only where they contradict it, or where a 2+ is called one way without ISH. */
function verdictsBesideScores(results: readonly Her2Result[], ishDone: boolean): readonly Her2Word[] {
  return results.flatMap(({ scores, words }) => {
    const only = scores.length === 1 ? scores[0] : undefined;
    const against = only === '3+' ? 'negative' : only === '0' || only === '1+' ? 'positive' : undefined;
    return words.filter(
      (word) =>
        word === against ||
        (word === 'equivocal' && only !== undefined && only !== '2+') ||
        (only === '2+' && !ishDone && (word === 'positive' || word === 'negative')),
    );
  });
}

/** IHC states that leave the word to an overall verdict. */
const saysLittle: ReadonlySet<IhcState> = new Set<IhcState>(['not done', 'present, no score', 'ambiguous notation']);

/** States of the overall result where IHC itself gives none. */
function statesOfOverall(overall: readonly Her2Result[]): readonly IhcState[] {
  const states = statesOfWords(overall.flatMap((result) => result.words));
  if (states.length > 0) return states;
  return overall.some((result) => isUnread(result)) ? ['described, no score'] : [];
}

/** What the results of one specimen say together. */
function readingsOf(results: SpecimenResults): Readings {
  const scored = results.overall.filter((result) => result.scores.length > 0);
  const ihcResults = [...results.ihc, ...scored];
  const own = findingOfIhc(ihcResults);
  const overallStates = statesOfOverall(results.overall.filter((result) => result.scores.length === 0));
  const ihcDone =
    overallStates.length === 0 ? own.states[0] !== 'not done' : !own.states.every((state) => saysLittle.has(state));
  const several = overallStates.length > 1 ? 'codings' : undefined;
  const ihc: IhcFinding = ihcDone || overallStates.length === 0 ? own : { ...own, states: overallStates, several };
  const categoryWords = [...results.ihc, ...scored].flatMap((result) =>
    result.words.filter((word) => word === 'low' || word === 'ultralow' || word === 'null'),
  );
  const overallWords = results.overall.filter((result) => result.scores.length === 0).flatMap((result) => result.words);
  const verdicts = [...overallWords, ...categoryWords, ...verdictsBesideScores(ihcResults, results.ish.length > 0)];
  return { ihc, ish: chooseWithVerdict(results, ihc, verdicts), verdicts, ihcDone };
}

/** Flags of the answer, from the readings and from the cell itself. */
function flagsOf(results: SpecimenResults, readings: Readings, cell: Cell): readonly Her2Flag[] {
  const { finding, numeric } = readings.ish;
  const all = [...results.ihc, ...results.ish, ...results.overall];
  const hasScore = all.some((result) => result.scores.length > 0);
  const notes = all.flatMap((result) => result.notes).filter((note) => !(hasScore && note === 'CATEGORY_ASSERTED'));
  const conflict =
    (cell.reason !== undefined && contradictions.has(cell.reason)) ||
    finding.problem === 'ISH_NUMBERS_INCONSISTENT' ||
    finding.problem === 'CONFLICTING_READS' ||
    readings.ihc.problem !== undefined ||
    readings.ihc.several === 'codings' ||
    readings.ihc.states.every((state) => interpretationContradicts(finding, numeric, state));
  return [
    ...results.flags,
    ...notes,
    ...readings.ihc.flags.filter((flag) => flag !== 'CATEGORY_ASSERTED'),
    ...finding.flags,
    ...readings.ihc.states.flatMap((state) => legacyFlags(finding, state)),
    ...(finding.problem === 'INVALID_VALUE' && cell.reason !== 'INVALID_VALUE'
      ? (['ISH_UNINTERPRETABLE'] as const)
      : []),
    ...(conflict ? (['DATA_CONFLICT'] as const) : []),
    ...(cell.discordant === true ? (['IHC_ISH_DISCORDANT'] as const) : []),
    ...(cell.category === 'positive' && !hasScore ? (['SCORE_NOT_REPORTED'] as const) : []),
  ];
}

/** The step of a cell by itself; history may change it. */
export function stepOf(cell: Cell): NextStep {
  if (cell.discordant === true) return 'REVIEW_DISCORDANCE';
  return cell.step ?? (cell.reason === undefined ? stepOfCategory[cell.category] : stepOfReason[cell.reason]);
}

/**
 * Judges one specimen from its usable results.
 * @returns category, status, reason, step and flags; never throws; the order of the results does not matter
 */
export function judgeSpecimen(results: SpecimenResults): Judgement {
  const readings = readingsOf(results);
  const { cell, flags } = withOverall(cellOf(readings), {
    verdicts: readings.verdicts,
    ihcStates: readings.ihc.states,
    ihcDone: readings.ihcDone,
    ishState: readings.ish.finding.states,
  });
  return {
    cell,
    ishGroup: readings.ish.finding.group,
    step: stepOf(cell),
    flags: [...new Set([...flagsOf(results, readings, cell), ...flags])].sort(),
    ihcStates: readings.ihc.states,
    ish: readings.ish,
  };
}
