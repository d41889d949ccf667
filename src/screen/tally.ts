import { z } from 'zod';
import type { CohortRow } from './cohort-row.js';
import type { Garbage } from './garbage.js';
import { type Worklist, worklists } from './worklists.js';

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

const stepNames = [
  'patients',
  'breastCancer',
  'her2Result',
  'settled',
  'lowOrUltralow',
  'advanced',
  'indicationMet',
] as const;
const mapNames = ['missing', 'categories', 'reasons', 'nextSteps'] as const;
const negativeNames = ['all', 'low', 'ultralow', 'none', 'open'] as const;

/** The cohort in numbers. */
export const tallyShape = z.strictObject({
  patients: count,
  /** The funnel, each step among those of the step before. */
  breastCancer: count,
  her2Result: count,
  settled: count,
  lowOrUltralow: count,
  advanced: count,
  indicationMet: count,
  /** What is undocumented among the advanced low and ultralow without an indication met. */
  missing: counts,
  /** Among patients with breast cancer. */
  categories: counts,
  reasons: counts,
  nextSteps: counts,
  /** Patients per indication and result. */
  indications: z.record(z.string(), counts),
  /** Patients whose ASCO/CAP status is negative, by what is known of low and ultralow. */
  negative: z.strictObject({ all: count, low: count, ultralow: count, none: count, open: count }),
  worklists: z.record(z.enum(worklists), count),
  garbage: counts,
});
export type Tally = z.infer<typeof tallyShape>;

const settledCategories = new Set(['positive', 'low', 'ultralow', 'her2-null']);

/** Counts rows one by one. */
export class TallyCounter {
  private readonly steps = {
    patients: 0,
    breastCancer: 0,
    her2Result: 0,
    settled: 0,
    lowOrUltralow: 0,
    advanced: 0,
    indicationMet: 0,
  };
  private readonly maps = {
    missing: new Map<string, number>(),
    categories: new Map<string, number>(),
    reasons: new Map<string, number>(),
    nextSteps: new Map<string, number>(),
  };
  private readonly indications = new Map<string, Map<string, number>>();
  private readonly negative = { all: 0, low: 0, ultralow: 0, none: 0, open: 0 };
  private readonly lists = new Map<string, number>();
  private readonly garbage = new Map<string, number>();

  addGarbage({ problem }: Garbage): void {
    bump(this.garbage, problem);
  }

  add(row: CohortRow): void {
    this.steps.patients += 1;
    for (const list of row.worklists) bump(this.lists, list);
    if (!row.breastCancer) return;
    this.steps.breastCancer += 1;
    bump(this.maps.categories, row.category);
    bump(this.maps.nextSteps, row.nextStep);
    if (row.reason !== undefined) bump(this.maps.reasons, row.reason);
    this.countNegative(row);
    this.countIndications(row);
    this.walkFunnel(row);
  }

  /** Adds what another counter counted. */
  addTally(other: Tally): void {
    const { steps, maps, negative } = this;
    for (const step of stepNames) steps[step] += other[step];
    for (const map of mapNames) addAll(maps[map], other[map]);
    for (const part of negativeNames) negative[part] += other.negative[part];
    addAll(this.lists, other.worklists);
    addAll(this.garbage, other.garbage);
    for (const [id, counts] of Object.entries(other.indications)) addAll(this.ofIndication(id), counts);
  }

  total(): Tally {
    const { missing, categories, reasons, nextSteps } = this.maps;
    return {
      ...this.steps,
      missing: sorted(missing),
      categories: sorted(categories),
      reasons: sorted(reasons),
      nextSteps: sorted(nextSteps),
      indications: Object.fromEntries([...this.indications].sort(byName).map(([id, counts]) => [id, sorted(counts)])),
      negative: { ...this.negative },
      worklists: listCounts(this.lists),
      garbage: sorted(this.garbage),
    };
  }

  private walkFunnel(row: CohortRow): void {
    const { steps } = this;
    if (row.category === 'her2-none') return;
    steps.her2Result += 1;
    if (!settledCategories.has(row.category)) return;
    steps.settled += 1;
    if (row.category !== 'low' && row.category !== 'ultralow') return;
    steps.lowOrUltralow += 1;
    if (row.extent !== 'metastatic' && row.extent !== 'unresectable') return;
    steps.advanced += 1;
    if (Object.values(row.indications).includes('met')) steps.indicationMet += 1;
    else for (const item of row.missing) bump(this.maps.missing, item);
  }

  private countNegative({ ascoCapStatus, category }: CohortRow): void {
    if (ascoCapStatus !== 'negative' && ascoCapStatus !== 'negative-with-comment') return;
    this.negative.all += 1;
    if (category === 'low') this.negative.low += 1;
    else if (category === 'ultralow') this.negative.ultralow += 1;
    else if (category === 'her2-null') this.negative.none += 1;
    else this.negative.open += 1;
  }

  private countIndications({ indications }: CohortRow): void {
    for (const [id, result] of Object.entries(indications)) {
      bump(this.ofIndication(id), result);
    }
  }

  private ofIndication(id: string): Map<string, number> {
    const counts = this.indications.get(id) ?? new Map<string, number>();
    this.indications.set(id, counts);
    return counts;
  }
}

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function addAll(counts: Map<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [key, number] of Object.entries(more)) counts.set(key, (counts.get(key) ?? 0) + number);
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}

/** Most frequent first, by name where equal: the same numbers always read the same. */
function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || byName(a, b)));
}

function listCounts(counts: ReadonlyMap<string, number>): Tally['worklists'] {
  const count = (list: Worklist): number => counts.get(list) ?? 0;
  return {
    IHC0_WITHOUT_STAINING_DETAIL: count('IHC0_WITHOUT_STAINING_DETAIL'),
    IHC2_WITHOUT_ISH: count('IHC2_WITHOUT_ISH'),
    LOW_PROGRESSED_ON_ENDOCRINE: count('LOW_PROGRESSED_ON_ENDOCRINE'),
    INDICATION_MET_NOT_TREATED: count('INDICATION_MET_NOT_TREATED'),
    ISH_RECOUNT_OR_DETAIL: count('ISH_RECOUNT_OR_DETAIL'),
    NEGATIVE_WITHOUT_SCORE: count('NEGATIVE_WITHOUT_SCORE'),
    CONFLICT_OR_DISCORDANCE: count('CONFLICT_OR_DISCORDANCE'),
    ADVANCED_WITHOUT_HER2: count('ADVANCED_WITHOUT_HER2'),
    LINKED_RECORDS: count('LINKED_RECORDS'),
  };
}
