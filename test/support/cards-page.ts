import { languages } from '../../src/cards/language.js';
import type { Card } from '../../src/cds/card.js';
import { cardsOf, everyCard } from './build-card.js';
import { knowledge } from './build-chart.js';

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

/** The page of all cards for clinical review. The knowledge version, which changes with every code, is left out. */
export function cardsPage(): string {
  const sections = languages.flatMap((language) => [
    `## ${languageNames[language]}`,
    ...Object.entries(everyCard).flatMap(([name, input]) => [`### ${name}`, ...cardsOf(input, language).map(cardText)]),
  ]);
  const head = [
    '# Cards',
    'Every card in every wording, rendered from synthetic facts (the builders in `test/support`), for review in one sitting.',
    'Generated: `UPDATE_DOCS=1 npm run jest -- test/cards/cards-page.test.ts` writes it, the same test keeps it current.',
  ];
  return `${[...head, ...sections].join('\n\n')}\n`.replaceAll(knowledge.version, '(version)');
}
