import type { Advice } from '../clinical/advice/advice.js';
import { indexSpecimen } from '../clinical/advice/situation.js';
import type { Her2Assessment } from '../clinical/assessment.js';
import { cited, labelOf } from './cited.js';
import { escapeMarkdown } from './escape-markdown.js';
import { referencesShown } from './evidence.js';
import type { RenderContext } from './render-context.js';
import { fromRecords, fromSources, type Sentence } from './sentence.js';
import type { Wording } from './wording/wording.js';

function categoryRule(her2: Her2Assessment, context: RenderContext, wording: Wording): Sentence {
  const group = her2.ishGroup === undefined ? '' : ` ${wording.groupRule[her2.ishGroup]}`;
  const open = her2.reason === undefined ? '' : ` ${wording.because(wording.reason[her2.reason])}`;
  const isLow = her2.category === 'low' || her2.category === 'ultralow' || her2.category === 'null';
  const sources = isLow
    ? [cited.ascoCap2018, cited.consensus, labelOf[context.policy.region]]
    : her2.reason === undefined
      ? [cited.ascoCap2018, cited.ascoCap2023]
      : [cited.ascoCap2018, cited.choice];
  // The reason of an equivocal result says the rule itself.
  const rule = her2.category === 'equivocal' && open !== '' ? '' : wording.categoryRule[her2.category];
  return fromSources(`**${wording.heading.rule}:** ${`${rule}${group}${open}`.trim()}`, sources);
}

function orderRule(advice: Advice, context: RenderContext, wording: Wording): readonly Sentence[] {
  const label = labelOf[context.policy.region];
  const say = (text: string, sources: readonly string[]): readonly Sentence[] => [fromSources(text, sources, 1)];
  if (advice.kind === 'check-order') {
    switch (advice.problem) {
      case 'not-overexpressed':
        return say(wording.orderRule.notOverexpressed, [cited.ascoCap2018]);
      case 'no-indication-documented':
        return say(
          wording.orderRule.noIndication(context.policy.region),
          advice.indications.map((each) => each.source),
        );
      case 'safety':
        return say(advice.concerns.map((each) => wording.orderRule.safety[each.concern]).join(' '), [label]);
    }
  }
  if (advice.kind === 'look-again' && advice.finding === 'earlier-positive') {
    return say(wording.orderRule.earlierPositive, [cited.ascoCap2018]);
  }
  if (advice.kind === 'look-again' && advice.finding === 'code-against-text') {
    return say(wording.orderRule.codeAgainstText, [label, cited.choice]);
  }
  if (advice.kind === 'complete-testing' && advice.need === 'not-found')
    return say(wording.orderRule.notFound, [cited.choice]);
  return [];
}

/** What else is known about how the result was reached, at most `most` items. */
function flagLine(context: RenderContext, wording: Wording, most: number): readonly Sentence[] {
  const { her2 } = context;
  const evidence = indexSpecimen(her2)?.evidence ?? [];
  const told = her2.flags.filter((flag) => flag !== 'SCORE_DERIVED_FROM_DESCRIPTION').slice(0, most);
  if (told.length === 0 || evidence.length === 0) return [];
  return [
    fromRecords(`**${wording.heading.noted}:** ${told.map((flag) => wording.flag[flag]).join('; ')}.`, evidence, 1),
  ];
}

/** Drafts that the advice is about, in the words of the request. */
function draftLines(advice: Advice, wording: Wording): readonly Sentence[] {
  if (advice.kind !== 'check-order' && advice.kind !== 'look-again') return [];
  return advice.orders.slice(0, 2).map((order) => {
    const words = escapeMarkdown(order.evidence[0]?.verbatim ?? order.reference, 50);
    const named =
      order.textDrug === undefined
        ? wording.draftOf(order.drug?.name ?? words, words)
        : wording.codeAndText(order.drug?.name ?? words, order.textDrug.name);
    const at = referencesShown(order.evidence, 1);
    return fromRecords(`**${wording.heading.draft}:** ${named}, ${at}.`, order.evidence, 1);
  });
}

/** Second paragraph: the rule in plain words, the draft it is applied to, and what qualifies the result. */
export function ruleSentences(input: {
  readonly advice: Advice;
  readonly context: RenderContext;
  readonly wording: Wording;
  readonly mostFlags: number;
}): readonly Sentence[] {
  const { advice, context, wording, mostFlags } = input;
  return [
    categoryRule(context.her2, context, wording),
    ...flagLine(context, wording, mostFlags),
    ...draftLines(advice, wording),
    ...orderRule(advice, context, wording),
  ];
}
