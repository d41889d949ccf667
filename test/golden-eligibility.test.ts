import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { asFields, type Fields, objectAt, objectsAt, textAt } from '../src/chart/fields.js';
import { read } from '../src/chart/read.js';
import { indexRecords } from '../src/chart/records.js';
import { assess } from '../src/clinical/assess.js';
import { loadKnowledge } from '../src/knowledge/load.js';

/** Golden cases that do not ship with the product; where they are absent the tests say so and skip. */
const file = path.resolve(
  path.dirname(fileURLToPath(import.meta.url)),
  '..',
  '..',
  'shared',
  'golden',
  'eligibility.jsonl',
);
const knowledge = loadKnowledge();

function readCases(): readonly Fields[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.flatMap((line): readonly Fields[] => {
    const read = line === '' ? undefined : asFields(JSON.parse(line));
    return read === undefined ? [] : [read];
  });
}

const cases = readCases();

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').sort() : [];
}

function expected(golden: Fields): unknown {
  const expect = objectAt(golden, 'expect');
  const missing = Object.entries(objectAt(expect, 'missing') ?? {}).map(([id, items]) => [id, strings(items)]);
  return {
    indications: objectAt(expect, 'indications'),
    missing: Object.fromEntries(missing),
    flags: strings(expect?.flags),
  };
}

function answered(golden: Fields): unknown {
  const asOf = textAt(golden, 'asOf') ?? '';
  const entries = objectsAt(objectAt(golden, 'given'), 'entry').map(({ resource }) => ({ resource }));
  const chart = read(indexRecords(entries), knowledge, asOf);
  const options = { asOf, indications: knowledge.indications, knowledgeVersion: knowledge.version };
  const { indications, flags } = assess(chart, options);
  const open = indications.filter(({ result }) => result === 'missing-data');
  return {
    indications: Object.fromEntries(indications.map(({ id, result }) => [id, result])),
    missing: Object.fromEntries(open.map(({ id, missing }) => [id, [...missing].sort()])),
    flags: [...flags],
  };
}

if (cases.length === 0) {
  test.skip('golden eligibility cases are not present beside the repository', () => undefined);
} else {
  describe('golden eligibility cases', () => {
    test.each(
      cases.map((each) => [`${textAt(each, 'id')} ${textAt(each, 'title')}`, each] as const),
    )('%s', (_, golden) => {
      expect(answered(golden)).toEqual(expected(golden));
    });
  });
}
