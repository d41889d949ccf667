import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { asFields, objectsAt, textAt } from '../src/chart/fields.js';
import { read } from '../src/chart/read.js';
import { indexRecords } from '../src/chart/records.js';
import { categorize } from '../src/clinical/her2/categorize.js';
import { loadKnowledge } from '../src/knowledge/load.js';

const file = path.resolve(process.cwd(), '../shared/golden/her2.jsonl');
const fields = ['category', 'ascoCapStatus', 'ishGroup', 'reason', 'nextStep', 'flags'] as const;

interface GoldenCase {
  readonly id: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly asOf: string;
  readonly given: unknown;
  readonly expect: Readonly<Record<string, unknown>>;
}

const readCases = (): readonly GoldenCase[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): GoldenCase => JSON.parse(line));

const knowledge = loadKnowledge();

const comparable = (answer: Readonly<Record<string, unknown>>, field: string): unknown => {
  const value = answer[field];
  return field === 'flags' ? [...(Array.isArray(value) ? value : [])].sort().join() : (value ?? undefined);
};

function assessed({ given, asOf }: GoldenCase): Readonly<Record<string, unknown>> {
  const received = objectsAt(asFields(given), 'entry').map((entry) => {
    const fullUrl = textAt(entry, 'fullUrl');
    return { resource: entry.resource, ...(fullUrl === undefined ? {} : { fullUrl }) };
  });
  return { ...categorize(read(indexRecords(received), knowledge, asOf), asOf) };
}

const cases = existsSync(file) ? readCases() : [];

describe('golden HER2 cases', () => {
  if (cases.length === 0) {
    it.skip('the golden cases are not beside the repository', () => undefined);
    return;
  }
  const right = new Map<string, number>();
  const wrong: string[] = [];

  for (const golden of cases) {
    it(`${golden.id}: ${golden.title}`, () => {
      const answer = assessed(golden);
      for (const field of fields) {
        const [got, wanted] = [comparable(answer, field), comparable(golden.expect, field)];
        if (got === wanted) right.set(field, (right.get(field) ?? 0) + 1);
        else wrong.push(`${golden.id} ${field}: ${String(got)} instead of ${String(wanted)} (${golden.tags.join()})`);
      }
      const asked = Object.fromEntries(fields.map((field) => [field, comparable(answer, field)]));
      const expected = Object.fromEntries(fields.map((field) => [field, comparable(golden.expect, field)]));
      expect(asked).toEqual(expected);
    });
  }

  it('counts what was right field by field', () => {
    const counts = fields.map((field) => `${field} ${right.get(field) ?? 0}/${cases.length}`).join(', ');
    console.info([`golden HER2: ${counts}`, ...wrong].join('\n'));
    expect(right.size).toBe(fields.length);
  });
});
