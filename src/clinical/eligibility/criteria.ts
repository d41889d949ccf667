import { type Answer, type Given, unknown } from './answer.js';
import type { Criterion, CriterionKind } from './indication.js';
import {
  judgeAdult,
  judgeAdvanced,
  judgeHormoneReceptor,
  judgeNoMetastasis,
  judgeResidual,
  judgeStage,
} from './judge-disease.js';
import { judgeEndocrine } from './judge-endocrine.js';
import { judgeHer2Category } from './judge-her2.js';
import {
  judgeFirstLine,
  judgeNeoadjuvantTrastuzumabTaxane,
  judgeNoNeoadjuvantYet,
  judgePriorAntiHer2,
  judgePriorChemotherapy,
} from './judge-regimens.js';

type ByKind = { [C in Criterion as C['kind']]: C };
type Of<K extends CriterionKind = CriterionKind> = { [P in K]: { readonly kind: P } & ByKind[P] }[K];

/** One judge per kind of criterion; a kind without one does not compile. */
const judges: { readonly [K in CriterionKind]: (criterion: ByKind[K], given: Given) => Answer } = {
  adult: (_, given) => judgeAdult(given),
  'her2-category': judgeHer2Category,
  'hormone-receptor-positive': (_, given) => judgeHormoneReceptor(given),
  'advanced-disease': (_, given) => judgeAdvanced(given),
  'no-metastatic-disease': (_, given) => judgeNoMetastasis(given),
  'early-disease-stage': judgeStage,
  'first-line-metastatic': (_, given) => judgeFirstLine(given),
  'prior-anti-her2-regimen': judgePriorAntiHer2,
  'prior-chemotherapy': judgePriorChemotherapy,
  'endocrine-therapy-metastatic': judgeEndocrine,
  'no-neoadjuvant-therapy-yet': (_, given) => judgeNoNeoadjuvantYet(given),
  'neoadjuvant-trastuzumab-and-taxane': (_, given) => judgeNeoadjuvantTrastuzumabTaxane(given),
  'residual-invasive-disease': (_, given) => judgeResidual(given),
  // A judgement that no record holds: always left to the clinician.
  'endocrine-therapy-not-suitable-next': () =>
    unknown(['clinician judgement: endocrine therapy not suitable as next line'], []),
};

/** Judges one criterion of a label text on the chart and the HER2 assessment. */
export function judge<K extends CriterionKind>(criterion: Of<K>, given: Given): Answer {
  return judges[criterion.kind](criterion, given);
}
