import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe } from '@jest/globals';
import { z } from 'zod';
import { repoRoot } from './source-files.js';

const file = path.join(repoRoot, '../shared/real/phrases.jsonl');
const line = z.looseObject({
  text: z.string(),
  expect: z.string(),
  ihc: z.string().optional(),
  ish: z.string().optional(),
  word: z.string().optional(),
});

/** A phrasing from public records: its text, what it means, and which test says so. */
export type LabelledPhrase = z.infer<typeof line>;

const found = existsSync(file);

/** The labelled phrasings; none where the data set is absent. */
export const labelledPhrases: readonly LabelledPhrase[] = found
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((each) => line.parse(JSON.parse(each)))
  : [];

/** A suite over them; skipped where the data set is absent. */
export const describePhrases = found ? describe : describe.skip;

/** Categories that settle: a phrasing of another label must never end in one. */
export const settled: ReadonlySet<string> = new Set(['positive', 'low', 'ultralow', 'null']);
