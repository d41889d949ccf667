/** Why a hook answer carries no card. Codes: never translated, never reused. */
export const silences = [
  'NOT_BREAST_CANCER',
  'NO_RELEVANT_ORDER',
  'NOTHING_TO_ADD',
  'HER2_NOT_FOUND',
  'HER2_POSITIVE',
  'EARLY_DISEASE',
  'ALREADY_ON_TDXD',
  'SHOWN_RECENTLY',
  'SUPPRESSED',
  'OTHER_MALIGNANCY',
] as const;
export type Silence = (typeof silences)[number];
