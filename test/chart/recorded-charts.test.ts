import { readdirSync } from 'node:fs';
import { test } from '@jest/globals';
import { asFields, type Fields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import { read } from '../../src/chart/read.js';
import { indexRecords } from '../../src/chart/records.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { expectAsRecorded } from '../support/recorded.js';
import { readText } from '../support/source-files.js';

const knowledge = loadKnowledge();
const asOf = '2026-11-24';

interface Given {
  readonly record: string;
  readonly bundle: Fields | undefined;
}

const caseFiles = ['eligibility.jsonl', 'her2.jsonl'];

function given(): readonly Given[] {
  const cases = caseFiles.flatMap((file) =>
    readText(`fixtures/cases/${file}`)
      .trim()
      .split('\n')
      .map((line) => asFields(JSON.parse(line)))
      .map((each) => ({ record: textAt(each, 'name') ?? '', bundle: objectAt(each, 'given') })),
  );
  const patients = readdirSync('fixtures/patients')
    .filter((file) => file !== 'expected.json')
    .sort()
    .map((file) => ({ record: file, bundle: asFields(JSON.parse(readText(`fixtures/patients/${file}`))) }));
  return [...patients, ...cases];
}

/** Members that say something, in their own order; what is empty or quotes its place is left out. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  const fields = asFields(value);
  if (fields === undefined) return value;
  const kept = Object.entries(fields).filter(
    ([name, each]) => !(each === undefined || (Array.isArray(each) && each.length === 0)) && name !== 'status',
  );
  return Object.fromEntries(kept.map(([name, each]) => [name, said(each)]));
}

test('the facts read from every case and patient are those recorded', () => {
  const charts = given().map(({ record, bundle }) => {
    const received = objectsAt(bundle, 'entry').map(({ resource }) => ({ resource }));
    const facts = said(read(indexRecords(received), knowledge, asOf));
    return { record, answer: `${record}: ${JSON.stringify(facts).replaceAll('"', '')}` };
  });
  expectAsRecorded('charts.txt', charts);
});
