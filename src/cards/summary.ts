import { maxSummary } from '../cds/card.js';
import type { Advice, CheckOrder, LookAgain } from '../clinical/advice/advice.js';
import { indexSpecimen, positiveSpecimens } from '../clinical/advice/situation.js';
import type { Order } from '../clinical/facts/order.js';
import { plainWords } from './escape-markdown.js';
import { dateOf, findingOf, newestDate, patientFinding } from './finding.js';
import type { RenderContext } from './render-context.js';
import type { Wording } from './wording/wording.js';

function drugNames(orders: readonly Order[]): string {
  return [...new Set(orders.flatMap((order) => order.drug?.name ?? []))].join(' + ');
}

/** Day of a positive result beside the index specimen; undefined where there is none or it has none. */
function otherPositiveDate({ her2 }: RenderContext): string | undefined {
  const index = indexSpecimen(her2);
  const positive = positiveSpecimens(her2).find((each) => each !== index);
  return positive === undefined ? undefined : dateOf(positive);
}

/** As above, where it is older than the index: a newer one is not final and stands in the detail. */
function earlierPositiveDate(context: RenderContext): string | undefined {
  const index = indexSpecimen(context.her2);
  const [date, current] = [otherPositiveDate(context), index === undefined ? undefined : dateOf(index)];
  return date !== undefined && current !== undefined && date < current ? date : undefined;
}

function lookAgain(advice: LookAgain, context: RenderContext, wording: Wording): readonly string[] {
  const finding = patientFinding(context, wording);
  const { her2 } = context;
  const index = indexSpecimen(her2);
  switch (advice.finding) {
    case 'contradiction':
      return wording.summary.contradiction(finding, wording.reason[her2.reason ?? 'CONFLICTING_READS']);
    case 'discordance': {
      const other = her2.specimens.find((each) => each !== index && each.category !== index?.category);
      return wording.summary.discordance(finding, other === undefined ? undefined : findingOf(other, wording));
    }
    case 'earlier-positive': {
      const date = otherPositiveDate(context) ?? wording.dateUnknown;
      return wording.summary.earlierPositive(drugNames(advice.orders), finding, date);
    }
    case 'code-against-text': {
      const order = advice.orders[0];
      const date = newestDate(advice.evidence) ?? context.asOf;
      return wording.summary.codeAgainstText(order?.drug?.name ?? '', order?.textDrug?.name ?? '', date);
    }
  }
}

function checkOrder(advice: CheckOrder, context: RenderContext, wording: Wording): readonly string[] {
  const finding = patientFinding(context, wording);
  switch (advice.problem) {
    case 'not-overexpressed':
      return wording.summary.notOverexpressed(drugNames(advice.orders), finding);
    case 'no-indication-documented':
      return wording.summary.noIndication(finding);
    case 'safety': {
      const concerns = advice.concerns.map((each) => wording.concernShort[each.concern]).join(', ');
      return wording.summary.safety(concerns, newestDate(advice.evidence) ?? wording.dateUnknown);
    }
  }
}

function wordings(advice: Advice, context: RenderContext, wording: Wording): readonly string[] {
  switch (advice.kind) {
    case 'discuss':
      return wording.summary.discuss(patientFinding(context, wording), earlierPositiveDate(context));
    case 'complete-testing':
      if (advice.need === 'clarification' && context.her2.reason !== undefined) {
        return wording.summary.contradiction(patientFinding(context, wording), wording.reason[context.her2.reason]);
      }
      return wording.summary.completeTesting(
        patientFinding(context, wording),
        advice.need,
        wording.asOfDate(context.asOf),
      );
    case 'look-again':
      return lookAgain(advice, context, wording);
    case 'check-order':
      return checkOrder(advice, context, wording);
  }
}

function capitalised(sentence: string): string {
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}

/** One sentence that names the finding and its date, in at most 139 characters: the longest wording that fits. */
export function summaryOf(advice: Advice, context: RenderContext, wording: Wording): string {
  const all = wordings(advice, context, wording).map((each) => capitalised(plainWords(each, 1000)));
  return all.find((each) => each.length <= maxSummary) ?? plainWords(all.at(-1) ?? '', maxSummary);
}
