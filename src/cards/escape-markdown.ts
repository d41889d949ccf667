/** Control, bidirectional and zero-width characters: they can hide or reorder what a reader sees. */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
/** Most words of a record: printable ASCII with single blanks, of which nothing is to be cleaned. */
const plain = /^[!-~]+(?: [!-~]+)*$/;
/** What `escapeMarkdown` changes. */
const harmful = /[<>@\\`*_[\]#|~!&{}]|:\/\/|www\./i;
const punctuation = /[\\`*_[\]#|~!&{}]/g;

/** Words of the record for plain text (a summary): invisible characters out, blanks folded, at most `length` characters. */
export function plainWords(words: string, length: number): string {
  if (words.length <= length && plain.test(words)) return words;
  const clean = words.replace(invisible, ' ').replace(/\s+/gu, ' ').trim();
  const letters = Array.from(clean);
  return letters.length <= length
    ? clean
    : `${letters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}

/**
 * Words of the record for the GFM of a card: they can open no markup, tag, link or mail address in any renderer.
 * Angle brackets become single guillemets, since a renderer of HTML would not see a backslash.
 * @param length most characters of the record shown, before escaping
 */
export function escapeMarkdown(words: string, length = 60): string {
  const clean = plainWords(words, length);
  if (!harmful.test(clean)) return clean;
  return clean
    .replace(/</g, '‹')
    .replace(/>/g, '›')
    .replace(/:\/\//g, ': //')
    .replace(/www\./gi, 'www .')
    .replace(/@/g, '(at)')
    .replace(punctuation, (mark) => `\\${mark}`);
}
