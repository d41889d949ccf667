import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { asFields } from '../../src/chart/fields.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

const described = async (): Promise<Record<string, unknown>> => ({
  ...asFields(await (await fetch(`${herald.url}/openapi.json`)).json()),
});

test('the description is valid by the schema of OpenAPI 3.1', async () => {
  expect(await new Validator().validate(await described())).toEqual({ valid: true });
});

test('a description without a title is not', async () => {
  const { valid } = await new Validator().validate({ ...(await described()), info: { version: '1' } });
  expect(valid).toBe(false);
});
