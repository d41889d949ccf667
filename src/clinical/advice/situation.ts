import type { Appraisal, Her2Assessment, SpecimenHer2 } from '../assessment.js';
import type { Evidence } from '../facts/evidence.js';
import type { Order } from '../facts/order.js';
import type { Her2Category } from '../her2/vocabulary.js';
import type { AdviseInput } from './advise.js';

/** What the rules of advice ask about, worked out once. */
export interface Situation extends AdviseInput {
  /** Selected drugs and HER2 tests; none for patient-view. */
  readonly selected: readonly Order[];
  /** Selected and neither a renewal nor a drug that is running. */
  readonly fresh: readonly Order[];
  /** Appraisals of the policy's region. */
  readonly regional: readonly Appraisal[];
  readonly advanced: boolean;
  /** T-DXd: being given, given before, or not on record. */
  readonly tdxd: 'running' | 'given' | 'none';
  /** No tissue result that a test of the tumour could have given: absence, which is never a finding. */
  readonly notFound: boolean;
  /** Some result on record says HER2-positive, whatever the category is now. */
  readonly positiveOnRecord: boolean;
}

/** Reasons of category `none` that mean: nothing was found, not: something was found unusable. */
const absences: ReadonlySet<string> = new Set(['NO_USABLE_RESULT', 'NOT_BREAST', 'NOT_TISSUE']);

/** The specimen that the category comes from. */
export function indexSpecimen(her2: Her2Assessment): SpecimenHer2 | undefined {
  return her2.specimens.find((each) => each.specimen === her2.index) ?? her2.specimens[0];
}

/** Specimens with a result that says positive: a category, a status, a score of 3+ or an amplified ISH, final or not. */
export function positiveSpecimens(her2: Her2Assessment): readonly SpecimenHer2[] {
  return her2.specimens.filter(
    (each) =>
      each.category === 'positive' ||
      each.ascoCapStatus === 'positive' ||
      each.ihc?.score === '3+' ||
      each.ish?.interpretation === 'positive' ||
      each.ish?.interpretation === 'amplified',
  );
}

/** Evidence of the index specimen; of every specimen where there is no index. */
export function her2Evidence(her2: Her2Assessment): readonly Evidence[] {
  return indexSpecimen(her2)?.evidence ?? her2.specimens.flatMap((each) => each.evidence);
}

function isRunning(order: Order, input: AdviseInput): boolean {
  if (order.continued) return true;
  return (
    order.kind === 'drug' &&
    input.chart.therapies.some((therapy) => therapy.drug === order.drug?.name && therapy.outcome === 'ongoing')
  );
}

function tdxdState(input: AdviseInput, selected: readonly Order[]): Situation['tdxd'] {
  const given = input.chart.therapies.filter((therapy) => therapy.class === 't-dxd');
  const running = given.some(
    (therapy) => therapy.outcome === 'ongoing' || (therapy.outcome === 'unknown' && therapy.end === undefined),
  );
  if (running || selected.some((order) => order.drug?.class === 't-dxd' && order.continued)) return 'running';
  return given.length > 0 ? 'given' : 'none';
}

/** Drafts of a drug against HER2 other than T-DXd, whose code and text agree. */
export function olderAntiHer2(orders: readonly Order[]): readonly Order[] {
  return orders.filter(
    (order) => order.drug?.antiHer2 === true && order.drug.class !== 't-dxd' && !order.codeAgainstText,
  );
}

/** Categories that leave HER2 open. */
const unsettled: ReadonlySet<Her2Category> = new Set(['none', 'equivocal', 'indeterminate']);

/** An older anti-HER2 drug is selected while HER2 is open: nobody knows that it is wrong, so that at most the testing is spoken of. */
export function awaitsHer2(orders: readonly Order[], her2: Her2Assessment): boolean {
  return unsettled.has(her2.category) && olderAntiHer2(orders).length > 0;
}

/** Works out the situation. Nothing selected counts at patient-view: it has no orders. */
export function readSituation(input: AdviseInput): Situation {
  const selected = input.focus.orders.filter((order) => order.selected);
  const { her2, chart } = input;
  return {
    ...input,
    selected,
    fresh: selected.filter((order) => !isRunning(order, input)),
    regional: input.appraisals.filter((each) => each.region === input.policy.region),
    advanced: chart.disease.extent === 'metastatic' || chart.disease.extent === 'unresectable',
    tdxd: tdxdState(input, selected),
    notFound: her2.category === 'none' && (her2.reason === undefined || absences.has(her2.reason)),
    positiveOnRecord: her2.flags.includes('PRIOR_POSITIVE') || positiveSpecimens(her2).length > 0,
  };
}
