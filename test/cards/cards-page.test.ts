import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cardsPage } from '../support/cards-page.js';

test('docs/cards.md shows every card as it is rendered now', async () => {
  if (process.env.UPDATE_DOCS === '1') writeFileSync('docs/cards.md', await cardsPage());
  expect(readFileSync('docs/cards.md', 'utf8')).toBe(await cardsPage());
});
