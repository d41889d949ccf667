import { describe, expect, test } from '@jest/globals';

import { type Card, cardProblems } from '../../src/cds/card.js';
import { isPlainlySound } from '../../src/cds/sound-card.js';
import { cardsOf } from '../support/build-card.js';
import { adviseInput } from '../support/build-chart.js';

const [built] = cardsOf(adviseInput());
if (built === undefined) throw new Error('no card');
const coding = { system: 'https://example.org/codes', code: 'a', display: 'A' };
const suggestion = {
  label: 'Order ISH',
  uuid: '0f8fad5b-d9cb-469f-a165-70867728950e',
  actions: [{ type: 'create' as const, description: 'ISH', resource: { resourceType: 'ServiceRequest' } }] as const,
};
const link = { label: 'Evidence', url: 'https://cds.example.org/evidence', type: 'smart' as const, appContext: 'x' };
const card: Card = {
  ...built,
  suggestions: [suggestion],
  selectionBehavior: 'any',
  links: [link],
  extension: { a: 1 },
};
const { suggestions: _suggestions, selectionBehavior: _behavior, links: _links, ...plain } = card;

const sound: readonly (readonly [string, Card])[] = [
  ['as rendered', built],
  ['with everything', card],
  ['without extras', plain],
  ['with an absolute link', { ...plain, links: [{ label: 'x', url: 'https://a.example/b?c=d', type: 'absolute' }] }],
];

const unsound: readonly (readonly [string, Card])[] = [
  ['an id that is no UUID', { ...card, uuid: 'no uuid' }],
  ['a UUID of no version', { ...card, uuid: '0f8fad5b-d9cb-069f-a165-70867728950e' }],
  ['a blank summary', { ...card, summary: '  ' }],
  ['a summary of 140 characters', { ...card, summary: 'x'.repeat(140) }],
  ['a detail of 1,601 characters', { ...card, detail: 'x'.repeat(1_601) }],
  ['a blank source', { ...card, source: { ...card.source, label: '' } }],
  ['a source over http', { ...card, source: { ...card.source, url: 'http://a.example' } }],
  ['a topic with a hyphen', { ...card, source: { ...card.source, topic: { ...coding, code: 'A-B' } } }],
  ['no override reason', { ...card, overrideReasons: [] }],
  ['an override reason without a display', { ...card, overrideReasons: [{ ...coding, display: '' }] }],
  ['a link over http', { ...card, links: [{ ...link, url: 'http://a.example' }] }],
  ['a link that is no address', { ...card, links: [{ ...link, url: 'https://' }] }],
  ['an absolute link with a context', { ...card, links: [{ ...link, type: 'absolute' }] }],
  ['an empty list of links', { ...card, links: [] }],
  ['an empty list of suggestions', { ...card, suggestions: [] }],
  ['suggestions without a behaviour', { ...plain, suggestions: [suggestion] }],
  ['a behaviour without suggestions', { ...plain, selectionBehavior: 'any' }],
  ['a suggestion whose id is no UUID', { ...card, suggestions: [{ ...suggestion, uuid: 'x' }] }],
  ['a suggestion without a label', { ...card, suggestions: [{ ...suggestion, label: ' ' }] }],
  [
    'an action without a description',
    { ...card, suggestions: [{ ...suggestion, actions: [{ ...suggestion.actions[0], description: '' }] }] },
  ],
  ['a member of nobody', Object.assign({}, card, { colour: 'red' })],
  ['a member of nobody in a coding', { ...card, overrideReasons: [Object.assign({}, coding, { version: '1' })] }],
  ['a member of nobody in a link', { ...card, links: [Object.assign({}, link, { target: 'x' })] }],
];

describe('the quick check of a card and the schema of cards', () => {
  test.each(sound)('both take a card %s', (_name, given) => {
    expect([isPlainlySound(given), cardProblems(given)]).toEqual([true, []]);
  });

  test.each(unsound)('both refuse %s', (_name, given) => {
    expect(cardProblems(given)).not.toEqual([]);
    expect(isPlainlySound(given)).toBe(false);
  });
});
