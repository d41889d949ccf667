import type { ClinicalDate } from '../facts/dates.js';
import type { Her2Result, Her2Specimen } from '../facts/her2.js';
import {
  addByDay,
  type DatedGroups,
  dateOfGroup,
  type Group,
  groupsByDay,
  nearestGroup,
  sideOfGroup,
} from './nearest-group.js';
import { keyOfShares, specimenOfShares } from './shared-reports.js';
import type { Her2Flag } from './vocabulary.js';

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

const byDateAndReference = (a: Her2Result, b: Her2Result): number => {
  const [left, right] = [`${a.date ?? ''}|${a.reference}`, `${b.date ?? ''}|${b.reference}`];
  return left < right ? -1 : left > right ? 1 : 0;
};

interface Joining {
  readonly groups: Map<string, Group>;
  readonly byDay: DatedGroups;
  readonly specimens: ReadonlyMap<string, Her2Specimen>;
}

/** Adds a result to the group of a key, creating it; tells whether it was created. */
function put({ groups, specimens }: Omit<Joining, 'byDay'>, key: string, result: Her2Result): Group | undefined {
  const known = groups.get(key);
  const group = known ?? {
    key,
    results: [],
    methods: new Set(),
    flags: new Set<Her2Flag>(),
    specimen: specimens.get(key),
  };
  if (known === undefined) groups.set(key, group);
  add(group, result);
  return known === undefined ? group : undefined;
}

function add(group: Group, result: Her2Result): void {
  group.results.push(result);
  group.methods.add(result.method);
}

/** What a report says in words of its own: it may repeat a result or contradict it, and names no specimen that would tell. */
const isOfReport = ({ reference }: Her2Result): boolean => reference.startsWith('DiagnosticReport/');

/** Places a result that names no specimen, report or panel: near in time, else in a group of its own. */
function placeUnlinked(joining: Joining, result: Her2Result): void {
  const isIhc = result.method === 'ihc';
  const near = nearestGroup(joining.byDay, result, ({ methods }) => {
    if (!isIhc) return methods.has('ihc');
    return isOfReport(result) ? methods.has('ihc') || methods.has('ish') : !methods.has('ihc') && methods.has('ish');
  });
  if (near !== undefined) {
    add(near, result);
    if (isIhc || result.method === 'ish') near.flags.add('SPECIMEN_LINK_ASSUMED');
    return;
  }
  const kind = isIhc ? '' : result.method;
  const created = put(joining, `unlinked ${result.date ?? ''} ${result.side ?? ''} ${kind}`, result);
  if (created !== undefined) addByDay(joining.byDay, created);
}

/** A group that is one report's own words of IHC and ISH, without a Specimen: what it says may repeat or contradict an Observation. */
const isReportAlone = ({ results, specimen }: Group): boolean =>
  specimen === undefined && results.every((result) => isOfReport(result) && result.specimen === undefined);

/** Puts such a report to the results near in time, as a report of one test alone: a disagreement is then a conflict, not a newer specimen. */
function placeReport(joining: Joining, report: Group): void {
  const [first] = report.results.filter(({ method }) => method === 'ihc' || method === 'ish');
  const near =
    first === undefined
      ? undefined
      : nearestGroup(joining.byDay, { ...first, date: dateOfGroup(report), side: sideOfGroup(report) }, ({ results }) =>
          results.some((each) => !isOfReport(each) && each.empty === undefined && report.methods.has(each.method)),
        );
  if (near === undefined) {
    joining.groups.set(report.key, report);
    addByDay(joining.byDay, report);
    return;
  }
  for (const result of report.results) add(near, result);
  near.flags.add('SPECIMEN_LINK_ASSUMED');
}

/** Results by Specimen, report or panel; the rest is left over. */
function linkedGroups(ordered: readonly Her2Result[], specimens: ReadonlyMap<string, Her2Specimen>) {
  const groups = new Map<string, Group>();
  const shared = specimenOfShares(ordered);
  const rootOf = keyOfShares(ordered.filter((result) => result.specimen === undefined));
  const unlinked: Her2Result[] = [];
  for (const result of ordered) {
    const [share] = result.shares;
    const byShare = result.shares.map((each) => shared.get(each)).find((each) => each !== undefined);
    const key = result.specimen ?? byShare ?? (share === undefined ? undefined : `shared ${rootOf(share)}`);
    if (key === undefined) unlinked.push(result);
    else put({ groups, specimens }, key, result);
  }
  return { groups, unlinked };
}

/**
 * Puts results together that belong to one specimen: same Specimen, report or panel; else near in time.
 * The order of the results does not matter.
 */
export function joinSpecimens(
  results: readonly Her2Result[],
  specimens: ReadonlyMap<string, Her2Specimen>,
): readonly JoinedSpecimen[] {
  const { groups, unlinked } = linkedGroups(results.toSorted(byDateAndReference), specimens);
  const reports = [...groups.values()].filter(isReportAlone);
  for (const { key } of reports) groups.delete(key);
  const joining: Joining = { groups, byDay: groupsByDay(groups.values()), specimens };
  const ihc = unlinked.filter((each) => each.method === 'ihc');
  for (const result of ihc.filter((each) => !isOfReport(each))) placeUnlinked(joining, result);
  for (const report of reports) placeReport(joining, report);
  for (const result of ihc.filter(isOfReport)) placeUnlinked(joining, result);
  for (const result of unlinked.filter((each) => each.method !== 'ihc')) placeUnlinked(joining, result);
  return [...groups.values()].map((group) => ({
    key: group.results[0]?.specimen === group.key || group.specimen !== undefined ? group.key : nameOf(group),
    specimen: group.specimen,
    side: sideOfGroup(group),
    date: dateOfGroup(group),
    results: group.results,
    flags: [...group.flags],
  }));
}

function nameOf(group: Group): string {
  const [first] = group.results.toSorted(byDateAndReference);
  const named = group.results.some((result) => result.specimen === group.key);
  return named || first === undefined ? group.key : first.reference;
}
