import type { Card, CardCoding } from '../cds/card.js';
import type { Advice, Topic } from '../clinical/advice/advice.js';
import { detailSentences } from './detail.js';
import { basisOf } from './evidence.js';
import { evidenceLinks, linksOf } from './links.js';
import { overrideCodes, overrideSystem } from './override-reasons.js';
import type { RenderContext } from './render-context.js';
import { toMarkdown } from './sentence.js';
import { suggestionsOf } from './suggestions.js';
import { summaryOf } from './summary.js';
import { wordings } from './wording/languages.js';
import type { Wording } from './wording/wording.js';

export type { RenderContext } from './render-context.js';

/** Where the topics of Herald's cards are defined. */
const topicSystem = 'https://herald-cds.org/CodeSystem/card-topic';

const topicWords: Readonly<Record<Topic, keyof Wording['topic']>> = {
  HER2LOWTDXD: 'result',
  HER2COMPLETETESTING: 'testing',
  HER2LOOKAGAIN: 'review',
  HER2ORDERCHECK: 'draft',
  TDXDORDERCHECK: 'draft',
  TDXDSAFETY: 'safety',
  ORDERCODETEXT: 'review',
};

function overrideReasons(wording: Wording): readonly CardCoding[] {
  return overrideCodes.map((code) => ({ system: overrideSystem, code, display: wording.override[code] }));
}

function cardOf(advice: Advice, context: RenderContext): Card {
  const wording = wordings[context.language];
  const { tenant, hookInstance } = context.seed;
  const name = [tenant, hookInstance, advice.topic].map((each) => encodeURIComponent(each)).join('|');
  const sentences = detailSentences(advice, context, wording);
  const basis = basisOf(sentences);
  const suggestions = suggestionsOf(advice, name, { context, wording });
  const links = [
    ...evidenceLinks(advice.topic, context.evidenceUrl, wording),
    ...linksOf(sentences, context.knowledge, wording),
  ];
  const topic = { system: topicSystem, code: advice.topic, display: wording.topic[topicWords[advice.topic]] };
  return {
    uuid: context.nameUuid(name),
    summary: summaryOf(advice, context, wording),
    detail: toMarkdown(sentences),
    indicator: advice.indicator,
    source: { label: wording.sourceLabel, topic },
    ...(suggestions.length === 0 ? {} : { suggestions, selectionBehavior: 'any' as const }),
    overrideReasons: overrideReasons(wording),
    ...(links.length === 0 ? {} : { links }),
    extension: {
      'org.herald-cds.basis': {
        ...(basis.records.length === 0 ? {} : { records: basis.records }),
        sources: basis.sources,
      },
    },
  };
}

/**
 * Renders advice as cards, one each, in the order given.
 * The same advice and context give the same cards, uuids included (name-based over tenant, hook instance and topic).
 */
export function render(advice: readonly Advice[], context: RenderContext): readonly Card[] {
  return advice.map((each) => cardOf(each, context));
}
