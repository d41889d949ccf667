import { addMonths, type ClinicalDate, type Day, daysBetween, earliestDay, latestDay } from '../facts/dates.js';
import type { Disease } from '../facts/disease.js';
import type { Cell } from './category-table.js';
import { sharedStatus } from './combine-cells.js';
import type { JudgedSpecimen } from './cross-specimen.js';
import type { Her2Flag, NextStep } from './vocabulary.js';

/** Both breasts tested within so many days count as tested at the same time (design choice). */
const sameTimeDays = 30;
/** A primary tested more than so many months before the metastatic diagnosis is old (design choice: two years). */
const oldMonths = 24;

/** Classes that history compares; `zero` is a 0 whose staining nobody described. */
type HistoryClass = 'positive' | 'low' | 'ultralow' | 'null' | 'zero';
const rank: Record<HistoryClass, number> = { positive: 4, low: 3, ultralow: 2, null: 1, zero: 1 };

/** What several specimens give together. */
export interface Reconciled {
  readonly index: JudgedSpecimen;
  readonly cell: Cell;
  readonly step: NextStep;
  readonly flags: readonly Her2Flag[];
}

/** Class of a specimen as far as it is known. */
function classOf({ judgement }: JudgedSpecimen): HistoryClass | undefined {
  const { category, reason } = judgement.cell;
  if (category === 'positive' || category === 'low' || category === 'ultralow' || category === 'null') return category;
  const zero = judgement.ihcStates.every((state) => state.startsWith('0'));
  return zero && (reason === 'IHC0_STAINING_NOT_REPORTED' || reason === 'AMBIGUOUS_0PLUS') ? 'zero' : undefined;
}

/** Two known classes that cannot be the same: a 0 without staining detail may be null or ultralow. */
function differ(a: HistoryClass | undefined, b: HistoryClass | undefined): boolean {
  if (a === undefined || b === undefined || a === b) return false;
  const zeros: readonly HistoryClass[] = ['zero', 'null', 'ultralow'];
  return !((a === 'zero' && zeros.includes(b)) || (b === 'zero' && zeros.includes(a)));
}

const newestFirst = (a: JudgedSpecimen, b: JudgedSpecimen): number =>
  (b.joined.date ?? '').localeCompare(a.joined.date ?? '', 'en') || a.joined.key.localeCompare(b.joined.key, 'en');

/** Left and right breast at the same time with different answers: two primaries, no single category. */
function otherBreast(index: JudgedSpecimen, others: readonly JudgedSpecimen[]): JudgedSpecimen | undefined {
  const { side, date, specimen } = index.joined;
  if (side === undefined || specimen?.site === 'distant') return undefined;
  return others.find(({ joined, judgement }) => {
    if (joined.side === undefined || joined.side === side || joined.specimen?.site === 'distant') return false;
    const apart =
      joined.date === undefined || date === undefined
        ? joined.date === date
        : Math.abs(daysBetween(earliestDay(joined.date), earliestDay(date))) <= sameTimeDays;
    const { category, reason } = judgement.cell;
    return apart && (category !== index.judgement.cell.category || reason !== index.judgement.cell.reason);
  });
}

/** Among specimens of one day: an unresolved 2+ unless something is positive, else the highest class. */
function highest(sameDay: readonly JudgedSpecimen[]): JudgedSpecimen | undefined {
  const open = (each: JudgedSpecimen) => each.judgement.cell.category === 'equivocal';
  const order = (each: JudgedSpecimen): number => {
    const known = classOf(each);
    if (known === 'positive') return 9;
    if (open(each)) return 8;
    return known === undefined ? 0 : rank[known];
  };
  return sameDay.toSorted((a, b) => order(b) - order(a) || newestFirst(a, b))[0];
}

function historyFlags(index: JudgedSpecimen, earlier: readonly JudgedSpecimen[]): readonly Her2Flag[] {
  const now = classOf(index);
  const before = earlier.map(classOf);
  const withoutIsh = index.judgement.cell.category === 'equivocal';
  return [
    ...(before.includes('low') && now !== 'low' ? (['PRIOR_LOW'] as const) : []),
    ...(before.includes('positive') && now !== 'positive' ? (['PRIOR_POSITIVE'] as const) : []),
    ...(!withoutIsh && before.some((each) => differ(each, now)) ? (['HER2_CHANGED_OVER_TIME'] as const) : []),
  ];
}

