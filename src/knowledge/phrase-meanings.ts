import type { KnowledgeProblem } from './knowledge-error.js';
import { type PhraseLanguage, phraseRoles } from './phrase-words.js';

/** The reader compares words without case and diacritics; so does the search for double meanings. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss');

/**
 * Words with two meanings, in one language or between two. All languages are read at once, so such a word would be read by
 * chance: the lists are refused until one meaning gives way.
 */
export function doubleMeanings(
  files: readonly { readonly path: string; readonly content: PhraseLanguage }[],
): readonly KnowledgeProblem[] {
  const known = new Map<string, { readonly role: string; readonly file: string }>();
  const problems: KnowledgeProblem[] = [];
  for (const { path: file, content } of files) {
    for (const role of phraseRoles) {
      for (const word of content.words[role] ?? []) {
        const before = known.get(folded(word));
        if (before === undefined) known.set(folded(word), { role, file });
        else if (before.role !== role) {
          const message = `"${word}" means ${role} here and ${before.role} in ${before.file}`;
          problems.push({ file, path: `words.${role}`, message });
        }
      }
    }
  }
  return problems;
}
