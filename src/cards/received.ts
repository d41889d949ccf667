import type { Advice } from '../clinical/advice/advice.js';
import { cited } from './cited.js';
import { escapeMarkdown } from './escape-markdown.js';
import type { Page } from './page.js';
import type { Sentence } from './sentence.js';

function speaksOfTdxd(advice: Advice): boolean {
  return advice.kind === 'discuss' || (advice.kind === 'check-order' && advice.topic !== 'HER2ORDERCHECK');
}

/** Data that did not come, by name; where room is short the first two, and how many more. */
function keysShown(keys: readonly string[], { room }: Page): string {
  const all = [...keys].sort().map((key) => escapeMarkdown(key, room.words));
  const shown = all.slice(0, room.form === 'terse' ? 2 : all.length);
  return [...shown, ...(shown.length < all.length ? [`+${all.length - shown.length}`] : [])].join(', ');
}

/** Fourth paragraph: what was not received, not read or not used. Absence is told as absence from the data, never as a finding. */
export function receivedSentence(advice: Advice, page: Page): Sentence {
  const { context, wording, room } = page;
  const { chart } = context;
  const unread = [...new Set(chart.gaps.map((gap) => gap.reference))];
  const shown = unread.slice(0, room.form === 'terse' ? 0 : 2).map((each) => escapeMarkdown(each, room.words));
  const noReceptors = chart.receptors.er.status === 'unknown' && chart.receptors.pr.status === 'unknown';
  const items = [
    advice.kind === 'complete-testing' && advice.need === 'not-found' ? wording.received.searched : undefined,
    chart.unavailable.length === 0 ? undefined : wording.received.unavailable(keysShown(chart.unavailable, page)),
    chart.partial === undefined ? undefined : wording.received.partial(keysShown(chart.partial, page)),
    unread.length === 0 ? undefined : wording.received.unread(unread.length, shown.join(', ')),
    speaksOfTdxd(advice) && chart.safety.lvef === undefined ? wording.received.lvefAbsent : undefined,
    noReceptors ? wording.received.receptorsAbsent : undefined,
  ].flatMap((each) => each ?? []);
  const told = items.length === 0 ? wording.received.nothingMissing : items.join('; ');
  return {
    text: `**${wording.heading.notReceived}:** ${told}.`,
    basis: { sources: [cited.cdsGuidance], records: unread },
    depth: 0,
  };
}
