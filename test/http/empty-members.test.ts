import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asFields } from '../../src/chart/fields.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { listFiles, readText } from '../support/source-files.js';

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  const fields = asFields(value);
  return fields !== undefined && Object.keys(fields).length === 0;
}

/** Places of null and empty members (CDS Hooks 2.0.1, "JSON"). `cards` may be empty; what an extension of ours holds is our agreement. */
function emptyPlaces(value: unknown, place = ''): readonly string[] {
  if (place.endsWith('.extension')) return [];
  if (isEmpty(value) && place !== '.cards') return [place];
  if (Array.isArray(value)) return value.flatMap((each, at) => emptyPlaces(each, `${place}[${at}]`));
  return Object.entries(asFields(value) ?? {}).flatMap(([name, each]) => emptyPlaces(each, `${place}.${name}`));
}

const requests = listFiles('fixtures/requests').filter((file) => !file.endsWith('expected.json'));

test.each(requests)('the answer to %s has no null or empty member and no system action', async (file) => {
  const hook = /(patient-view|order-select|order-sign)/.exec(file)?.[0] ?? '';
  const body: unknown = await (await herald.post(`/cds-services/her2-${hook}`, readText(file))).json();
  expect(emptyPlaces(body)).toEqual([]);
  expect(Object.keys(asFields(body) ?? {})).toEqual(['cards', 'extension']);
});

test('discovery has no null or empty member', async () => {
  expect(emptyPlaces(await (await fetch(`${herald.url}/cds-services`)).json())).toEqual([]);
});
