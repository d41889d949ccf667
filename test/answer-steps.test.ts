import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serviceOf } from '../hooks/index.js';
import { answerSteps, type Step } from '../src/answer-steps.js';
import { asFields, type Fields, objectsAt, textAt } from '../src/chart/fields.js';
import { defaultPolicy } from '../src/clinical/advice/policy.js';
import { loadKnowledge } from '../src/knowledge/load.js';
import { type RunningHerald, runHerald } from './support/running-herald.js';
import { readText } from './support/source-files.js';

const knowledge = loadKnowledge();
const context = {
  ...{ knowledge, policy: defaultPolicy, language: 'en' as const, today: '2026-11-24' },
  now: () => performance.now(),
};
const requests = readdirSync('fixtures/requests').filter((name) => name !== 'expected.json');

function withoutUuids(cards: unknown): unknown {
  return JSON.parse(JSON.stringify(cards), (key, value: unknown) => (key === 'uuid' ? undefined : value));
}

function stepsOf(body: unknown, id: string): readonly Step[] {
  const service = serviceOf(id);
  if (service === undefined) throw new Error('no such service');
  return answerSteps(service, body, context);
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
    const steps = stepsOf(request, service);
    expect(steps.map((step) => step.name)).toEqual([
      ...['parse', 'focus', 'gather', 'read', 'categorize', 'appraise', 'advise', 'render'],
    ]);
    expect(withoutUuids(steps.at(-1)?.gave)).toEqual(withoutUuids(objectsAt(answered, 'cards')));
  });

  test('a refused request ends after the first step', () => {
    const steps = stepsOf({ hook: 'patient-view' }, 'her2-patient-view');
    expect(steps.map(({ name, says }) => [name, says])).toEqual([['parse', 'refused: REQUEST_INVALID']]);
  });
});
