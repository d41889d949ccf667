import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { readPhrase } from '../../../src/chart/phrase/read-phrase.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { said } from './said.js';

const words = loadKnowledge().phrases;
const directory = new URL('../../../fixtures/phrases/', import.meta.url);
const wording = z.strictObject({
  text: z.string(),
  lang: z.string(),
  test: z.enum(['ihc', 'ish', 'overall', 'report']),
  expect: z.array(z.string()),
});

describe.each(readdirSync(directory).filter((name) => name.endsWith('.jsonl')))('wordings of results: %s', (name) => {
  const lines = readFileSync(new URL(name, directory), 'utf8').trim().split('\n');
  const cases = lines.map((line) => wording.parse(JSON.parse(line)));

  test.each(cases)('$test: $text', ({ text, test: asked, expect: expected }) => {
    expect(said(readPhrase(text, { test: asked, words }))).toEqual(expected);
  });

  test('every finding quotes the text at its place', () => {
    for (const { text, test: asked } of cases) {
      const { findings, ambiguous, aside } = readPhrase(text, { test: asked, words });
      for (const { span, verbatim } of [...findings, ...ambiguous, ...aside.map((each) => each.finding)]) {
        expect(text.slice(span.start, Math.min(span.end, span.start + 200))).toBe(verbatim);
        expect(verbatim).not.toBe('');
      }
    }
  });
});
