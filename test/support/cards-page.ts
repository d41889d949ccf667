import { readdirSync } from 'node:fs';
import { languages } from '../../src/cards/language.js';
import type { Card } from '../../src/cds/card.js';
import { cardsOf, everyCard } from './build-card.js';
import { knowledge } from './build-chart.js';
import { answered, lineContext, readRequest } from './line-context.js';

const languageNames = { en: 'English', de: 'German' } as const;

function cardText(card: Card): string {
  const offers = (card.suggestions ?? []).map((each) => `\`${each.label}\``).join(', ');
  const links = (card.links ?? []).map((each) => `\`${each.url}\``).join(', ');
  return [
    `**${card.summary}**`,
    '',
    card.detail,
    '',
    `\`${card.indicator}\` · topic \`${card.source.topic.code}\`${offers === '' ? '' : ` · offers ${offers}`}${links === '' ? '' : ` · links ${links}`}`,
  ].join('\n');
}

/** Every request of `fixtures/requests` that is answered with a card, and its cards: values, dates and gaps as in a record. */
async function fixtureSections(): Promise<readonly string[]> {
  const names = readdirSync('fixtures/requests')
    .filter((each) => each.endsWith('.json') && each !== 'expected.json')
    .map((each) => each.replace('.json', ''))
    .sort();
  const sections: string[] = [];
  for (const name of names) {
    const result = await answered(readRequest(name), lineContext());
    const cards = result.kind === 'problem' ? [] : result.response.cards;
    if (cards.length > 0) sections.push(`### ${name}`, ...cards.map(cardText));
  }
  return sections;
}

/** The page of all cards for clinical review. The knowledge version, which changes with every code, is left out. */
export async function cardsPage(): Promise<string> {
  const sections = languages.flatMap((language) => [
    `## ${languageNames[language]}`,
    ...Object.entries(everyCard).flatMap(([name, input]) => [`### ${name}`, ...cardsOf(input, language).map(cardText)]),
  ]);
  const head = [
    '# Cards',
    'Every card, for review in one sitting: first those of the requests in `fixtures/requests`, as a client gets them; then every wording in every language, rendered from synthetic facts (the builders in `test/support`).',
    'Generated: `UPDATE_DOCS=1 npm run jest -- test/cards/cards-page.test.ts` writes it, the same test keeps it current.',
  ];
  const fixtures = ['## Of the fixtures', ...(await fixtureSections())];
  return `${[...head, ...fixtures, ...sections].join('\n\n')}\n`.replaceAll(knowledge.version, '(version)');
}
