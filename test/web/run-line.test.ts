import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asFields, type Fields, objectsAt, textAt } from '../../src/chart/fields.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { runLine } from '../../src/web/run-line.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { readText } from '../support/source-files.js';

const knowledge = loadKnowledge();
const instance = { mode: 'open', region: 'US', language: 'en', today: '2026-11-24' } as const;
const requests = readdirSync('fixtures/requests').filter((name) => name !== 'expected.json');

function withoutUuids(cards: unknown): unknown {
  return JSON.parse(JSON.stringify(cards), (key, value: unknown) => (key === 'uuid' ? undefined : value));
}

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

describe('the steps that the sandbox shows are those of the service', () => {
  test.each(requests)('%s: same cards, apart from their uuids', async (name) => {
    const request: Fields = asFields(JSON.parse(readText(`fixtures/requests/${name}`))) ?? {};
    const service = `her2-${textAt(request, 'hook') ?? ''}`;
    const answered = asFields(await (await herald.post(`/cds-services/${service}`, request)).json()) ?? {};
    const steps = runLine(request, service, { knowledge, instance });
    expect(steps.map((step) => step.name)).toEqual([
      ...['parse', 'focus', 'gather', 'read', 'categorize', 'appraise', 'advise', 'render'],
    ]);
    expect(withoutUuids(steps.at(-1)?.gave)).toEqual(withoutUuids(objectsAt(answered, 'cards')));
  });

  test('a refused request ends after the first step', () => {
    const steps = runLine({ hook: 'patient-view' }, 'her2-patient-view', { knowledge, instance });
    expect(steps.map(({ name, says }) => [name, says])).toEqual([['parse', 'refused: REQUEST_INVALID']]);
  });
});
