import { maxDetail } from '../cds/card.js';
import type { Advice } from '../clinical/advice/advice.js';
import { cited, labelOf, shortSourceName } from './cited.js';
import { basisOf } from './evidence.js';
import { findingSentences } from './finding.js';
import { concernSentences, type Detail, indicationParagraph } from './indications.js';
import { optionSentences } from './options.js';
import { receivedSentence } from './received.js';
import type { RenderContext } from './render-context.js';
import { ruleSentences } from './rule.js';
import { fromSources, type Sentence, toMarkdown } from './sentence.js';
import type { Wording } from './wording/wording.js';

interface Room {
  readonly earlier: number;
  readonly flags: number;
  readonly indications: number;
  readonly detail: Detail;
}

/** From all there is to say to the least that still shows every paragraph; the first that fits is used. */
const rooms: readonly Room[] = [
  { earlier: 2, flags: 4, indications: 2, detail: 'with-records' },
  { earlier: 2, flags: 3, indications: 2, detail: 'plain' },
  { earlier: 1, flags: 2, indications: 2, detail: 'plain' },
  { earlier: 1, flags: 2, indications: 1, detail: 'with-records' },
  { earlier: 1, flags: 1, indications: 1, detail: 'plain' },
  { earlier: 1, flags: 0, indications: 1, detail: 'plain' },
  { earlier: 1, flags: 0, indications: 0, detail: 'plain' },
];

function limits(context: RenderContext, wording: Wording): Sentence {
  const { region } = context.policy;
  const text = `**${wording.heading.limits}:** ${wording.limits[region]}`;
  return fromSources(text, [cited.ascoCap2023, cited.consensus, labelOf[region]]);
}

/** Sources that the sentences before rest on, with dates; the rules' version; whom the card is for. */
function sourcesParagraph(before: readonly Sentence[], context: RenderContext, wording: Wording): readonly Sentence[] {
  const ids = basisOf(before).sources;
  const named = ids.map((id) => `${shortSourceName(id)} ${context.knowledge.sources.get(id)?.date ?? ''}`.trim());
  const text = wording.basedOn([...new Set(named)].join(', '), context.knowledge.version, context.asOf);
  const notice = context.notice === undefined ? '' : ` ${wording.syntheticOnly}`;
  return [
    fromSources(`**${wording.heading.sources}:** ${text}`, ids),
    fromSources(`${wording.intendedUser}${notice}`, [cited.cdsGuidance]),
  ];
}

function compose(advice: Advice, context: RenderContext, input: { wording: Wording; room: Room }): readonly Sentence[] {
  const { wording, room } = input;
  const isSafety = advice.kind === 'check-order' && advice.problem === 'safety';
  const before = [
    ...(isSafety ? concernSentences(context, wording) : []),
    ...findingSentences(context, wording, room.earlier),
    ...ruleSentences({ advice, context, wording, mostFlags: room.flags }),
    ...indicationParagraph({ advice, context, wording, most: room.indications, detail: room.detail }),
    receivedSentence(advice, context, wording),
    limits(context, wording),
    ...optionSentences(advice, context, wording),
  ];
  return [...before, ...sourcesParagraph(before, context, wording)];
}

/**
 * The detail of a card as sentences with what each rests on, in the fixed order of paragraphs: finding, rule, indications,
 * data not received, limits, options, sources. Fits the length by telling less, never by cutting a sentence.
 */
export function detailSentences(advice: Advice, context: RenderContext, wording: Wording): readonly Sentence[] {
  let last: readonly Sentence[] = [];
  for (const room of rooms) {
    last = compose(advice, context, { wording, room });
    if (toMarkdown(last).length <= maxDetail) return last;
  }
  return last;
}
