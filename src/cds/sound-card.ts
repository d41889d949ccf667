import { type Card, type CardCoding, type Link, maxDetail, maxSummary, type Suggestion } from './card.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const topicCode = /^[A-Za-z0-9]{1,100}$/;

const isFilled = (text: string): boolean => text.trim() !== '';
const isHttps = (url: string): boolean => url.startsWith('https://') && URL.canParse(url);

/** Tells whether an object has no members but these. */
function onlyMembers(...names: readonly string[]): (value: object) => boolean {
  const known = new Set(names);
  return (value) => Object.keys(value).every((name) => known.has(name));
}

const ofCoding = onlyMembers('system', 'code', 'display');
const ofSource = onlyMembers('label', 'url', 'topic');
const ofAction = onlyMembers('type', 'description', 'resource');
const ofSuggestion = onlyMembers('label', 'uuid', 'actions');
const ofLink = onlyMembers('label', 'url', 'type', 'appContext');
const ofCard = onlyMembers(
  ...['uuid', 'summary', 'detail', 'indicator', 'source', 'suggestions', 'selectionBehavior'],
  ...['overrideReasons', 'links', 'extension'],
);

const isCoding = (coding: CardCoding): boolean =>
  ofCoding(coding) && isFilled(coding.system) && isFilled(coding.code) && isFilled(coding.display);

const isAction = (action: Suggestion['actions'][number]): boolean =>
  ofAction(action) && isFilled(action.description) && isFilled(action.resource.resourceType);

const isSuggestion = (suggestion: Suggestion): boolean =>
  ofSuggestion(suggestion) &&
  isFilled(suggestion.label) &&
  uuid.test(suggestion.uuid) &&
  suggestion.actions.length === 1 &&
  suggestion.actions.every(isAction);

function isLink(link: Link): boolean {
  const { appContext } = link;
  const isContextSound = appContext === undefined || (link.type === 'smart' && isFilled(appContext));
  return ofLink(link) && isFilled(link.label) && isHttps(link.url) && isContextSound;
}

function isSource({ source }: Card): boolean {
  const { label, url, topic } = source;
  return (
    ofSource(source) &&
    isFilled(label) &&
    (url === undefined || isHttps(url)) &&
    isCoding(topic) &&
    topicCode.test(topic.code)
  );
}

const isText = (text: string, most: number): boolean => text.length <= most && isFilled(text);

function areExtrasSound({ suggestions, selectionBehavior, links }: Card): boolean {
  return (
    (suggestions === undefined) === (selectionBehavior === undefined) &&
    (suggestions === undefined || (suggestions.length > 0 && suggestions.every(isSuggestion))) &&
    (links === undefined || (links.length > 0 && links.every(isLink)))
  );
}

/**
 * Whether a card keeps what its types cannot prove of the contract of cards: lengths, filled texts, ids, addresses, no other members.
 * Stricter than the schema where that is simpler, never laxer: what it refuses is for the schema to judge. It costs a tenth of that.
 */
export function isPlainlySound(card: Card): boolean {
  return (
    ofCard(card) &&
    uuid.test(card.uuid) &&
    isText(card.summary, maxSummary) &&
    isText(card.detail, maxDetail) &&
    isSource(card) &&
    card.overrideReasons.length > 0 &&
    card.overrideReasons.every(isCoding) &&
    areExtrasSound(card)
  );
}
