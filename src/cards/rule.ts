import type { Advice } from '../clinical/advice/advice.js';
import { indexSpecimen } from '../clinical/advice/situation.js';
import type { Her2Flag } from '../clinical/her2/vocabulary.js';
import { cited, labelOf } from './cited.js';
import { escapeMarkdown } from './escape-markdown.js';
import { referencesShown } from './evidence.js';
import type { Page } from './page.js';
import { fromRecords, fromSources, type Sentence } from './sentence.js';

function categoryRule({ context, wording, room }: Page): Sentence {
  const { her2 } = context;
  const group = her2.ishGroup === undefined || room.form === 'terse' ? '' : ` ${wording.groupRule[her2.ishGroup]}`;
  const open = her2.reason === undefined ? '' : ` ${wording.because(wording.reason[her2.reason])}`;
  const isLow = her2.category === 'low' || her2.category === 'ultralow' || her2.category === 'null';
  const sources = isLow
    ? [cited.ascoCap2018, cited.consensus, labelOf[context.policy.region]]
    : her2.reason === undefined
      ? [cited.ascoCap2018, cited.ascoCap2023]
      : [cited.ascoCap2018, cited.choice];
  // The reason of an unsettled result says the rule itself.
  const isUnsettled = her2.category === 'equivocal' || her2.category === 'indeterminate';
  const rule = isUnsettled && open !== '' ? '' : wording.categoryRule[her2.category];
  return fromSources(`**${wording.heading.rule}:** ${`${rule}${group}${open}`.trim()}`, sources);
}

function orderRule(advice: Advice, { context, wording, room }: Page): readonly Sentence[] {
  const label = labelOf[context.policy.region];
  const say = (text: string, sources: readonly string[]): readonly Sentence[] => [fromSources(text, sources, 1)];
  if (advice.kind === 'check-order') {
    switch (advice.problem) {
      case 'not-overexpressed':
        return say(wording.orderRule.notOverexpressed, [cited.ascoCap2018]);
      case 'no-indication-documented':
        return say(
          room.form === 'terse' ? wording.orderRule.breastOnly : wording.orderRule.noIndication(context.policy.region),
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

/** Flags that speak against the finding come first: a card short of room leaves out the others. */
const contrary: readonly Her2Flag[] = [
  'DATA_CONFLICT',
  'IHC_ISH_DISCORDANT',
  'NEWER_PRELIMINARY_RESULT',
  'PRIOR_POSITIVE',
  'PRIOR_LOW',
  'HETEROGENEOUS',
];

function byWeight(flags: readonly Her2Flag[]): readonly Her2Flag[] {
  return [...contrary.filter((flag) => flags.includes(flag)), ...flags.filter((flag) => !contrary.includes(flag))];
}

/** What else is known about how the result was reached. */
function flagLine({ context, wording, room }: Page): readonly Sentence[] {
  const { her2 } = context;
  const evidence = indexSpecimen(her2)?.evidence ?? [];
  const told = byWeight(her2.flags)
    .filter((flag) => flag !== 'SCORE_DERIVED_FROM_DESCRIPTION')
    .slice(0, room.flags);
  if (told.length === 0 || evidence.length === 0) return [];
  return [
    fromRecords(`**${wording.heading.noted}:** ${told.map((flag) => wording.flag[flag]).join('; ')}.`, evidence, 1),
  ];
}

/** Drafts that the advice is about, in the words of the request. */
function draftLines(advice: Advice, page: Page): readonly Sentence[] {
  const { wording, room } = page;
  if (advice.kind !== 'check-order' && advice.kind !== 'look-again') return [];
  const drugs = new Map(advice.orders.map((order) => [`${order.drug?.name}|${order.textDrug?.name}`, order]));
  return [...drugs.values()].slice(0, 2).map((order) => {
    const words = escapeMarkdown(order.evidence[0]?.verbatim ?? order.reference, room.words + 10);
    const named =
      order.textDrug === undefined
        ? wording.draftOf(order.drug?.name ?? words, words)
        : wording.codeAndText(order.drug?.name ?? words, order.textDrug.name);
    const at = room.form === 'terse' ? '' : `, ${referencesShown(order.evidence, 1, page)}`;
    return fromRecords(`**${wording.heading.draft}:** ${named}${at}.`, order.evidence, 1);
  });
}

/** Second paragraph: the rule in plain words, the draft it is applied to, and what qualifies the result. */
export function ruleSentences(advice: Advice, page: Page): readonly Sentence[] {
  return [categoryRule(page), ...flagLine(page), ...draftLines(advice, page), ...orderRule(advice, page)];
}
