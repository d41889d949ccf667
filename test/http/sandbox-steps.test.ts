import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serviceOf } from '../../hooks/index.js';
import { asFields, type Fields, objectsAt, textAt } from '../../src/chart/fields.js';
import { runSteps, type ShownStep } from '../../src/http/sandbox-steps.js';
import { lineContext } from '../support/line-context.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { readText } from '../support/source-files.js';

const requests = readdirSync('fixtures/requests').filter((name) => name !== 'expected.json');

function withoutUuids(cards: unknown): unknown {
  return JSON.parse(JSON.stringify(cards), (key, value: unknown) => (key === 'uuid' ? undefined : value));
}

function stepsOf(body: unknown, id: string): Promise<readonly ShownStep[]> {
  const service = serviceOf(id);
  if (service === undefined) throw new Error('no such service');
  return runSteps(service, body, lineContext({ tenant: 'open', notice: 'synthetic-data-only' }));
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
    const steps = await stepsOf(request, service);
    expect(steps.map((step) => step.name)).toEqual([
      ...['parse', 'focus', 'gather', 'read', 'categorize', 'appraise', 'advise', 'render'],
    ]);
    expect(withoutUuids(objectsAt(asFields(steps.at(-1)?.gave), 'cards'))).toEqual(
      withoutUuids(objectsAt(answered, 'cards')),
    );
  });

  test('a refused request ends after the first step', async () => {
    const steps = await stepsOf({ hook: 'patient-view' }, 'her2-patient-view');
    expect(steps.map(({ name, says }) => [name, says])).toEqual([['parse', 'refused: REQUEST_INVALID']]);
  });
});
