import type { IshGroup } from '../assessment.js';
import type { Her2Result, IshReading } from '../facts/her2.js';
import type { IshState } from './category-table.js';
import { derivedRatio, numbersContradict, possibleGroups, possibleSingleProbe } from './ish-groups.js';
import type { Her2Flag, Reason } from './vocabulary.js';

/** Fewest cells of a count (ASCO/CAP 2018). */
const fewestCells = 20;

/** What one ISH result allows. */
export interface IshFinding {
  /** Every state that the record allows: one where it decides. Never empty. */
  readonly states: readonly IshState[];
  readonly group: IshGroup | undefined;
  readonly interpretation: IshReading['interpretation'];
  readonly problem: Extract<Reason, 'INVALID_VALUE' | 'ISH_NUMBERS_INCONSISTENT' | 'CONFLICTING_READS'> | undefined;
  /** Numbers of some kind were given. */
  readonly numbers: boolean;
  readonly flags: readonly Her2Flag[];
}

/** No ISH of this specimen, but a fact about ISH: not done, pending, only on another specimen. */
export function withoutIsh(state: IshState, flags: readonly Her2Flag[] = []): IshFinding {
  return { states: [state], group: undefined, interpretation: undefined, problem: undefined, numbers: false, flags };
}

const interpretedState = {
  amplified: 'amplified',
  'not-amplified': 'not amplified',
  equivocal: 'equivocal',
  indeterminate: 'indeterminate',
} as const satisfies Record<NonNullable<IshReading['interpretation']>, IshState>;

/** States of a group: confirmed where recounted or where the laboratory concluded what ASCO/CAP concludes of it. */
function groupState(group: IshGroup, reading: Pick<IshReading, 'recount' | 'interpretation'>): IshState {
  const concluded = reading.interpretation === (group === 3 ? 'amplified' : 'not-amplified');
  if (group === 1 || group === 5) return `group ${group}`;
  return concluded || reading.recount ? `group ${group}, confirmed` : `group ${group}`;
}

/** States that the numbers alone allow; undefined where no number says anything. */
function statesOfNumbers(reading: IshReading): readonly IshState[] | undefined {
  const ratio = reading.ratio ?? derivedRatio(reading);
  const named = (groups: readonly IshGroup[]) => groups.map((group) => groupState(group, reading));
  if (reading.statedGroup !== undefined) return named([reading.statedGroup]);
  if (ratio !== undefined) return named(possibleGroups(ratio, reading.her2Copies));
  if (reading.her2Copies === undefined) return undefined;
  const single = possibleSingleProbe(reading.her2Copies);
  if (reading.probe === 'single') return single;
  const dual = named(possibleGroups(undefined, reading.her2Copies));
  return reading.probe === 'dual' ? dual : [...single, ...dual];
}

/** The one group of a reading whose ratio (given or derived) and HER2 copies are known. */
function knownGroup(reading: IshReading): IshGroup | undefined {
  const ratio = reading.ratio ?? derivedRatio(reading);
  if (reading.statedGroup !== undefined) return reading.statedGroup;
  if (ratio === undefined || reading.her2Copies === undefined) return undefined;
  const groups = possibleGroups(ratio, reading.her2Copies);
  return groups.length === 1 ? groups[0] : undefined;
}

function flagsOf(reading: IshReading, states: readonly IshState[] | undefined): readonly Her2Flag[] {
  const derived = reading.ratio === undefined && derivedRatio(reading) !== undefined;
  const saysNothing = states !== undefined && states.length >= 5 && reading.interpretation === undefined;
  return [
    ...(reading.cells !== undefined && reading.cells < fewestCells ? (['LOW_CELL_COUNT'] as const) : []),
    ...(derived && reading.probe !== 'single' ? (['RATIO_DERIVED'] as const) : []),
    ...(reading.unreadable || saysNothing ? (['ISH_UNINTERPRETABLE'] as const) : []),
    ...(reading.interpretation === 'equivocal' ? (['LEGACY_ISH_RULES_SUSPECTED'] as const) : []),
  ];
}

const unreadableStates: readonly IshState[] = ['amplified', 'not amplified'];

/** Reads one ISH result into the states it allows. */
export function findingOfIsh(result: Her2Result): IshFinding {
  const reading = result.ish;
  if (reading === undefined) return withoutIsh(result.empty === 'failed' ? 'failed' : 'not done');
  const states = statesOfNumbers(reading);
  const interpretation = reading.interpretation;
  const problem = result.invalid
    ? 'INVALID_VALUE'
    : numbersContradict(reading)
      ? 'ISH_NUMBERS_INCONSISTENT'
      : undefined;
  const decided = states !== undefined && states.length === 1;
  const stated = interpretation === undefined ? undefined : [interpretedState[interpretation]];
  return {
    states: decided ? states : (stated ?? states ?? (reading.unreadable ? unreadableStates : ['not done'])),
    group: problem === undefined ? knownGroup(reading) : undefined,
    interpretation,
    problem,
    numbers: states !== undefined,
    flags: flagsOf(reading, states),
  };
}

/** What the numbers alone allow, for comparison with the interpretation. */
export function numericStates(result: Her2Result): readonly IshState[] {
  return result.ish === undefined
    ? []
    : (statesOfNumbers({ ...result.ish, interpretation: undefined, recount: false }) ?? []);
}
