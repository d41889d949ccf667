import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { asFields, objectsAt } from '../src/chart/fields.js';
import { read } from '../src/chart/read.js';
import { indexRecords } from '../src/chart/records.js';
import { categorize } from '../src/clinical/her2/categorize.js';
import { loadKnowledge } from '../src/knowledge/load.js';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly asOf: string;
  readonly given: unknown;
  readonly expect: Readonly<Record<string, unknown>>;
}

const cases = readFileSync('fixtures/cases/her2.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Case => JSON.parse(line));
const knowledge = loadKnowledge();

describe('HER2 cases', () => {
  it.each(cases)('$name', ({ source, asOf, given, expect: wanted }) => {
    const received = objectsAt(asFields(given), 'entry').map(({ resource }) => ({ resource }));
    const { index, specimens, ...answer } = categorize(read(indexRecords(received), knowledge, asOf), asOf);
    expect(answer).toEqual(wanted);
    expect(specimens.length > 0 || index === undefined).toBe(true);
    expect(knowledge.sources.has(source)).toBe(true);
  });
});
