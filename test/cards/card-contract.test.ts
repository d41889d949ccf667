import { describe, expect, test } from '@jest/globals';
import { languages } from '../../src/cards/language.js';
import { wordings } from '../../src/cards/wording/languages.js';
import { cardProblems, maxDetail, maxSummary } from '../../src/cds/card.js';
import { cardsOf, everyCard } from '../support/build-card.js';
import { adviseInput, evidence, her2Of, specimen } from '../support/build-chart.js';

const cards = Object.entries(everyCard).flatMap(([name, input]) =>
  languages.flatMap((language) => cardsOf(input, language).map((card) => ({ name, language, card }))),
);

/** Words that judge the drug or urge: the card rules and the FDA guidance on decision support keep them out. */
const banned =
  /\b(?:eligible|qualif\w+|recommend\w*|should|must|start\w*|orders?|ordered|ordering|critical|urgent\w*|immediately|patient has)\b|empfohlen|empfehl|geeignete[rn]? (?:Patient|für)|sollte|müssen|dringend|sofort|anordn|beginnen/i;

function emptyMembers(value: unknown, path = ''): string[] {
  if (value === null || value === undefined || value === '') return [path];
  if (typeof value !== 'object') return [];
  const members = Object.entries(value);
  return members.length === 0 ? [path] : members.flatMap(([name, member]) => emptyMembers(member, `${path}.${name}`));
}

describe('every card, in every language', () => {
  test('every advice and both languages are covered', () => {
    expect(new Set(cards.map((each) => each.card.source.topic.code)).size).toBe(7);
    expect(cards.length).toBeGreaterThan(2 * Object.keys(everyCard).length);
  });

  test.each(cards)('$language: $name meets the card contract', ({ card }) => {
    expect(cardProblems(card)).toEqual([]);
    expect(card.summary.length).toBeLessThanOrEqual(maxSummary);
    expect(card.detail.length).toBeLessThanOrEqual(maxDetail);
    expect(emptyMembers(card)).toEqual([]);
  });

  test.each(cards)('$language: $name is a plain list without HTML, tables, links or images', ({ card }) => {
    expect(`${card.summary}\n${card.detail}`).not.toMatch(/<|>|\]\(|https?:\/\/|!\[/);
    expect(card.detail.split('\n').filter((line) => !/^(?: {2})?- \S/.test(line))).toEqual([]);
  });

  test.each(cards)('$language: $name uses no banned word', ({ card }) => {
    const labels = (card.suggestions ?? []).flatMap((each) => [each.label, each.actions[0].description]);
    expect([card.summary, card.detail, ...labels].filter((text) => banned.test(text))).toEqual([]);
  });

  test.each(cards)('$language: $name names its finding with a date in the summary', ({ card }) => {
    expect(card.summary).toMatch(/20\d\d-\d\d-\d\d/);
  });

  test.each(cards)('$language: $name offers single drafts of services, never of a drug', ({ card }) => {
    for (const { actions } of card.suggestions ?? []) {
      expect(actions).toHaveLength(1);
      expect(actions[0].resource).toMatchObject({
        resourceType: 'ServiceRequest',
        status: 'draft',
        intent: 'proposal',
      });
      expect(JSON.stringify(actions[0].resource)).not.toMatch(/"coding"|deruxtecan|Enhertu/);
    }
  });

  test('uuids are the same for the same call and differ between topics, drafts, calls and tenants', () => {
    const input = adviseInput();
    const uuids = (more: Parameters<typeof cardsOf>[2] = {}) =>
      cardsOf(input, 'en', more).flatMap((card) => [card.uuid, ...(card.suggestions ?? []).map((each) => each.uuid)]);
    const other = { seed: { tenant: 'other', hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea' } };
    expect(uuids()).toEqual(uuids());
    expect(new Set([...uuids(), ...uuids(other)]).size).toBe(2 * uuids().length);
  });
});

/** Every sentence of a wording that needs no fact to be filled in: closed lists, headings, options. */
function sentencesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentencesIn) : [];
}

test.each(
  languages,
)('%s: no word of any list judges the drug or urges, whether a fixture shows it or not', (language) => {
  const sentences = sentencesIn(wordings[language]);
  expect(sentences.length).toBeGreaterThan(200);
  expect(sentences.filter((each) => banned.test(each))).toEqual([]);
});

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value) && !(value instanceof Map)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

test('advice and cards change nothing of what they are given', () => {
  for (const input of Object.values(everyCard)) {
    const { chart, her2, appraisals, focus } = input;
    frozen([chart, her2, appraisals, focus]);
    expect(() => languages.map((language) => cardsOf(input, language))).not.toThrow();
  }
});

describe('words of the record in a card', () => {
  const hostile =
    '<img src=x onerror=alert(1)> [click](https://evil.example) `code` **bold** \u202Etxet\u0000 | www.evil.example a@b.example ' +
    'x'.repeat(400);
  const input = adviseInput({
    her2: her2Of('low', {
      specimens: [
        specimen('low', {
          site: hostile,
          specimen: `Specimen/${'s'.repeat(300)}`,
          ihc: { score: '1+', intensity: hostile, completeness: hostile },
          evidence: [{ ...evidence(`Observation/${'o'.repeat(300)}`, hostile), status: hostile }],
        }),
      ],
    }),
    chart: {
      safety: { interstitialLungDisease: { evidence: [evidence('Condition/ild', hostile)] } },
      gaps: [{ reference: `Observation/${hostile}`, problem: 'VALUE_NOT_UNDERSTOOD' }],
      unavailable: [hostile],
    },
  });

  test.each(languages)('%s: hostile words open no markup and no link, and the card keeps its length', (language) => {
    const [card] = cardsOf(input, language);
    expect(card === undefined ? ['no card'] : cardProblems(card)).toEqual([]);
    expect(card?.detail).not.toMatch(/<|>|:\/\/|www\.|@|\p{Cf}|(?<!\\)\[|(?<!\\)`/u);
    expect(card?.detail.split('\n').filter((line) => !/^(?: {2})?- \S/.test(line))).toEqual([]);
  });
});
