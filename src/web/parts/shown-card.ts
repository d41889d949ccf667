import { type Fields, objectAt, objectsAt, textAt } from '../../chart/fields.js';

interface ShownSuggestion {
  readonly uuid: string;
  readonly label: string;
}

export interface ShownLink {
  readonly label: string;
  readonly url: string;
  readonly type: string;
}

export interface ShownReason {
  readonly code: string;
  readonly system: string;
  readonly display: string;
}

/** A card as an EHR takes it from a response: what is missing is empty. */
export interface ShownCard {
  readonly uuid: string;
  readonly summary: string;
  readonly detail: string;
  readonly indicator: string;
  readonly source: string;
  readonly topic: string;
  readonly suggestions: readonly ShownSuggestion[];
  readonly links: readonly ShownLink[];
  readonly reasons: readonly ShownReason[];
}

function cardOf(card: Fields): ShownCard {
  const source = objectAt(card, 'source');
  const words = (fields: Fields | undefined, name: string): string => textAt(fields, name) ?? '';
  return {
    uuid: words(card, 'uuid'),
    summary: words(card, 'summary'),
    detail: words(card, 'detail'),
    indicator: words(card, 'indicator'),
    source: words(source, 'label'),
    topic: words(objectAt(source, 'topic'), 'display'),
    suggestions: objectsAt(card, 'suggestions').map((each) => ({
      uuid: words(each, 'uuid'),
      label: words(each, 'label'),
    })),
    links: objectsAt(card, 'links').map((each) => ({
      label: words(each, 'label'),
      url: words(each, 'url'),
      type: words(each, 'type'),
    })),
    reasons: objectsAt(card, 'overrideReasons').map((each) => ({
      code: words(each, 'code'),
      system: words(each, 'system'),
      display: words(each, 'display'),
    })),
  };
}

/** The cards of a response. */
export function cardsOf(response: Fields): readonly ShownCard[] {
  return objectsAt(response, 'cards').map(cardOf);
}
