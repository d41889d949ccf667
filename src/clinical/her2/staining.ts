import type { Her2Result, IhcScore, Measured, Staining } from '../facts/her2.js';
import { exactValue, isAbove, isAtMost, percentThreshold } from '../facts/measured.js';
import type { IhcState } from './category-table.js';

type Percents = Staining['percents'];

/** A range such as "10-15 %": one end goes with the score, the other does not. */
function straddles(percent: Measured): boolean {
  const { min, max } = percent;
  return min > 0 && min <= percentThreshold && max > percentThreshold && Number.isFinite(max);
}

/** Staining that is described as faint, weak or incomplete, and nowhere as more: 3+ is complete and intense (figure 1). */
function isFaintOnly({ percents, intensity, completeness }: Staining): boolean {
  if (percents.some(({ kind }) => kind === 'complete-intense')) return false;
  return intensity === 'faint' || intensity === 'weak' || completeness === 'incomplete' || isAllFaint(percents);
}
const isAllFaint = (percents: Percents): boolean =>
  percents.length > 0 && percents.every(({ kind }) => kind === 'faint-incomplete');

/** Strong staining, of more than few cells as far as they are counted: 1+ is faint (figure 1). */
function isStrong({ percents, intensity }: Staining): boolean {
  return intensity === 'strong' && percents.every(({ percent }) => isAbove(percent, percentThreshold));
}

/** True where a percentage of known kind, or the words beside it, cannot go with the score. A percentage of unknown kind never contradicts. */
export function percentContradicts(score: IhcScore, staining: Staining | undefined): boolean {
  const percents = staining?.percents ?? [];
  const some = (kinds: readonly string[], test: (percent: Measured) => boolean) =>
    percents.some((each) => kinds.includes(each.kind) && test(each.percent));
  const above = (percent: Measured) => isAbove(percent, percentThreshold) || straddles(percent);
  const atMost = (percent: Measured) => isAtMost(percent, percentThreshold) || straddles(percent);
  const isZero = (percent: Measured) => percent.max === 0;
  const unstained = staining?.membrane === 'none' || staining?.intensity === 'none';
  switch (score) {
    case '0':
      return some(['any-membrane', 'faint-incomplete', 'complete-intense'], above);
    case '1+':
      return (
        some(['any-membrane', 'faint-incomplete'], atMost) ||
        some(['complete-intense'], above) ||
        unstained ||
        (staining !== undefined && isStrong(staining))
      );
    case '2+':
      // Intense complete staining of at most 10 % is handled as 2+ (ASCO/CAP 2018): few stained cells do not contradict.
      return some(['any-membrane'], isZero) || some(['complete-intense'], above) || unstained;
    case '3+':
      return (
        some(['any-membrane', 'complete-intense'], atMost) ||
        unstained ||
        (staining !== undefined && isFaintOnly(staining))
      );
    default:
      return score satisfies never;
  }
}

/** Scores that strong, moderate or complete staining may be; undefined where the words name none of them. */
function stainedStates({ percents, intensity, completeness }: Staining): readonly IhcState[] | undefined {
  const above = (kind: string) =>
    percents.some((each) => each.kind === kind && (isAbove(each.percent, percentThreshold) || straddles(each.percent)));
  if (above('complete-intense')) return ['3+'];
  if (intensity === 'strong' || completeness === 'complete') return ['2+', '3+'];
  if (intensity === 'moderate') return ['2+'];
  return above('any-membrane') || above('faint-incomplete') ? ['1+'] : undefined;
}

/**
 * What the staining itself may be scored where it contradicts the score: with the stated one, what the tumour may be. Never a new
 * score. Strong staining is 2+ or 3+, so a negative status does not follow from a 0 or 1+ beside it.
 */
export function statesOfStaining(staining: Staining): readonly IhcState[] {
  const few = staining.percents.some(
    ({ kind, percent }) => kind !== 'complete-intense' && kind !== 'unspecified' && isAtMost(percent, percentThreshold),
  );
  const unstained = staining.membrane === 'none' || staining.intensity === 'none';
  const stained = stainedStates(staining);
  const zero: readonly IhcState[] = ['0, no membrane staining', '0, membrane staining'];
  return [...(stained ?? []), ...(few || unstained || stained === undefined ? zero : [])];
}

/** What one percentage says of staining in a tumour scored 0; undefined where it leaves both open. */
function stainedBy({ kind, percent }: Percents[number]): 'none' | 'present' | undefined {
  const value = exactValue(percent);
  const within = isAtMost(percent, percentThreshold);
  if (kind === 'complete-intense') return undefined;
  // A percentage of unknown kind may be that of complete intense staining: 0 % of it excludes nothing, nor does a bound.
  if (kind === 'unspecified') return value !== undefined && value > 0 && within ? 'present' : undefined;
  if (value === 0) return 'none';
  if (!within || !isAbove(percent, 0)) return undefined;
  // "10 % or less" of any staining is the definition of score 0 itself: it does not say that some was seen.
  const definition = kind === 'any-membrane' && percent.min === 0 && percent.max === percentThreshold;
  return definition ? undefined : 'present';
}

/** The staining state of a score 0 whose percentage does not contradict it. */
export function stateOfZero(result: Pick<Her2Result, 'staining' | 'zeroPlus'>): IhcState {
  const staining = result.staining;
  const intensity = staining?.intensity;
  const byIntensity =
    intensity === 'none' ? 'none' : intensity === 'faint' || intensity === 'weak' ? 'present' : undefined;
  const said = new Set([...(staining?.percents ?? []).map(stainedBy), staining?.membrane, byIntensity]);
  if (said.has('present') && said.has('none')) return '0, staining not reported';
  if (said.has('present')) return '0, membrane staining';
  if (said.has('none')) return '0, no membrane staining';
  return result.zeroPlus ? '0+' : '0, staining not reported';
}

/** True where a percentage is given and nothing says what was counted. */
export function percentKindUnknown(staining: Staining | undefined): boolean {
  return staining?.percents.some((each) => each.kind === 'unspecified') ?? false;
}
