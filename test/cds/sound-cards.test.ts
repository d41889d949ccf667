import { describe, expect, test } from '@jest/globals';
import { v5 } from 'uuid';
import { type CardFault, soundCards } from '../../src/cds/sound-cards.js';
import { cardsOf } from '../support/build-card.js';
import { adviseInput } from '../support/build-chart.js';
import { answered, lineContext, readRequest } from '../support/line-context.js';

const [card] = cardsOf(adviseInput());
if (card === undefined) throw new Error('no card');

describe('cards are checked before they are sent', () => {
  test('a sound card is sent as it is', () => {
    expect(soundCards([card])).toEqual({ cards: [card], faults: [] });
  });

  test('a fault in a link or a suggestion costs the card its extras, not what it says', () => {
    const unsound = { ...card, links: [{ label: 'x', url: 'http://plain.example', type: 'absolute' as const }] };
    const { cards, faults } = soundCards([unsound, card]);
    const { uuid, summary, detail, indicator, source, overrideReasons } = card;
    expect(cards).toEqual([{ uuid, summary, detail, indicator, source, overrideReasons }, card]);
    expect(faults).toEqual([{ topic: 'HER2LOWTDXD', problems: ['links.0.url: invalid_format'], became: 'bare' }]);
  });

  test('a card whose words break the contract is withheld, and its fault quotes nothing of it', () => {
    const { cards, faults } = soundCards([{ ...card, summary: `secret ${'x'.repeat(200)}` }]);
    expect(cards).toEqual([]);
    expect(faults).toEqual([{ topic: 'HER2LOWTDXD', problems: ['summary: too_big'], became: 'withheld' }]);
    expect(JSON.stringify(faults)).not.toContain('secret');
  });
});

describe('an answer with an unsound card', () => {
  const safety = readRequest('order-sign-tdxd-ild');

  test('is refused as a failure of the server rather than sent without a warning', async () => {
    const faults: CardFault[] = [];
    const context = lineContext({ nameUuid: () => 'no uuid', unsound: (fault) => faults.push(fault) });
    expect(await answered(safety, context)).toMatchObject({ kind: 'problem', code: 'INTERNAL' });
    expect(faults).toMatchObject([{ topic: 'TDXDSAFETY', became: 'withheld' }]);
  });

  test('keeps its card where only a suggestion is unsound', async () => {
    const faults: CardFault[] = [];
    const nameUuid = (name: string) => (name.split('|').length > 3 ? 'no uuid' : v5(name, v5.URL));
    const given = readRequest('patient-view-low');
    const result = await answered(given, lineContext({ nameUuid, unsound: (fault) => faults.push(fault) }));
    if (result.kind === 'problem') throw new Error(result.code);
    expect(result.response.cards.map((each) => [each.source.topic.code, each.suggestions])).toEqual([
      ['HER2LOWTDXD', undefined],
    ]);
    expect(faults).toMatchObject([{ topic: 'HER2LOWTDXD', became: 'bare' }]);
  });
});
