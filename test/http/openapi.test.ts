import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { services } from '../../hooks/index.js';
import { asFields, type Fields } from '../../src/chart/fields.js';
import { errorTable } from '../../src/errors.js';
import {
  assessmentSchema,
  discoverySchema,
  hookResponseSchema,
  operationOutcomeSchema,
} from '../../src/http/response-schemas.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';
import { listFiles, readText } from '../support/source-files.js';

let herald: RunningHerald;
let described: Fields;
beforeAll(async () => {
  herald = await runHerald();
  described = asFields(await (await fetch(`${herald.url}/openapi.json`)).json()) ?? {};
});
afterAll(() => herald.drain());

function* nodes(value: unknown): Generator<Fields> {
  if (Array.isArray(value)) for (const each of value) yield* nodes(each);
  const fields = asFields(value);
  if (fields === undefined) return;
  yield fields;
  for (const each of Object.values(fields)) yield* nodes(each);
}

function at(pointer: string): unknown {
  return pointer
    .slice(2)
    .split('/')
    .reduce<unknown>((value, step) => asFields(value)?.[step.replaceAll('~1', '/')], described);
}

describe('the OpenAPI description', () => {
  test('is OpenAPI 3.1 with title, version and licence', () => {
    expect(described.openapi).toMatch(/^3\.1\./);
    expect(described.info).toMatchObject({ title: 'Herald', version: expect.any(String) });
  });

  test('every reference in it leads somewhere', () => {
    const references = [...nodes(described)].flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    expect(references.filter((reference) => at(reference) === undefined)).toEqual([]);
    expect(references.length).toBeGreaterThan(20);
  });

  test('describes each service and its feedback, and every path it names answers', async () => {
    const paths = Object.entries(asFields(described.paths) ?? {});
    const named = paths.map(([path]) => path);
    for (const { id } of services) {
      expect(named).toEqual(expect.arrayContaining([`/cds-services/${id}`, `/cds-services/${id}/feedback`]));
    }
    for (const [path, item] of paths) {
      const methods = Object.keys(asFields(item) ?? {});
      expect(methods).toHaveLength(1);
      const answer = await fetch(herald.url + path, { method: (methods[0] ?? '').toUpperCase() });
      expect([path, answer.status === 404 || answer.status === 405]).toEqual([path, false]);
    }
  });

  test('every operation has a summary, and answers with described content', () => {
    const operations = [...nodes(described.paths)].filter(({ responses }) => responses !== undefined);
    expect(operations.every(({ summary }) => typeof summary === 'string' && summary !== '')).toBe(true);
    const responses = operations.flatMap(({ responses }) => Object.values(asFields(responses) ?? {}));
    expect(responses.every((each) => typeof asFields(each)?.description === 'string')).toBe(true);
  });

  test('names only statuses of the error table beside 200', () => {
    const statuses = [...nodes(described.paths)].flatMap(({ responses }) => Object.keys(asFields(responses) ?? {}));
    const known = new Set(['200', ...Object.values(errorTable).map(({ status }) => String(status))]);
    expect(statuses.filter((status) => !known.has(status))).toEqual([]);
  });

  test('gives the shapes in JSON Schema 2020-12: types, required members, closed lists', () => {
    const shapes = asFields(asFields(described.components)?.schemas) ?? {};
    expect(asFields(shapes.HookRequest)?.required).toEqual(['hook', 'hookInstance', 'context']);
    const her2 = asFields(asFields(asFields(shapes.Assessment)?.properties)?.her2);
    const category = asFields(asFields(her2?.properties)?.category);
    expect(category?.enum).toContain('ultralow');
    for (const shape of Object.values(shapes)) expect(asFields(shape)?.type).toBe('object');
  });
});

describe('what is answered has the described shape', () => {
  test('discovery', async () => {
    const body: unknown = await (await fetch(`${herald.url}/cds-services`)).json();
    expect(discoverySchema.safeParse(body).error?.issues).toBeUndefined();
  });

  const patients = listFiles('fixtures/patients').filter((file) => !file.endsWith('expected.json'));
  test.each(patients)('the assessment of %s', async (file) => {
    const answer = await herald.post('/assess', readText(file));
    expect(assessmentSchema.safeParse(await answer.json()).error?.issues).toBeUndefined();
    expect(patients.length).toBeGreaterThan(10);
  });

  const requests = listFiles('fixtures/requests').filter((file) => !file.endsWith('expected.json'));
  test.each(requests)('the answer to %s', async (file) => {
    const hook = /(patient-view|order-select|order-sign)/.exec(file)?.[0] ?? '';
    const answer = await herald.post(`/cds-services/her2-${hook}`, readText(file));
    expect(answer.status).toBe(200);
    expect(hookResponseSchema.safeParse(await answer.json()).error?.issues).toBeUndefined();
  });

  test('a refusal', async () => {
    const answer = await herald.post('/assess', '{');
    expect(operationOutcomeSchema.safeParse(await answer.json()).error?.issues).toBeUndefined();
  });
});
