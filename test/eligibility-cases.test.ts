import { expect, test } from '@jest/globals';
import { asFields, type Fields, objectAt, objectsAt, textAt } from '../src/chart/fields.js';
import { read } from '../src/chart/read.js';
import { indexRecords } from '../src/chart/records.js';
import { assess } from '../src/clinical/assess.js';
import { loadKnowledge } from '../src/knowledge/load.js';
import { readText } from './support/source-files.js';

const knowledge = loadKnowledge();

const cases = readText('fixtures/cases/eligibility.jsonl')
  .split('\n')
  .flatMap((line): readonly Fields[] => {
    const each = line === '' ? undefined : asFields(JSON.parse(line));
    return each === undefined ? [] : [each];
  });

function answered(given: Fields | undefined, asOf: string): unknown {
  const received = objectsAt(given, 'entry').map(({ resource }) => ({ resource }));
  const chart = read(indexRecords(received), knowledge, asOf);
  const options = { asOf, indications: knowledge.indications, knowledgeVersion: knowledge.version };
  const { indications, flags } = assess(chart, options);
  const open = indications.filter(({ result }) => result === 'missing-data');
  return {
    indications: Object.fromEntries(indications.map(({ id, result }) => [id, result])),
    missing: Object.fromEntries(open.map(({ id, missing }) => [id, missing])),
    flags,
  };
}

test.each(cases.map((each) => [textAt(each, 'name') ?? '', each] as const))('%s', (_, each) => {
  expect(answered(objectAt(each, 'given'), textAt(each, 'asOf') ?? '')).toEqual(objectAt(each, 'expect'));
});
