import type { MissingItem } from '../../clinical/eligibility/vocabulary.js';

/** Where each undocumented item usually stands, or who can tell. */
export const howToGet: Readonly<Record<MissingItem, string>> = {
  'ER/PR status': 'the pathology report of the same specimen, or an ER and PR stain of it',
  'HER2 IHC score': 'the pathologist who reported the result: ask for the score, not the verdict',
  'HER2 result': 'outside pathology reports and scanned documents; only then a new test of invasive tumour tissue',
  'IHC 0 membrane staining detail': 'the pathologist: is any membrane staining seen, and in how many cells',
  'ISH result': 'the laboratory: whether an ISH of this specimen was done; a 2+ is settled by one',
  age: 'the birth date in the patient record',
  'clinician judgement: endocrine therapy not suitable as next line': 'the treating oncologist; no data can answer it',
  'complete record of prior therapies':
    'the records of therapies that did not come or could not be read; the treating oncologist',
  'end date of adjuvant chemotherapy': 'the treatment summary or the chemotherapy plan',
  'end date of prior anti-HER2 therapy': 'the treatment summary or the treatment plan',
  'endocrine partner of the CDK4/6 inhibitor': 'the medication list at the time of the CDK4/6 inhibitor',
  'metastatic or unresectable disease': 'imaging reports or the problem list: date and site of spread',
  'progression on endocrine therapy': 'the oncologist: why the therapy ended; it is never inferred from the next line',
  'residual invasive disease after neoadjuvant treatment': 'the pathology report of the operation',
  'setting of endocrine therapy': 'the treatment intent: adjuvant or for advanced disease',
  'setting of prior anti-HER2 therapy': 'the treatment intent: adjuvant, neoadjuvant or for advanced disease',
  'setting of prior chemotherapy': 'the treatment intent: adjuvant, neoadjuvant or for advanced disease',
  'setting of prior therapy': 'the treatment intent: adjuvant, neoadjuvant or for advanced disease',
  stage: 'the staging form or the tumour board note',
  'taxane-based neoadjuvant treatment': 'the chemotherapy plan before the operation',
  'was an endocrine therapy given with ovarian suppression?': 'the medication list at the time of ovarian suppression',
  'was anti-HER2 therapy given for unresectable disease?': 'the treatment intent in the oncologist’s notes',
  'was chemotherapy given for unresectable disease?': 'the treatment intent in the oncologist’s notes',
};
