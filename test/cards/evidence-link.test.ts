import { describe, expect, test } from '@jest/globals';
import { cardProblems } from '../../src/cds/card.js';
import { cardsOf, everyCard } from '../support/build-card.js';

const launch = 'https://cds.example.org/herald/evidence/launch';
const inputs = Object.entries(everyCard);

describe('the link to the evidence page', () => {
  test('is a SMART link on every card whose EHR can launch the page, and the card stays sound', () => {
    const cards = inputs.flatMap(([, input]) => cardsOf(input, 'en', { evidenceUrl: launch }));
    expect(cards.length).toBeGreaterThan(10);
    expect(cards.flatMap(cardProblems)).toEqual([]);
    expect(cards.filter((card) => card.links?.[0]?.type !== 'smart' || card.links[0].url !== launch)).toEqual([]);
  });

  test('carries the topic of the card and nothing else: no patient, no result', () => {
    const contexts = inputs.flatMap(([, input]) =>
      cardsOf(input, 'de', { evidenceUrl: launch }).map((card) => [
        card.links?.[0]?.appContext,
        card.source.topic.code,
      ]),
    );
    expect(contexts).toEqual(contexts.map(([, topic]) => [JSON.stringify({ topic }), topic]));
  });

  test('is left out where the page is not reached by TLS, and where no EHR launches it', () => {
    for (const more of [{}, { evidenceUrl: 'http://127.0.0.1:3000/evidence/launch' }]) {
      const links = inputs.flatMap(([, input]) => cardsOf(input, 'en', more).flatMap((card) => card.links ?? []));
      expect(links.filter(({ type }) => type === 'smart')).toEqual([]);
    }
  });
});
