import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { assessText } from '../../src/cli/assess-file.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

const shared = path.resolve(process.cwd(), '../shared');
const golden = ['her2', 'eligibility']
  .map((name) => path.join(shared, 'golden', `${name}.jsonl`))
  .filter((file) => existsSync(file));
const knowledge = loadKnowledge();

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald();
});
afterAll(() => herald.drain());

const member = (value: unknown, name: string): unknown => Reflect.get(Object(value), name);

function linesOf(file: string): readonly unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}

describe('golden cases over HTTP give what the core gives', () => {
  if (golden.length === 0) {
    test.skip('the golden cases are not beside this checkout', () => {});
    return;
  }
  test.each(golden)('%s', async (file) => {
    for (const line of linesOf(file)) {
      const asOf = String(member(line, 'asOf'));
      const given = JSON.stringify(member(line, 'given'));
      const response = await herald.post(`/assess?asOf=${asOf}`, given);
      const core = assessText(given, { knowledge, asOf });
      if (core.kind === 'problem') throw new Error(`${String(member(line, 'id'))}: ${core.code}`);
      expect([member(line, 'id'), response.status]).toEqual([member(line, 'id'), 200]);
      expect(await response.json()).toEqual(JSON.parse(JSON.stringify(core.assessment)));
    }
  });
});

const real = path.join(shared, 'real');
const bundles = existsSync(real)
  ? readdirSync(real, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json') && !/summary|her2-er-pr/.test(name))
      .map((name) => path.join(real, name))
  : [];

describe('records that others published', () => {
  if (bundles.length === 0) {
    test.skip('the published records are not beside this checkout', () => {});
    return;
  }
  /** An excerpt of the mCODE examples about two people (one subject with lung cancer, one with leukaemia), without Patient. */
  const ofTwoPeople = 'basic-metastatic-and-markers.bundle.json';
  test.each(bundles)('%s is assessed, where it is of one patient', (file) => {
    const assessed = assessText(readFileSync(file, 'utf8'), { knowledge, asOf: '2026-11-24' });
    const expected =
      path.basename(file) === ofTwoPeople ? { kind: 'problem', code: 'SEVERAL_PATIENTS' } : { kind: 'assessment' };
    expect(assessed).toMatchObject(expected);
  });
});
