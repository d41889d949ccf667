import type { Advice } from '../clinical/advice/advice.js';
import type { Appraisal } from '../clinical/assessment.js';
import { cited, labelOf } from './cited.js';
import type { Page, Room } from './page.js';
import type { RenderContext } from './render-context.js';
import { fromSources, type Sentence } from './sentence.js';
import type { OptionKey } from './wording/wording.js';

/** Options that another line of the card implies: the first to go where room is short. */
const saidElsewhere: Readonly<Record<Room['form'], readonly OptionKey[]>> = {
  full: [],
  brief: ['confirm-test'],
  terse: ['confirm-test', 'document-missing'],
};

function documentMissing(indications: readonly Appraisal[]): readonly OptionKey[] {
  return indications.some((each) => each.missing.length > 0) ? ['document-missing'] : [];
}

function keysOf(advice: Advice, context: RenderContext): readonly OptionKey[] {
  switch (advice.kind) {
    case 'discuss':
      return [
        'discuss-drug',
        'other-options',
        'confirm-test',
        ...documentMissing(advice.indications),
        ...(context.her2.nextStep === 'CONSIDER_RETEST_METASTATIC_SITE' ? (['retest-metastasis'] as const) : []),
        ...(context.her2.nextStep === 'REVIEW_DISCORDANCE' ? (['ask-pathology'] as const) : []),
      ];
    case 'complete-testing':
      return advice.need === 'not-found' ? [] : ['other-options'];
    case 'look-again':
      return advice.finding === 'code-against-text'
        ? ['check-drug']
        : ['ask-pathology', 'discuss-results', ...(advice.orders.length > 0 ? (['check-drug'] as const) : [])];
    case 'check-order':
      if (advice.problem === 'safety') return ['review-safety', 'other-options'];
      return advice.problem === 'not-overexpressed'
        ? ['check-drug', 'ask-pathology', 'discuss-results']
        : ['check-drug', 'discuss-results', ...documentMissing(advice.indications)];
  }
}

/** Sixth paragraph: options as a list, "no action" always among them, none of them first among equals. */
export function optionSentences(advice: Advice, { context, wording, room }: Page): readonly Sentence[] {
  const need = advice.kind === 'complete-testing' ? [wording.needOption[advice.need]] : [];
  const wanted = keysOf(advice, context).filter((key) => !saidElsewhere[room.form].includes(key));
  const keys = [...wanted, 'no-action' as const];
  const sources = [cited.cdsGuidance, cited.ascoCap2018, labelOf[context.policy.region]];
  return [
    fromSources(`**${wording.heading.options}:**`, [cited.cdsGuidance]),
    ...[...need, ...keys.map((key) => wording.option[key])].map((text) => fromSources(text, sources, 1)),
  ];
}
