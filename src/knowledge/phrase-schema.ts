import { z } from 'zod';
import { type PhraseLanguage, type PhraseRole, type PhraseWords, phraseRoles } from './phrase-words.js';

const entry = z
  .string()
  .min(1)
  .max(60)
  .refine((text) => text === text.trim(), 'white space at an end');

const language = z.strictObject({
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z]+)?$/),
  endings: z.array(z.string().regex(/^[a-z]{1,3}$/)),
  words: z.partialRecord(z.enum(phraseRoles), z.array(entry).min(1)),
});

/** The reader compares words without case and diacritics; so does the search for double meanings. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss');

function listsOf(parsed: z.infer<typeof language>): PhraseLanguage {
  const words: Partial<Record<PhraseRole, readonly string[]>> = {};
  for (const role of phraseRoles) {
    const entries = parsed.words[role];
    if (entries !== undefined) words[role] = entries;
  }
  return { language: parsed.language, endings: parsed.endings, words };
}

/** Words with two meanings, in one language or between two: a result in either would be read by chance. */
function doubleMeanings(languages: readonly PhraseLanguage[]): readonly string[] {
  const known = new Map<string, { readonly role: PhraseRole; readonly language: string }>();
  const problems: string[] = [];
  for (const { language: tag, words } of languages) {
    for (const role of phraseRoles) {
      for (const word of words[role] ?? []) {
        const before = known.get(folded(word));
        if (before === undefined) known.set(folded(word), { role, language: tag });
        else if (before.role !== role) {
          problems.push(`${tag}: "${word}" means ${role} here and ${before.role} in ${before.language}`);
        }
      }
    }
  }
  return problems;
}

export type ParsedPhraseWords =
  | { readonly kind: 'words'; readonly words: PhraseWords }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/**
 * Checks the word lists of the result grammar.
 * @param files name and parsed JSON of each language's file
 * @returns the lists, or every problem with the file and the place that is wrong
 */
export function parsePhraseWords(
  files: readonly { readonly name: string; readonly content: unknown }[],
): ParsedPhraseWords {
  const languages: PhraseLanguage[] = [];
  const problems: string[] = [];
  for (const { name, content } of files) {
    const parsed = language.safeParse(content);
    if (parsed.success) languages.push(listsOf(parsed.data));
    else for (const issue of parsed.error.issues) problems.push(`${name} ${issue.path.join('.')}: ${issue.message}`);
  }
  problems.push(...doubleMeanings(languages));
  return problems.length > 0 ? { kind: 'problems', problems } : { kind: 'words', words: { languages } };
}
