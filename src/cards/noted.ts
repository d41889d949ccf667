import type { Appraisal } from '../clinical/assessment.js';
import type { CriterionKind } from '../clinical/eligibility/indication.js';
import type { EligibilityFlag } from '../clinical/eligibility/vocabulary.js';
import { cited } from './cited.js';
import type { Page } from './page.js';
import type { Sentence } from './sentence.js';

const lineCriteria = ['endocrine-therapy-metastatic', 'prior-chemotherapy', 'first-line-metastatic'] as const;

/** Conditions whose answer each flag qualifies; none where another line of the card already says it. */
const qualifies: Readonly<Record<EligibilityFlag, readonly CriterionKind[]>> = {
  PROGRESSION_NOT_DOCUMENTED: ['endocrine-therapy-metastatic'],
  ER_LOW_POSITIVE: ['hormone-receptor-positive'],
  NEOADJUVANT_RECURRENCE_REVIEW: ['prior-chemotherapy'],
  ADC_NOT_COUNTED_AS_CHEMOTHERAPY: ['prior-chemotherapy'],
  TRIAL_POPULATION_DIFFERS: ['first-line-metastatic'],
  TRIAL_ALLOWED_ONE_ET_LINE: ['first-line-metastatic'],
  SETTING_INFERRED_FROM_DATES: [...lineCriteria, 'prior-anti-her2-regimen'],
  INCOMPLETE_REGIMEN: ['endocrine-therapy-metastatic'],
  NON_CANCER_INDICATION: ['prior-chemotherapy'],
  // Told among what is not documented.
  HR_STATUS_MISSING: [],
  // Told with the HER2 finding.
  PRIOR_POSITIVE: [],
  // No card about indications is given after T-DXd.
  ALREADY_TREATED_WITH_TDXD: [],
  // Told as label warnings on record.
  SAFETY_ILD_HISTORY: [],
  SAFETY_LVEF_BELOW_50: [],
  SAFETY_PREGNANCY: [],
};

/** From what changes a reading most to least: a card short of room leaves out the last ones. */
const byWeight: readonly EligibilityFlag[] = [
  'PROGRESSION_NOT_DOCUMENTED',
  'ER_LOW_POSITIVE',
  'NEOADJUVANT_RECURRENCE_REVIEW',
  'ADC_NOT_COUNTED_AS_CHEMOTHERAPY',
  'TRIAL_POPULATION_DIFFERS',
  'TRIAL_ALLOWED_ONE_ET_LINE',
  'SETTING_INFERRED_FROM_DATES',
  'INCOMPLETE_REGIMEN',
  'NON_CANCER_INDICATION',
];

/** What qualifies the answers of the indications told: one line, from the eligibility flags; nothing where none applies. */
export function notedSentences(appraisals: readonly Appraisal[], page: Page): readonly Sentence[] {
  const { context, wording, room } = page;
  const criteria = appraisals.flatMap((each) => each.criteria);
  const told = byWeight
    .filter((flag) => context.flags.includes(flag))
    .filter((flag) => criteria.some((each) => qualifies[flag].some((kind) => kind === each.criterion)))
    .slice(0, room.notes);
  if (told.length === 0) return [];
  const concerned = criteria.filter((each) =>
    told.some((flag) => qualifies[flag].some((kind) => kind === each.criterion)),
  );
  const records = new Set(concerned.flatMap((each) => each.because.map((item) => item.reference)));
  return [
    {
      text: `**${wording.heading.noted}:** ${told.map((flag) => wording.eligibilityFlag[flag]).join('; ')}.`,
      basis: { sources: [cited.choice, ...appraisals.map((each) => each.source)], records: [...records] },
      depth: 0,
    },
  ];
}
