import type { Appraisal } from '../assessment.js';
import { earliestDay, latestDay } from '../facts/dates.js';
import type { Therapy } from '../facts/therapy.js';
import type { Given } from './answer.js';
import { withoutPartner } from './judge-endocrine.js';
import { recurredWithin } from './recurrence.js';
import { type EligibilityFlag, eligibilityFlags } from './vocabulary.js';

/** DESTINY-Breast09 asked for more than six months since (neo)adjuvant therapy (FDA notice 2025-12-15). */
const trialFreeMonths = 6;
/** Treatment was not studied with an ejection fraction below 50 % (label, warnings). */
const lvefLimitPercent = 50;

interface Appraised extends Given {
  readonly appraisals: readonly Appraisal[];
}

/** The one criterion that is documented as false, where there is exactly one. */
function onlyFailed(appraisal: Appraisal): string | undefined {
  const failed = appraisal.criteria.filter(({ truth }) => truth === 'not-met');
  return failed.length === 1 ? failed[0]?.criterion : undefined;
}

/** A HER2-low indication fails on prior chemotherapy alone, so what was not counted as chemotherapy deserves to be said. */
const chemotherapyDecides = ({ appraisals }: Appraised): boolean =>
  appraisals.some((each) => onlyFailed(each) === 'prior-chemotherapy');

function firstLineMet({ appraisals }: Appraised): boolean {
  return appraisals.some(
    ({ result, criteria }) =>
      result === 'met' && criteria.some(({ criterion }) => criterion === 'first-line-metastatic'),
  );
}

const metastaticEndocrine = ({ chart }: Appraised): readonly Therapy[] =>
  chart.therapies.filter(({ class: kind, setting }) => kind === 'endocrine' && setting === 'metastatic');

/** Lines of endocrine therapy, counted as different drugs. */
function endocrineLines(given: Appraised): number {
  return new Set(metastaticEndocrine(given).map(({ drug }) => drug)).size;
}

/** Recurrence within the trial's treatment-free interval after (neo)adjuvant anti-HER2 therapy or chemotherapy. */
function recurredEarly({ chart }: Appraised, counts: (therapy: Therapy) => boolean): boolean {
  return chart.therapies.some(
    (therapy) => counts(therapy) && recurredWithin(therapy, chart, trialFreeMonths) === 'met',
  );
}

const isCurative = ({ setting }: Therapy): boolean => setting === 'adjuvant' || setting === 'neoadjuvant';

/** Classes that make a line of their own; partners of an endocrine therapy do not. */
const makesLine = ({ class: kind }: Therapy): boolean =>
  !['cdk4/6', 'pi3k/akt/mtor', 'ovarian-suppression'].includes(kind);

/** An endocrine therapy that is over was followed by another line: one that did not certainly start before it. */
function followedByAnotherLine(given: Appraised): boolean {
  return metastaticEndocrine(given).some(({ start, drug, outcome }) =>
    given.chart.therapies.some(
      (other) =>
        outcome !== 'ongoing' &&
        other.drug !== drug &&
        other.setting === 'metastatic' &&
        makesLine(other) &&
        (start === undefined || other.start === undefined || latestDay(other.start) >= earliestDay(start)),
    ),
  );
}

/** A setting concluded from dates decides an answer: it meets a criterion of an open indication, or is all that one fails on. */
function inferredSettingDecides({ chart, appraisals }: Appraised): boolean {
  const inferred = new Set(
    chart.therapies
      .filter(({ settingFromDates }) => settingFromDates)
      .flatMap(({ evidence }) => evidence.map(({ reference }) => reference)),
  );
  return appraisals.some((appraisal) =>
    appraisal.criteria.some(
      ({ criterion, truth, because }) =>
        (truth === 'not-met' ? onlyFailed(appraisal) === criterion : appraisal.result !== 'not-met') &&
        because.some(({ reference }) => inferred.has(reference)),
    ),
  );
}

const misses = ({ appraisals }: Appraised, item: string): boolean =>
  appraisals.some(({ missing }) => missing.some((each) => each === item));

const isAdc = ({ class: kind, setting }: Therapy): boolean =>
  (kind === 'trop2-adc' || kind === 'her2-adc') && (setting === 'metastatic' || setting === 'unknown');

/** When each flag is raised. */
const raised: Record<EligibilityFlag, (given: Appraised) => boolean> = {
  ADC_NOT_COUNTED_AS_CHEMOTHERAPY: (given) => chemotherapyDecides(given) && given.chart.therapies.some(isAdc),
  ALREADY_TREATED_WITH_TDXD: ({ chart }) => chart.therapies.some((therapy) => therapy.class === 't-dxd'),
  ER_LOW_POSITIVE: ({ chart }) => chart.receptors.er.lowPositive === true,
  HR_STATUS_MISSING: (given) => misses(given, 'ER/PR status'),
  INCOMPLETE_REGIMEN: (given) => withoutPartner(given).length > 0,
  NEOADJUVANT_RECURRENCE_REVIEW: (given) =>
    chemotherapyDecides(given) &&
    recurredEarly(given, (therapy) => therapy.class === 'chemotherapy' && therapy.setting === 'neoadjuvant'),
  NON_CANCER_INDICATION: ({ chart }) => chart.nonCancerDrugs.length > 0,
  PRIOR_POSITIVE: ({ her2 }) => her2.flags.includes('PRIOR_POSITIVE'),
  PROGRESSION_NOT_DOCUMENTED: (given) =>
    misses(given, 'progression on endocrine therapy') && followedByAnotherLine(given),
  SAFETY_ILD_HISTORY: ({ chart }) => chart.safety.interstitialLungDisease !== undefined,
  SAFETY_LVEF_BELOW_50: ({ chart }) => (chart.safety.lvef?.percent ?? lvefLimitPercent) < lvefLimitPercent,
  SAFETY_PREGNANCY: ({ chart }) => chart.safety.pregnancy?.status === 'pregnant',
  SETTING_INFERRED_FROM_DATES: inferredSettingDecides,
  TRIAL_ALLOWED_ONE_ET_LINE: (given) => firstLineMet(given) && endocrineLines(given) === 1,
  TRIAL_POPULATION_DIFFERS: (given) =>
    firstLineMet(given) &&
    (endocrineLines(given) > 1 ||
      recurredEarly(given, (therapy) => isCurative(therapy) && (therapy.antiHer2 || therapy.class === 'chemotherapy'))),
};

/** Eligibility and safety flags of the chart and its appraisals, in the order of the closed list. */
export function flagsOf(given: Appraised): readonly EligibilityFlag[] {
  return eligibilityFlags.filter((flag) => raised[flag](given));
}
