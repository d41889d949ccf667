import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asFields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import { quirks } from '../../src/fhir/quirks/index.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { listFiles, readText } from '../support/source-files.js';

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

const fixtureOf = (name: string): string => `fixtures/ehr/quirks/${name}.json`;

describe('what real clients send is read as they mean it', () => {
  test.each(quirks)('$client: $deviation', async ({ name }) => {
    const fixture = asFields(JSON.parse(readText(fixtureOf(name)))) ?? {};
    const answer = await herald.post(`/cds-services/${textAt(fixture, 'service')}`, fixture.request);
    expect(answer.status).toBe(200);
    const body = asFields(await answer.json());
    const topics = objectsAt(body, 'cards').map((card) => textAt(objectAt(objectAt(card, 'source'), 'topic'), 'code'));
    const extension = objectAt(body, 'extension');
    const silence = textAt(objectAt(extension, 'org.herald-cds.assessment'), 'silence');
    expect({ cards: topics, ...(silence === undefined ? {} : { silence }) }).toEqual(fixture.expected);
    expect(objectAt(objectAt(extension, 'org.herald-cds.data'), 'lacking')).toBeUndefined();
  });
});

test('each deviation has its fixture and a file that reads it, and no fixture is without one', () => {
  const files = listFiles();
  const named = quirks.map(({ name }) => fixtureOf(name)).sort();
  expect(files.filter((file) => file.startsWith('fixtures/ehr/quirks/'))).toEqual(named);
  expect(quirks.filter(({ readBy }) => !files.includes(readBy))).toEqual([]);
});
