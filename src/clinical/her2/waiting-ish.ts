import type { ClinicalDate } from '../facts/dates.js';
import type { Her2Result } from '../facts/her2.js';
import { type IshFinding, withoutIsh } from './ish-finding.js';
import type { JoinedSpecimen } from './join-specimens.js';
import { hasContent } from './usable.js';

/** ISH results that are not final, indexed: `all` is any of them, `valued` those that give a value already. */
interface Latest {
  readonly all: ClinicalDate | undefined;
  readonly valued: ClinicalDate | undefined;
}

/** What is known of ISH tests under way. */
export interface Waiting {
  readonly bySpecimen: ReadonlyMap<string, readonly Her2Result[]>;
  readonly byShare: ReadonlyMap<string, readonly Her2Result[]>;
  /** Newest of all, and newest of those without a specimen (an undated one counts as newest). */
  readonly latest: Latest;
  readonly latestUnlinked: Latest;
}

const isValued = (result: Her2Result): boolean => result.standing !== 'final' && hasContent(result);

function latestOf(results: readonly Her2Result[], undated: ClinicalDate | undefined): Latest {
  const newest = (some: readonly Her2Result[]) =>
    some
      .map((result) => result.date ?? undated)
      .reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a), undefined);
  return { all: newest(results), valued: newest(results.filter(isValued)) };
}

function grouped(results: readonly Her2Result[], keysOf: (result: Her2Result) => readonly string[]) {
  const index = new Map<string, Her2Result[]>();
  for (const result of results) {
    for (const key of keysOf(result)) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [result]);
      else list.push(result);
    }
  }
  return index;
}

/** Indexes the ISH results that are registered, preliminary or said to be pending. */
export function waitingIsh(results: readonly Her2Result[]): Waiting {
  return {
    bySpecimen: grouped(results, ({ specimen }) => (specimen === undefined ? [] : [specimen])),
    byShare: grouped(results, ({ shares }) => shares),
    latest: latestOf(results, undefined),
    latestUnlinked: latestOf(
      results.filter((result) => result.specimen === undefined),
      '9999',
    ),
  };
}

/** An ISH that is not final, of this specimen or ordered after its IHC; undefined where there is none. */
export function pendingIsh(joined: JoinedSpecimen, waiting: Waiting): IshFinding | undefined {
  const shares = new Set(joined.results.flatMap((result) => result.shares));
  const own = [
    ...(waiting.bySpecimen.get(joined.key) ?? []),
    ...[...shares].flatMap((share) => waiting.byShare.get(share) ?? []),
  ];
  const date = joined.date ?? '';
  const isLater = (latest: ClinicalDate | undefined) =>
    joined.date !== undefined && latest !== undefined && latest > date;
  const isSince = (latest: ClinicalDate | undefined) => latest !== undefined && latest >= date;
  const { latest, latestUnlinked } = waiting;
  if (own.length === 0 && !isLater(latest.all) && !isSince(latestUnlinked.all)) return undefined;
  const valued = own.some(isValued) || isLater(latest.valued) || isSince(latestUnlinked.valued);
  return withoutIsh('pending', valued ? ['PRELIMINARY_ISH'] : []);
}