/** An earlier positive or low that the index does not repeat is reviewed; an unsettled index keeps its own step unless it is a 0 after positive. */
function asksReview(index: JudgedSpecimen, earlier: readonly JudgedSpecimen[]): boolean {
  const now = classOf(index);
  const before = earlier.map(classOf);
  if (index.judgement.cell.reason === undefined) {
    return before.some((each) => (each === 'positive' || each === 'low') && differ(each, now));
  }
  return before.includes('positive') && index.judgement.ihcStates.every((state) => state.startsWith('0'));
}

/** Metastatic disease of which only a primary tested long before was examined. */
function onlyOldPrimary(candidates: readonly JudgedSpecimen[], disease: Disease, asOf: Day): boolean {
  if (disease.extent !== 'metastatic') return false;
  const reference = disease.since === undefined ? asOf : earliestDay(disease.since);
  const limit = addMonths(reference, -oldMonths);
  return candidates.every(({ joined }) => {
    const old: ClinicalDate | undefined = joined.date;
    return joined.specimen?.site !== 'distant' && old !== undefined && latestDay(old) < limit;
  });
}

/** An older ISH without IHC is no index, and still says whether the tumour was amplified then. */
function olderIshOnly(judged: readonly JudgedSpecimen[], index: JudgedSpecimen): readonly JudgedSpecimen[] {
  const { date } = index.joined;
  return judged.filter(
    ({ ishOnlyFor, joined }) =>
      ishOnlyFor !== undefined && date !== undefined && joined.date !== undefined && joined.date < date,
  );
}

/** Several specimens of one patient. `undefined` without a candidate. */
export function reconcile(judged: readonly JudgedSpecimen[], disease: Disease, asOf: Day): Reconciled | undefined {
  const candidates = judged
    .filter((each) => each.ishOnlyFor === undefined && each.judgement.cell.category !== 'none')
    .toSorted(newestFirst);
  const [newest] = candidates;
  if (newest === undefined) return undefined;
  const others = candidates.filter((each) => each !== newest);
  const twin = otherBreast(newest, others);
  const sameDay = candidates.filter((each) => each.joined.date === newest.joined.date);
  const index = twin === undefined ? (highest(sameDay) ?? newest) : newest;
  const earlier = [...candidates, ...olderIshOnly(judged, index)].filter(
    (each) => each.joined.date !== newest.joined.date && each !== twin,
  );
  const mixed = twin === undefined && sameDay.some((each) => differ(classOf(each), classOf(index)));
  const undatedDiffers = earlier.some(
    (each) => each.joined.date === undefined && differ(classOf(each), classOf(index)),
  );
  const old = onlyOldPrimary(candidates, disease, asOf);
  const cell: Cell =
    twin === undefined
      ? index.judgement.cell
      : {
          category: 'indeterminate',
          status: sharedStatus([index.judgement.cell, twin.judgement.cell]),
          reason: 'MULTIPLE_PRIMARIES',
        };
  const review = twin !== undefined || mixed || undatedDiffers || asksReview(index, earlier);
  const discordant = index.judgement.step === 'REVIEW_DISCORDANCE';
  const own = cell.reason === 'MULTIPLE_PRIMARIES' ? 'REVIEW_DISCORDANCE' : index.judgement.step;
  return {
    index,
    cell,
    step: review || discordant ? 'REVIEW_DISCORDANCE' : old ? 'CONSIDER_RETEST_METASTATIC_SITE' : own,
    flags: [
      ...index.judgement.flags,
      ...historyFlags(index, earlier),
      ...(twin === undefined ? [] : (['MULTIPLE_PRIMARIES'] as const)),
      ...(mixed ? (['HETEROGENEOUS'] as const) : []),
      ...(old ? (['OLD_PRIMARY_RESULT_ONLY'] as const) : []),
      ...(candidates.some((each) => each.joined.date === undefined) ? (['DATE_UNKNOWN'] as const) : []),
    ],
  };
}
