import type { Her2Assessment } from '../assessment.js';
import type { Evidence } from '../facts/evidence.js';
import type { Her2Category, Reason } from '../her2/vocabulary.js';
import { type Answer, type Given, met, notMet, unknown } from './answer.js';
import type { MissingItem } from './vocabulary.js';

type Settled = Extract<Her2Category, 'positive' | 'low' | 'ultralow' | 'null'>;

const anyCategory: readonly Settled[] = ['positive', 'low', 'ultralow', 'null'];
const anyNegative: readonly Settled[] = ['low', 'ultralow', 'null'];

/** What would settle an unsettled category, by the reason for which it is unsettled. */
const missingOf: Record<Reason, MissingItem> = {
  AMBIGUOUS_0PLUS: 'IHC 0 membrane staining detail',
  AMBIGUOUS_NOTATION: 'HER2 IHC score',
  CODE_DISPLAY_MISMATCH: 'HER2 result',
  CONDITION_CODE_ONLY: 'HER2 IHC score',
  CONFLICTING_READS: 'HER2 IHC score',
  FUTURE_DATED: 'HER2 result',
  IHC0_STAINING_NOT_REPORTED: 'IHC 0 membrane staining detail',
  IHC2_NEEDS_ISH: 'ISH result',
  INVALID_VALUE: 'HER2 result',
  ISH_GROUP2_NEEDS_IHC: 'HER2 IHC score',
  ISH_GROUP2_NEEDS_RECOUNT: 'ISH result',
  ISH_GROUP3_NEEDS_IHC: 'HER2 IHC score',
  ISH_GROUP3_NEEDS_RECOUNT: 'ISH result',
  ISH_GROUP4_NEEDS_IHC: 'HER2 IHC score',
  ISH_GROUP4_NEEDS_RECOUNT: 'ISH result',
  ISH_INCOMPLETE: 'ISH result',
  ISH_INTERPRETATION_CONFLICT: 'ISH result',
  ISH_NEGATIVE_WITHOUT_IHC: 'HER2 IHC score',
  ISH_NOT_SHOWN: 'ISH result',
  ISH_NUMBERS_INCONSISTENT: 'ISH result',
  ISH_OTHER_SPECIMEN: 'ISH result',
  ISH_PENDING: 'ISH result',
  LAB_INDETERMINATE: 'HER2 result',
  LEGACY_ISH_EQUIVOCAL: 'ISH result',
  METHOD_NOT_IHC: 'HER2 IHC score',
  MULTIPLE_PRIMARIES: 'HER2 result',
  NEGATIVE_WITHOUT_SCORE: 'HER2 IHC score',
  NGS_ONLY: 'HER2 IHC score',
  NOT_BREAST: 'HER2 result',
  NOT_INVASIVE_COMPONENT: 'HER2 result',
  NOT_TISSUE: 'HER2 result',
  NO_SCORE_REPORTED: 'HER2 IHC score',
  NO_USABLE_RESULT: 'HER2 result',
  OVERALL_CONFLICT: 'HER2 result',
  PENDING: 'HER2 result',
  PRELIMINARY_ONLY: 'HER2 result',
  PRESENCE_WITHOUT_SCORE: 'HER2 IHC score',
  RANGE_SCORE: 'HER2 IHC score',
  SCORE_PERCENT_CONFLICT: 'HER2 IHC score',
  SINGLE_PROBE_4_TO_6: 'ISH result',
  STATUS_UNKNOWN: 'HER2 result',
  TEST_FAILED: 'HER2 result',
};

const saysNegative = ({ ascoCapStatus }: Her2Assessment): boolean =>
  ascoCapStatus === 'negative' || ascoCapStatus === 'negative-with-comment';

/** Categories that the record still allows. A score of 0 without staining detail is ultralow or null; a negative status rules positive out. */
function possible(her2: Her2Assessment): readonly Settled[] {
  switch (her2.category) {
    case 'positive':
    case 'low':
    case 'ultralow':
    case 'null':
      return [her2.category];
    case 'equivocal':
      return ['positive', 'low'];
    case 'none':
      return anyCategory;
    case 'indeterminate':
      if (her2.reason === 'IHC0_STAINING_NOT_REPORTED' || her2.reason === 'AMBIGUOUS_0PLUS')
        return saysNegative(her2) ? ['ultralow', 'null'] : ['positive', 'ultralow', 'null'];
      return saysNegative(her2) ? anyNegative : anyCategory;
    default:
      return her2.category satisfies never;
  }
}

function missing(her2: Her2Assessment): MissingItem {
  if (her2.category === 'equivocal') return 'ISH result';
  return her2.category === 'none' || her2.reason === undefined ? 'HER2 result' : missingOf[her2.reason];
}

function indexEvidence(her2: Her2Assessment): readonly Evidence[] {
  return her2.specimens.find((each) => each.specimen === her2.index)?.evidence ?? [];
}

/** HER2 category of the label text: unknown only while a category that the text names is still possible. */
export function judgeHer2Category(criterion: { readonly anyOf: readonly Her2Category[] }, given: Given): Answer {
  const open = possible(given.her2);
  const because = indexEvidence(given.her2);
  if (!open.some((each) => criterion.anyOf.includes(each))) return notMet(because);
  return open.every((each) => criterion.anyOf.includes(each)) ? met(because) : unknown([missing(given.her2)], because);
}
