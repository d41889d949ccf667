import { readdirSync, readFileSync } from 'node:fs';
import { parsePhraseWords } from './phrase-schema.js';
import type { PhraseWords } from './phrase-words.js';

/**
 * Loads the word lists of the result grammar, one JSON file per language.
 * @param directory where the files are; without it, those beside this module
 * @throws Error naming every problem where a list is unsound: a service must not start with it
 */
export function loadPhraseWords(directory: URL = new URL('./phrases/', import.meta.url)): PhraseWords {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const files = names.map((name): { name: string; content: unknown } => ({
    name,
    content: JSON.parse(readFileSync(new URL(name, directory), 'utf8')),
  }));
  const parsed = parsePhraseWords(files);
  if (parsed.kind === 'problems') throw new Error(`phrase word lists: ${parsed.problems.join('; ')}`);
  return parsed.words;
}
