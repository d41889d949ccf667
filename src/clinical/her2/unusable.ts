import type { Day } from '../facts/dates.js';
import type { Her2Result } from '../facts/her2.js';
import type { Cell } from './category-table.js';
import { hasContent, isFuture, isPending, isPreliminary, isRuleMethod, isTumourTissue } from './usable.js';
import type { AscoCapStatus, Reason } from './vocabulary.js';

const none = (reason: Reason): Cell => ({ category: 'none', status: 'none', reason });
const open = (status: AscoCapStatus, reason: Reason): Cell => ({ category: 'indeterminate', status, reason });

/** Diagnosis codes say positive or negative and nothing of the score. */
function cellOfConditions(results: readonly Her2Result[]): Cell | undefined {
  const words = new Set(
    results
      .filter((result) => result.method === 'condition' && result.standing === 'final')
      .flatMap((result) => result.words),
  );
  if (words.size === 0) return undefined;
  const status = words.size > 1 ? 'indeterminate' : words.has('positive') ? 'positive' : 'negative';
  return open(status, 'CONDITION_CODE_ONLY');
}

/**
 * Why a record without a usable result has none. What is nearest to a result comes first: a value that its status or date bars,
 * then a test under way, then a contradiction, then another kind of statement, then what the tissue was.
 */
export function cellWithoutResult(results: readonly Her2Result[], asOf: Day): Cell {
  const rule = results.filter((result) => isRuleMethod(result) && isTumourTissue(result) && hasContent(result));
  const final = results.filter((result) => result.standing === 'final');
  const some = (test: (result: Her2Result) => boolean) => final.some(test);
  if (rule.some((result) => isPreliminary(result, asOf))) return open('none', 'PRELIMINARY_ONLY');
  if (rule.some((result) => result.standing === 'unknown')) return open('none', 'STATUS_UNKNOWN');
  if (rule.some((result) => result.standing === 'final' && isFuture(result, asOf))) return open('none', 'FUTURE_DATED');
  if (results.some(isPending)) return none('PENDING');
  if (some((result) => result.mislabelled)) return none('CODE_DISPLAY_MISMATCH');
  const usesOtherMethod = (method: Her2Result['method']) =>
    some((result) => result.method === method && result.material === 'invasive' && hasContent(result));
  if (usesOtherMethod('immunoassay')) return open('indeterminate', 'METHOD_NOT_IHC');
  const condition = cellOfConditions(results);
  if (condition !== undefined) return condition;
  if (usesOtherMethod('ngs')) return open('indeterminate', 'NGS_ONLY');
  if (some((result) => result.empty === 'failed' && isTumourTissue(result))) return none('TEST_FAILED');
  if (some((result) => result.material === 'in-situ')) return none('NOT_INVASIVE_COMPONENT');
  if (some((result) => result.material === 'other-organ')) return none('NOT_BREAST');
  if (some((result) => result.method === 'serum')) return none('NOT_TISSUE');
  return none('NO_USABLE_RESULT');
}
