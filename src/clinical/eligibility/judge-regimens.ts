import type { DrugClass, Therapy } from '../facts/therapy.js';
import { type Answer, anyWay, type Given, met, notMet, unknown } from './answer.js';
import { endedBeforeMetastasis, recurredWithin, recurrenceDates } from './recurrence.js';
import { ifAllRead, unlessUnread } from './therapy-absence.js';
import type { MissingItem } from './vocabulary.js';

const isChemotherapy = (therapy: Pick<Therapy, 'class'>): boolean => therapy.class === 'chemotherapy';
const isChemotherapyClass = (drugClass: DrugClass): boolean => drugClass === 'chemotherapy';
const antiHer2Classes: ReadonlySet<DrugClass> = new Set<DrugClass>([
  'anti-her2-mab',
  'anti-her2-bispecific',
  'anti-her2-tki',
  'her2-adc',
  't-dxd',
]);
const isAntiHer2Class = (drugClass: DrugClass): boolean => antiHer2Classes.has(drugClass);
const isEitherClass = (drugClass: DrugClass): boolean => isChemotherapyClass(drugClass) || isAntiHer2Class(drugClass);

const endOf = (therapy: Therapy): MissingItem =>
  therapy.antiHer2 ? 'end date of prior anti-HER2 therapy' : 'end date of adjuvant chemotherapy';
const becauseOf = (therapy: Therapy): MissingItem =>
  therapy.antiHer2
    ? 'was anti-HER2 therapy given for unresectable disease?'
    : 'was chemotherapy given for unresectable disease?';
/** Whose setting nobody states. */
const settingOf = (therapy: Therapy): MissingItem =>
  therapy.antiHer2 ? 'setting of prior anti-HER2 therapy' : 'setting of prior chemotherapy';

/** No chemotherapy and no anti-HER2 therapy in the metastatic setting; endocrine lines are not counted. */
export function judgeFirstLine(given: Given): Answer {
  const counted = given.chart.therapies.filter((therapy) => isChemotherapy(therapy) || therapy.antiHer2);
  const before = counted.filter((therapy) => therapy.setting === 'metastatic');
  if (before.length > 0) return notMet(before.flatMap((therapy) => therapy.evidence));
  const unresectable = given.chart.disease.extent === 'unresectable';
  const open = counted.flatMap((therapy): readonly Answer[] => {
    if (therapy.setting === 'neoadjuvant' && unresectable) return [unknown([becauseOf(therapy)], therapy.evidence)];
    if (therapy.setting !== 'unknown' || endedBeforeMetastasis(therapy, given.chart)) return [];
    return [unknown([settingOf(therapy)], therapy.evidence)];
  });
  return open.length > 0 ? anyWay(open) : ifAllRead(met([]), isEitherClass, given);
}

function afterCurativeTherapy(therapy: Therapy, given: Given, months: number): Answer {
  const truth = recurredWithin(therapy, given.chart, months);
  if (truth === 'met') return met(therapy.evidence);
  if (truth === 'not-met') return notMet(therapy.evidence);
  return therapy.end !== undefined && recurrenceDates(given.chart).length === 0
    ? unknown(['metastatic or unresectable disease'], therapy.evidence)
    : unknown([endOf(therapy)], therapy.evidence);
}

/** A therapy whose setting nobody states counts against the text only where its dates rule out every setting that would count. */
function unstatedSetting(therapy: Therapy, given: Given, months: number): Answer {
  const ruledOut =
    endedBeforeMetastasis(therapy, given.chart) && recurredWithin(therapy, given.chart, months) === 'not-met';
  return ruledOut ? notMet(therapy.evidence) : unknown([settingOf(therapy)], therapy.evidence);
}

function chemotherapyWay(therapy: Therapy, given: Given, months: number): Answer {
  switch (therapy.setting) {
    case 'metastatic':
      return met(therapy.evidence);
    case 'adjuvant':
      return afterCurativeTherapy(therapy, given, months);
    case 'neoadjuvant':
      return given.chart.disease.extent === 'unresectable'
        ? unknown(['was chemotherapy given for unresectable disease?'], therapy.evidence)
        : notMet(therapy.evidence);
    case 'unknown':
      return unstatedSetting(therapy, given, months);
    default:
      return therapy.setting satisfies never;
  }
}

