import { maxDetail } from '../cds/card.js';
import type { Advice } from '../clinical/advice/advice.js';
import type { Knowledge } from '../knowledge/schema.js';
import { cited, labelOf, shortSourceName } from './cited.js';
import { basisOf } from './evidence.js';
import { findingSentences } from './finding.js';
import { concernSentences, indicationParagraph } from './indications.js';
import { optionSentences } from './options.js';
import type { Page, Room } from './page.js';
import { receivedSentence } from './received.js';
import type { RenderContext } from './render-context.js';
import { ruleSentences } from './rule.js';
import { fromSources, type Sentence, toMarkdown } from './sentence.js';
import type { Wording } from './wording/wording.js';

/**
 * From all there is to say to the least that still shows every paragraph; the first that fits is used. What goes first: the
 * records' references, their words, then notes and flags of less weight, then conditions that are met. What is not documented,
 * what is not met, what speaks against the finding and what makes evidence weaker stay.
 */
const rooms: readonly Room[] = [
  { earlier: 2, flags: 4, notes: 4, indications: 2, records: 'quoted', words: 60, form: 'full' },
  { earlier: 2, flags: 4, notes: 4, indications: 2, records: 'quoted', words: 40, form: 'full' },
  { earlier: 2, flags: 4, notes: 4, indications: 2, records: 'worded', words: 40, form: 'full' },
  { earlier: 2, flags: 3, notes: 3, indications: 2, records: 'none', words: 40, form: 'full' },
  { earlier: 1, flags: 2, notes: 3, indications: 2, records: 'none', words: 40, form: 'full' },
  { earlier: 1, flags: 2, notes: 3, indications: 2, records: 'none', words: 30, form: 'brief' },
  { earlier: 1, flags: 2, notes: 2, indications: 1, records: 'none', words: 30, form: 'brief' },
  { earlier: 1, flags: 1, notes: 2, indications: 1, records: 'none', words: 20, form: 'brief' },
  { earlier: 1, flags: 1, notes: 1, indications: 0, records: 'none', words: 20, form: 'brief' },
  { earlier: 1, flags: 1, notes: 1, indications: 0, records: 'none', words: 20, form: 'terse' },
  { earlier: 1, flags: 1, notes: 0, indications: 0, records: 'none', words: 20, form: 'terse' },
  { earlier: 1, flags: 1, notes: 0, indications: 'together', records: 'none', words: 12, form: 'terse' },
  // Beyond the most crowded record of the tests: a shorter card is better than an answer that fails.
  { earlier: 0, flags: 0, notes: 0, indications: 'together', records: 'none', words: 8, form: 'terse' },
];

function limits({ context, wording, room }: Page): Sentence {
  const { region } = context.policy;
  const text = `**${wording.heading.limits}:** ${room.form === 'full' ? wording.limits[region] : wording.limitsShort}`;
  return fromSources(text, [cited.ascoCap2023, cited.consensus, labelOf[region]]);
}

/** "ASCO/CAP 2018, 2023; FDA label 2025-01-27": each name once, with the dates of the versions cited. */
function datedSources(ids: readonly string[], knowledge: Knowledge, wording: Wording): string {
  const dates = new Map<string, readonly string[]>();
  for (const id of ids) {
    const name = shortSourceName(id, wording.sourceName);
    const date = knowledge.sources.get(id)?.date;
    dates.set(name, [...(dates.get(name) ?? []), ...(date === undefined ? [] : [date])]);
  }
  return [...dates].map(([name, all]) => `${name} ${all.join(', ')}`.trim()).join('; ');
}

/** Sources that the sentences before rest on, with dates; the rules' version; whom the card is for. */
function sourcesParagraph(before: readonly Sentence[], { context, wording }: Page): readonly Sentence[] {
  const ids = basisOf(before).sources;
  const text = wording.basedOn(datedSources(ids, context.knowledge, wording), context.knowledge.version, context.asOf);
  const notice = context.notice === undefined ? '' : ` ${wording.syntheticOnly}`;
  return [
    fromSources(`**${wording.heading.sources}:** ${text}`, ids),
    fromSources(`${wording.intendedUser}${notice}`, [cited.cdsGuidance]),
  ];
}

function compose(advice: Advice, page: Page): readonly Sentence[] {
  const isSafety = advice.kind === 'check-order' && advice.problem === 'safety';
  const before = [
    ...(isSafety ? concernSentences(page) : []),
    ...findingSentences(page),
    ...ruleSentences(advice, page),
    ...indicationParagraph(advice, page),
    receivedSentence(advice, page),
    limits(page),
    ...optionSentences(advice, page),
  ];
  return [...before, ...sourcesParagraph(before, page)];
}

/**
 * The detail of a card as sentences with what each rests on, in the fixed order of paragraphs: finding, rule, indications,
 * data not received, limits, options, sources. Fits the length by telling less, never by cutting a sentence.
 */
export function detailSentences(advice: Advice, context: RenderContext, wording: Wording): readonly Sentence[] {
  let last: readonly Sentence[] = [];
  for (const room of rooms) {
    last = compose(advice, { context, wording, room });
    if (toMarkdown(last).length <= maxDetail) return last;
  }
  return last;
}
