import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { her2Categories } from '../../../src/clinical/her2/vocabulary.js';
import { concluded, valued } from '../../support/her2-sentence.js';

const directory = new URL('../../../fixtures/phrases/sentences/', import.meta.url);
/** A category, and the reason where the category is not settled: `equivocal/IHC2_NEEDS_ISH`. */
const answer = z.string().refine((text) => her2Categories.some((each) => each === text.split('/')[0]));
const sentence = z.strictObject({
  text: z.string(),
  lang: z.string(),
  source: z.literal('written by us'),
  /** As the value of a HER2 IHC Observation. */
  value: answer.optional(),
  /** As the conclusion of a pathology report that names no test. */
  report: answer,
});

const answerOf = ({ category, reason }: ReturnType<typeof valued>, wanted: string): string =>
  reason === undefined || !wanted.includes('/') ? category : `${category}/${reason}`;

describe.each(readdirSync(directory))('sentences of laboratories: %s', (name) => {
  const lines = readFileSync(new URL(name, directory), 'utf8').trim().split('\n');
  const sentences = lines.map((line) => sentence.parse(JSON.parse(line)));

  test.each(sentences)('$text', ({ text, value, report }) => {
    if (value !== undefined) expect(answerOf(valued(text), value)).toBe(value);
    expect(answerOf(concluded(text), report)).toBe(report);
  });
});