/** Chemotherapy in the metastatic setting, or recurrence during or within the months after adjuvant chemotherapy. */
export function judgePriorChemotherapy(criterion: { readonly recurrenceWithinMonths: number }, given: Given): Answer {
  const chemotherapies = given.chart.therapies.filter(isChemotherapy);
  const ways = chemotherapies.map((therapy) => chemotherapyWay(therapy, given, criterion.recurrenceWithinMonths));
  return unlessUnread(anyWay(ways), isChemotherapyClass, given);
}

function antiHer2Way(therapy: Therapy, given: Given, months: number | undefined): Answer {
  if (therapy.setting === 'metastatic' || months === undefined) return met(therapy.evidence);
  if (therapy.setting === 'unknown') return unstatedSetting(therapy, given, months);
  const answer = afterCurativeTherapy(therapy, given, months);
  // What began as neoadjuvant may have become the treatment of unresectable disease.
  const became = therapy.setting === 'neoadjuvant' && given.chart.disease.extent === 'unresectable';
  return became && answer.truth === 'not-met' ? unknown([becauseOf(therapy)], therapy.evidence) : answer;
}

/** An anti-HER2 regimen in the metastatic setting or (neo)adjuvant with recurrence within the months; in any setting where no months are given. */
export function judgePriorAntiHer2(criterion: { readonly recurrenceWithinMonths?: number }, given: Given): Answer {
  const regimens = given.chart.therapies.filter((therapy) => therapy.antiHer2);
  const ways = regimens.map((therapy) => antiHer2Way(therapy, given, criterion.recurrenceWithinMonths));
  return unlessUnread(anyWay(ways), isAntiHer2Class, given);
}

const evidenceOf = (therapies: readonly Therapy[]): Therapy['evidence'] =>
  therapies.flatMap((therapy) => therapy.evidence);

/** Untreated before surgery: any neoadjuvant or adjuvant therapy, a statement of response, or the surgery itself says that the time for it has passed. */
export function judgeNoNeoadjuvantYet(given: Given): Answer {
  const { therapies, disease } = given.chart;
  const past = therapies.filter(({ setting }) => setting === 'neoadjuvant' || setting === 'adjuvant');
  if (past.length > 0) return notMet(evidenceOf(past));
  if (disease.residualInvasive !== undefined) return notMet(disease.evidence);
  if (disease.surgery !== undefined) return notMet(disease.surgery);
  const open = therapies.filter((therapy) => therapy.setting === 'unknown');
  if (open.length > 0)
    return unknown(
      [open.every(isChemotherapy) ? 'setting of prior chemotherapy' : 'setting of prior therapy'],
      evidenceOf(open),
    );
  return ifAllRead(met([]), () => true, given);
}

const isTrastuzumab = (therapy: Therapy): boolean =>
  therapy.class === 'anti-her2-mab' && therapy.drug.includes('trastuzumab');

/** Trastuzumab (with or without pertuzumab) and a taxane before surgery. */
export function judgeNeoadjuvantTrastuzumabTaxane(given: Given): Answer {
  const { therapies } = given.chart;
  const neoadjuvant = therapies.filter(({ setting }) => setting === 'neoadjuvant');
  const trastuzumab = neoadjuvant.filter(isTrastuzumab);
  if (trastuzumab.length > 0) {
    const taxane = neoadjuvant.filter((therapy) => therapy.taxane);
    return taxane.length > 0
      ? met(evidenceOf([...trastuzumab, ...taxane]))
      : unknown(['taxane-based neoadjuvant treatment'], evidenceOf(trastuzumab));
  }
  const open = therapies.filter((therapy) => therapy.setting === 'unknown' && isTrastuzumab(therapy));
  return open.length > 0
    ? unknown(['setting of prior anti-HER2 therapy'], evidenceOf(open))
    : ifAllRead(notMet(evidenceOf(neoadjuvant)), isAntiHer2Class, given);
}
