import type { Appraisal } from '../assessment.js';
import type { MissingItem } from '../eligibility/vocabulary.js';

/**
 * Items whose absence leaves an indication worth a discussion: a clinician who knows the patient can answer them at once.
 * Source: design-choice (card rules); the EU judgement is never in a record.
 */
const answerable: Readonly<Record<MissingItem, boolean>> = {
  'ER/PR status': true,
  'HER2 IHC score': false,
  'HER2 result': false,
  'IHC 0 membrane staining detail': true,
  'ISH result': false,
  age: true,
  'clinician judgement: endocrine therapy not suitable as next line': true,
  'complete record of prior therapies': false,
  'end date of adjuvant chemotherapy': false,
  'end date of prior anti-HER2 therapy': false,
  'endocrine partner of the CDK4/6 inhibitor': false,
  'metastatic or unresectable disease': false,
  'progression on endocrine therapy': true,
  'residual invasive disease after neoadjuvant treatment': false,
  'setting of endocrine therapy': true,
  'setting of prior anti-HER2 therapy': true,
  'setting of prior chemotherapy': true,
  'setting of prior therapy': true,
  stage: false,
  'taxane-based neoadjuvant treatment': false,
  'was an endocrine therapy given with ovarian suppression?': false,
  'was anti-HER2 therapy given for unresectable disease?': true,
  'was chemotherapy given for unresectable disease?': true,
};

/** Met, or missing nothing but what a clinician can answer at once. */
export function isNearlyDocumented(appraisal: Appraisal): boolean {
  if (appraisal.result === 'met') return true;
  return appraisal.result === 'missing-data' && appraisal.missing.every((item) => answerable[item]);
}

/** No condition but the HER2 category is documented as false: another HER2 result could open it. */
export function couldApply(appraisal: Appraisal): boolean {
  return appraisal.criteria.every((each) => each.criterion === 'her2-category' || each.truth !== 'not-met');
}

/** The indication hangs on the HER2 result: nothing is documented as false and the category is unknown. */
export function hangsOnHer2(appraisal: Appraisal): boolean {
  return (
    couldApply(appraisal) &&
    appraisal.criteria.some((each) => each.criterion === 'her2-category' && each.truth === 'unknown')
  );
}

function falseCount(appraisal: Appraisal): number {
  return appraisal.criteria.filter((each) => each.truth === 'not-met').length;
}

/** Another HER2 category is documented than the indication is for. */
function isOfAnotherCategory(appraisal: Appraisal): boolean {
  return appraisal.criteria.some((each) => each.criterion === 'her2-category' && each.truth === 'not-met');
}

/** The two indications nearest to documented: of the category on record first, then fewest false conditions, then fewest undocumented ones, then by id. */
export function nearestTwo(appraisals: readonly Appraisal[]): readonly Appraisal[] {
  return [...appraisals]
    .sort(
      (a, b) =>
        Number(isOfAnotherCategory(a)) - Number(isOfAnotherCategory(b)) ||
        falseCount(a) - falseCount(b) ||
        a.missing.length - b.missing.length ||
        (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    )
    .slice(0, 2);
}
