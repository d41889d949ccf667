import type { Day } from '../facts/dates.js';
import type { Her2Result, Her2Specimen } from '../facts/her2.js';
import { type IshFinding, withoutIsh } from './ish-finding.js';
import { type JoinedSpecimen, joinSpecimens } from './join-specimens.js';
import { type Judgement, judgeSpecimen, type SpecimenResults } from './judge-specimen.js';
import { hasContent, isPending, isPreliminary, isUsable } from './usable.js';
import type { Her2Flag } from './vocabulary.js';

/** A specimen with its answer. */
export interface JudgedSpecimen {
  readonly joined: JoinedSpecimen;
  readonly judgement: Judgement;
  /** Its ISH was counted for another specimen (or is no reflex for it): no candidate for the index by itself. */
  readonly ishOnlyFor: string | undefined;
}

const ofMethod = (results: readonly Her2Result[], method: Her2Result['method']) =>
  results.filter((result) => result.method === method);

/** ISH only: what a 2+ of another specimen may look to. */
const isIshOnly = (joined: JoinedSpecimen): boolean => joined.results.every((result) => result.method === 'ish');

/** An IHC that needs ISH, by its scores alone. */
function needsIsh(joined: JoinedSpecimen): boolean {
  const ish = ofMethod(joined.results, 'ish');
  const twoPlus = joined.results.some((each) => each.scores.includes('2+') || each.words.includes('equivocal'));
  return ish.length === 0 && twoPlus;
}

/** An ISH that is not final, of this specimen or ordered after its IHC. */
function pendingIsh(joined: JoinedSpecimen, waiting: readonly Her2Result[]): IshFinding | undefined {
  const own = waiting.filter(
    (result) =>
      result.specimen === joined.key ||
      result.shares.some((share) => joined.results.some((each) => each.shares.includes(share))) ||
      (result.specimen === undefined && (result.date ?? '9999') >= (joined.date ?? '')) ||
      (result.date !== undefined && joined.date !== undefined && result.date > joined.date),
  );
  if (own.length === 0) return undefined;
  const preliminary = own.some((result) => result.standing !== 'final' && hasContent(result));
  return withoutIsh('pending', preliminary ? ['PRELIMINARY_ISH'] : []);
}

interface Setting {
  readonly all: readonly JoinedSpecimen[];
  readonly waiting: readonly Her2Result[];
}

interface Completed {
  readonly results: SpecimenResults;
  readonly usedIshOf: readonly string[];
}

/** Newest ISH of another specimen that is later than this IHC; an older one is no reflex. */
function ishElsewhere(joined: JoinedSpecimen, all: readonly JoinedSpecimen[]) {
  const others = all.filter(
    (other) =>
      other !== joined &&
      ofMethod(other.results, 'ish').length > 0 &&
      !(other.side !== undefined && joined.side !== undefined && other.side !== joined.side),
  );
  const { date } = joined;
  const later = others
    .filter((other) => isIshOnly(other) && date !== undefined && other.date !== undefined && other.date > date)
    .toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? '', 'en') || a.key.localeCompare(b.key, 'en'));
  return { later: later[0], others };
}

/** The results of a specimen with the ISH that may count for it. */
function complete(joined: JoinedSpecimen, { all, waiting }: Setting): Completed {
  const own = {
    ihc: ofMethod(joined.results, 'ihc'),
    ish: ofMethod(joined.results, 'ish'),
    overall: ofMethod(joined.results, 'overall'),
  };
  const pending = own.ish.length > 0 ? undefined : pendingIsh(joined, waiting);
  const flags: readonly Her2Flag[] = joined.flags;
  if (pending !== undefined || !needsIsh(joined)) {
    const absentIsh = pending ?? withoutIsh('not done');
    return { results: { ...own, absentIsh, flags }, usedIshOf: [] };
  }
  const { later, others } = ishElsewhere(joined, all);
  if (later !== undefined) {
    const ish = ofMethod(later.results, 'ish');
    const absentIsh = withoutIsh('not done');
    return { results: { ...own, ish, absentIsh, flags: [...flags, 'CROSS_SPECIMEN_ISH'] }, usedIshOf: [later.key] };
  }
  if (others.length === 0) return { results: { ...own, absentIsh: withoutIsh('not done'), flags }, usedIshOf: [] };
  const absentIsh = withoutIsh('on another specimen', ['ISH_OTHER_SPECIMEN']);
  return { results: { ...own, absentIsh, flags }, usedIshOf: others.filter(isIshOnly).map((other) => other.key) };
}

/** Judges every specimen that has a usable result, newest rules of joining applied. */
export function judgeSpecimens(
  results: readonly Her2Result[],
  specimens: ReadonlyMap<string, Her2Specimen>,
  asOf: Day,
): readonly JudgedSpecimen[] {
  const all = joinSpecimens(
    results.filter((result) => isUsable(result, asOf)),
    specimens,
  );
  const waiting = results.filter(
    (result) => result.method === 'ish' && (isPending(result) || isPreliminary(result, asOf)),
  );
  const completed = all.map((joined) => ({ joined, ...complete(joined, { all, waiting }) }));
  const usedBy = new Map(completed.flatMap((each) => each.usedIshOf.map((key) => [key, each.joined.key] as const)));
  return completed.map(({ joined, results: own }) => ({
    joined,
    judgement: judgeSpecimen(own),
    ishOnlyFor: usedBy.get(joined.key),
  }));
}
