import type { Day } from '../facts/dates.js';
import type { Her2Result, Her2Specimen } from '../facts/her2.js';
import { withoutIsh } from './ish-finding.js';
import { type JoinedSpecimen, joinSpecimens } from './join-specimens.js';
import { type Judgement, judgeSpecimen, type SpecimenResults } from './judge-specimen.js';
import { isPending, isPreliminary, isUsable } from './usable.js';
import type { Her2Flag } from './vocabulary.js';
import { pendingIsh, type Waiting, waitingIsh } from './waiting-ish.js';

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

type Side = 'left' | 'right' | undefined;

/** ISH of other specimens that a 2+ of a given side may look to. */
interface Elsewhere {
  /** Any specimen with an ISH of the same or of no side. */
  readonly any: boolean;
  /** ISH-only specimens, newest first. */
  readonly ishOnly: readonly JoinedSpecimen[];
  readonly keys: readonly string[];
}

interface Setting {
  readonly elsewhere: (side: Side) => Elsewhere;
  readonly waiting: Waiting;
}

interface Completed {
  readonly results: SpecimenResults;
  readonly usedIshOf: readonly string[];
}

/** Specimens with an ISH, listed once per side. */
function ishElsewhere(all: readonly JoinedSpecimen[]): (side: Side) => Elsewhere {
  const newestFirst = (a: JoinedSpecimen, b: JoinedSpecimen) =>
    (a.date ?? '') > (b.date ?? '') ? -1 : (a.date ?? '') < (b.date ?? '') ? 1 : a.key < b.key ? -1 : 1;
  const withIsh = all.filter(({ results }) => results.some((result) => result.method === 'ish')).toSorted(newestFirst);
  const lists = new Map<Side, Elsewhere>();
  return (side) => {
    const known = lists.get(side);
    if (known !== undefined) return known;
    const fitting = withIsh.filter((other) => other.side === undefined || side === undefined || other.side === side);
    const ishOnly = fitting.filter(isIshOnly);
    const list = { any: fitting.length > 0, ishOnly, keys: ishOnly.map((other) => other.key) };
    lists.set(side, list);
    return list;
  };
}

/** The results of a specimen with the ISH that may count for it. */
function complete(joined: JoinedSpecimen, { elsewhere, waiting }: Setting): Completed {
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
  const others = elsewhere(joined.side);
  const [later] = others.ishOnly;
  // Later than the IHC, an ISH of another specimen may resolve it; an older one never (design choice).
  if (later?.date !== undefined && joined.date !== undefined && later.date > joined.date) {
    const ish = ofMethod(later.results, 'ish');
    const absentIsh = withoutIsh('not done');
    return { results: { ...own, ish, absentIsh, flags: [...flags, 'CROSS_SPECIMEN_ISH'] }, usedIshOf: [later.key] };
  }
  if (!others.any) return { results: { ...own, absentIsh: withoutIsh('not done'), flags }, usedIshOf: [] };
  const absentIsh = withoutIsh('on another specimen', ['ISH_OTHER_SPECIMEN']);
  return { results: { ...own, absentIsh, flags }, usedIshOf: others.keys };
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
  const waiting = waitingIsh(
    results.filter((result) => result.method === 'ish' && (isPending(result) || isPreliminary(result, asOf))),
  );
  const setting: Setting = { elsewhere: ishElsewhere(all), waiting };
  const completed = all.map((joined) => ({ joined, ...complete(joined, setting) }));
  const usedBy = new Map<string, string>();
  // The lists are shared by all specimens of a side: each is walked once.
  const walked = new Set<readonly string[]>();
  for (const { joined, usedIshOf } of completed) {
    if (walked.has(usedIshOf)) continue;
    walked.add(usedIshOf);
    for (const key of usedIshOf) usedBy.set(key, joined.key);
  }
  return completed.map(({ joined, results: own }) => ({
    joined,
    judgement: judgeSpecimen(own),
    ishOnlyFor: usedBy.get(joined.key),
  }));
}
