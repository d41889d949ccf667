import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { readPhrase } from '../../../src/chart/phrase/read-phrase.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { said } from './said.js';

const words = loadKnowledge().phrases;
const sentences = new URL('../../../fixtures/phrases/sentences/', import.meta.url);
const recorded = new URL('../../../fixtures/phrases/readings/sentences.txt', import.meta.url);
const sentence = z.looseObject({ text: z.string() });

/** A text, then what each test that it may be the value of reads in it; what reads like the report is left out. */
function readings(text: string): string {
  const [report, ...others] = (['report', 'ihc', 'ish', 'overall'] as const).map((asked) => ({
    asked,
    reading: said(readPhrase(text, { test: asked, words })).join(' | '),
  }));
  const different = others.filter(({ reading }) => reading !== report?.reading);
  return [JSON.stringify(text), ...[report, ...different].map((each) => `  ${each?.asked}: ${each?.reading}`)].join(
    '\n',
  );
}

test('every sentence of laboratories is read, finding by finding, as it was recorded (UPDATE_FIXTURES=1 records)', () => {
  const texts = readdirSync(sentences).flatMap((name) =>
    readFileSync(new URL(name, sentences), 'utf8')
      .trim()
      .split('\n')
      .map((line) => sentence.parse(JSON.parse(line)).text),
  );
  const now = `${texts.map(readings).join('\n')}\n`;
  if (process.env.UPDATE_FIXTURES === '1') writeFileSync(recorded, now);
  expect(now.split('\n')).toEqual(readFileSync(recorded, 'utf8').split('\n'));
});
