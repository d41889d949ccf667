import { type ClinicalDate, type Day, daysBetween, earliestDay } from '../facts/dates.js';
import type { Her2Method, Her2Result, Her2Specimen } from '../facts/her2.js';
import type { Her2Flag } from './vocabulary.js';

/** Results without a specimen belong together when their dates are at most so many days apart (design choice). */
const joinDays = 30;

/** Results being joined. */
export interface Group {
  readonly key: string;
  readonly results: Her2Result[];
  readonly methods: Set<Her2Method>;
  readonly flags: Set<Her2Flag>;
  readonly specimen: Her2Specimen | undefined;
}

/** Side of a group: of its specimen, else of its first result that names one. */
export function sideOfGroup({ specimen, results }: Group): 'left' | 'right' | undefined {
  return specimen?.side ?? results.find((result) => result.side !== undefined)?.side;
}

/** Date of a group: collection, else the earliest IHC, else the earliest result. */
export function dateOfGroup({ specimen, results }: Group): ClinicalDate | undefined {
  if (specimen?.collected !== undefined) return specimen.collected;
  let ihc: ClinicalDate | undefined;
  let any: ClinicalDate | undefined;
  for (const { date, method } of results) {
    if (date === undefined) continue;
    if (any === undefined || date < any) any = date;
    if (method === 'ihc' && (ihc === undefined || date < ihc)) ihc = date;
  }
  return ihc ?? any;
}

/** Groups by the number of their day, so that the nearest one is found without looking at all. */
export type DatedGroups = Map<number, Group[]>;

const epoch: Day = '1970-01-01';
const dayNumber = (date: ClinicalDate): number => daysBetween(epoch, earliestDay(date));

/** Adds a group to the index by its date; undated groups are not near anything. */
export function addByDay(index: DatedGroups, group: Group): void {
  const date = dateOfGroup(group);
  if (date === undefined) return;
  const day = dayNumber(date);
  const list = index.get(day);
  if (list === undefined) index.set(day, [group]);
  else list.push(group);
}

/** Indexes groups by day. */
export function groupsByDay(groups: Iterable<Group>): DatedGroups {
  const index: DatedGroups = new Map();
  for (const group of groups) addByDay(index, group);
  return index;
}

/** The one group nearest in time within the limit; undefined where two are equally near or none is. */
export function nearestGroup(
  index: DatedGroups,
  result: Her2Result,
  fits: (group: Group) => boolean,
): Group | undefined {
  if (result.date === undefined) return undefined;
  const day = dayNumber(result.date);
  const sameSide = (group: Group) => {
    const side = sideOfGroup(group);
    return side === undefined || result.side === undefined || side === result.side;
  };
  for (let apart = 0; apart <= joinDays; apart += 1) {
    const days = apart === 0 ? [day] : [day - apart, day + apart];
    const near = days.flatMap((each) => (index.get(each) ?? []).filter((group) => fits(group) && sameSide(group)));
    if (near.length > 0) return near.length === 1 ? near[0] : undefined;
  }
  return undefined;
}
