import { type ClinicalDate, daysBetween, earliestDay } from '../facts/dates.js';
import type { Her2Result, Her2Specimen } from '../facts/her2.js';
import type { Her2Flag } from './vocabulary.js';

/** Results without a specimen belong together when their dates are at most so many days apart (design choice). */
export const joinDays = 30;

/** The results of one specimen, as joined. */
export interface JoinedSpecimen {
  /** Reference of the Specimen, or of the first result where none is named. */
  readonly key: string;
  readonly specimen: Her2Specimen | undefined;
  readonly side: 'left' | 'right' | undefined;
  readonly date: ClinicalDate | undefined;
  readonly results: readonly Her2Result[];
  readonly flags: readonly Her2Flag[];
}

interface Group {
  readonly key: string;
  readonly results: Her2Result[];
  readonly flags: Set<Her2Flag>;
}

const byDateAndReference = (a: Her2Result, b: Her2Result): number =>
  (a.date ?? '').localeCompare(b.date ?? '', 'en') || a.reference.localeCompare(b.reference, 'en');

const has = (group: Group, method: Her2Result['method']): boolean =>
  group.results.some((each) => each.method === method);

function sideOf(group: Group, specimens: ReadonlyMap<string, Her2Specimen>): 'left' | 'right' | undefined {
  return specimens.get(group.key)?.side ?? group.results.find((result) => result.side !== undefined)?.side;
}

function dateOf(group: Group, specimens: ReadonlyMap<string, Her2Specimen>): ClinicalDate | undefined {
  const collected = specimens.get(group.key)?.collected;
  if (collected !== undefined) return collected;
  const dated = group.results.filter((result) => result.date !== undefined).toSorted(byDateAndReference);
  return (dated.find((result) => result.method === 'ihc') ?? dated[0])?.date;
}

/** Reports and panels that name one specimen only; one that covers several tells nothing. */
function specimenOfShares(results: readonly Her2Result[]): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const { specimen, shares } of results) {
    if (specimen === undefined) continue;
    for (const share of shares) {
      const named = found.get(share);
      if (named === undefined) found.set(share, new Set([specimen]));
      else named.add(specimen);
    }
  }
  const single = new Map<string, string>();
  for (const [share, named] of found) {
    const [only] = named;
    if (only !== undefined && named.size === 1) single.set(share, only);
  }
  return single;
}

/** One key for every report and panel that shares a result, directly or through others (union by path halving). */
function keyOfShares(results: readonly Her2Result[]): (share: string) => string {
  const parent = new Map<string, string>();
  const root = (share: string): string => {
    let at = share;
    for (let up = parent.get(at); up !== undefined; up = parent.get(at)) {
      const above = parent.get(up);
      if (above !== undefined) parent.set(at, above);
      at = up;
    }
    return at;
  };
  for (const { shares } of results) {
    const [first, ...others] = shares;
    if (first === undefined) continue;
    for (const other of others) {
      const [a, b] = [root(first), root(other)].toSorted();
      if (a !== undefined && b !== undefined && a !== b) parent.set(b, a);
    }
  }
  return root;
}

/** Adds a result to the group of a key, creating it. */
function put(groups: Map<string, Group>, key: string, result: Her2Result): Group {
  const group = groups.get(key) ?? { key, results: [], flags: new Set<Her2Flag>() };
  groups.set(key, group);
  group.results.push(result);
  return group;
}

interface Joining {
  readonly groups: Map<string, Group>;
  readonly specimens: ReadonlyMap<string, Her2Specimen>;
}

/** The one group nearest in time within the limit; undefined where two are equally near or none is. */
function nearest(joining: Joining, result: Her2Result, fits: (group: Group) => boolean): Group | undefined {
  const { date } = result;
  if (date === undefined) return undefined;
  const near = [...joining.groups.values()].flatMap((group) => {
    const other = dateOf(group, joining.specimens);
    const side = sideOf(group, joining.specimens);
    const otherSide = side !== undefined && result.side !== undefined && side !== result.side;
    if (other === undefined || otherSide || !fits(group)) return [];
    const days = Math.abs(daysBetween(earliestDay(other), earliestDay(date)));
    return days <= joinDays ? [{ group, days }] : [];
  });
  const least = Math.min(...near.map((each) => each.days));
  const closest = near.filter((each) => each.days === least);
  return closest.length === 1 ? closest[0]?.group : undefined;
}

/** Places a result that names no specimen, report or panel. */
function placeUnlinked(joining: Joining, result: Her2Result): void {
  if (result.method === 'ihc') {
    const ishOnly = nearest(joining, result, (group) => !has(group, 'ihc') && has(group, 'ish'));
    const same = `unlinked ${result.date ?? ''} ${result.side ?? ''}`;
    const group = ishOnly ?? put(joining.groups, same, result);
    if (ishOnly === undefined) return;
    group.results.push(result);
    group.flags.add('SPECIMEN_LINK_ASSUMED');
    return;
  }
  const group = nearest(joining, result, (each) => has(each, 'ihc'));
  if (group === undefined) {
    put(joining.groups, `unlinked ${result.date ?? ''} ${result.side ?? ''} ${result.method}`, result);
    return;
  }
  group.results.push(result);
  if (result.method === 'ish') group.flags.add('SPECIMEN_LINK_ASSUMED');
}

/**
 * Puts results together that belong to one specimen: same Specimen, report or panel; else near in time.
 * The order of the results does not matter.
 */
export function joinSpecimens(
  results: readonly Her2Result[],
  specimens: ReadonlyMap<string, Her2Specimen>,
): readonly JoinedSpecimen[] {
  const joining: Joining = { groups: new Map(), specimens };
  const shared = specimenOfShares(results);
  const rootOf = keyOfShares(results.filter((result) => result.specimen === undefined));
  const ordered = results.toSorted(byDateAndReference);
  const unlinked: Her2Result[] = [];
  for (const result of ordered) {
    const share = result.shares[0];
    const byShare = result.shares.map((each) => shared.get(each)).find((each) => each !== undefined);
    const key = result.specimen ?? byShare ?? (share === undefined ? undefined : `shared ${rootOf(share)}`);
    if (key === undefined) unlinked.push(result);
    else put(joining.groups, key, result);
  }
  for (const result of unlinked.filter((each) => each.method === 'ihc')) placeUnlinked(joining, result);
  for (const result of unlinked.filter((each) => each.method !== 'ihc')) placeUnlinked(joining, result);
  return [...joining.groups.values()].map((group) => ({
    key:
      specimens.has(group.key) || group.results.some((each) => each.specimen === group.key) ? group.key : nameOf(group),
    specimen: specimens.get(group.key),
    side: sideOf(group, specimens),
    date: dateOf(group, specimens),
    results: group.results,
    flags: [...group.flags],
  }));
}

function nameOf(group: Group): string {
  const first = group.results.toSorted(byDateAndReference)[0];
  return first === undefined ? group.key : first.reference;
}
