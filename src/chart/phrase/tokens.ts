/** One word, number or sign of a text. */
export interface Token {
  readonly kind: 'word' | 'number' | 'sign' | 'date';
  /** Lower case, full-width forms and diacritics folded; a number as written, with a decimal point. */
  readonly norm: string;
  readonly start: number;
  readonly end: number;
  /** White space, or the start of the text, comes before. */
  readonly gap: boolean;
  /** Line breaks before: 0, 1 or 2 (2 = an empty line). */
  readonly lines: number;
}

const folded: Readonly<Record<string, string>> = {
  '–': '-',
  '—': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '⁺': '+',
  '⁻': '-',
  '。': '.',
  '、': ',',
  '【': '(',
  '】': ')',
  '[': '(',
  ']': ')',
};

/** Code unit with full-width forms (U+FF01 to U+FF5E) folded to ASCII. */
const unitAt = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
};
const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
const isSpace = (unit: number): boolean =>
  unit <= 32 || unit === 0xa0 || unit === 0x3000 || unit === 0xfeff || (unit >= 0x2000 && unit <= 0x200d);
const isIdeograph = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;
const isLetter = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) ||
  (unit >= 65 && unit <= 90) ||
  (unit >= 0xc0 && unit <= 0x52f && unit !== 0xd7 && unit !== 0xf7);

/** End of the run of digits that starts at `at`. */
function digitsEnd(text: string, at: number): number {
  let end = at;
  while (isDigit(unitAt(text, end))) end += 1;
  return end;
}

/** Lower case, without diacritics; ASCII words take the short way. */
function fold(word: string): string {
  if (isIdeograph(word.charCodeAt(0))) return word;
  let plain = true;
  for (let at = 0; at < word.length && plain; at += 1) plain = word.charCodeAt(at) < 128;
  if (plain) return word.toLowerCase();
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss');
}

/** End of the word that starts at `at`: letters and digits, or one ideograph. "IHC2+" and "score2" end before their score. */
function wordEnd(text: string, at: number): number {
  if (isIdeograph(text.charCodeAt(at))) return at + 1;
  let end = at;
  let letters = 0;
  for (let unit = unitAt(text, end); isLetter(unit) || isDigit(unit); unit = unitAt(text, end)) {
    if (isDigit(unit) && letters === end - at && scorePrefix.has(text.slice(at, end).toLowerCase())) return end;
    if (end === at + 4 && isLetter(unit) && endsName(text, at)) return end;
    if (isLetter(unit)) letters += 1;
    end += 1;
    if (end - at > longestWord) break;
  }
  return end;
}
/** "HER2neg", "HER2low": the name ends before its verdict. "HER2neu" is one name. */
const endsName = (text: string, at: number): boolean =>
  text.slice(at, at + 4).toLowerCase() === 'her2' && text.slice(at + 4, at + 7).toLowerCase() !== 'neu';
const scorePrefix: ReadonlySet<string> = new Set(['ihc', 'score', 'fish']);
/** A longer run of letters is no word; it is cut so that folding and lookup stay cheap. */
const longestWord = 80;

/** A number, a date ("01.06.2026", "2/3/24"), or a word that starts with a digit ("4B5"). */
function numeral(text: string, at: number): { readonly kind: Token['kind']; readonly end: number } {
  let end = digitsEnd(text, at);
  if (isLetter(unitAt(text, end))) return { kind: 'word', end: wordEnd(text, at) };
  const separator = unitAt(text, end);
  const joins = separator === 46 || separator === 44 || separator === 45 || separator === 47;
  if (!joins || !isDigit(unitAt(text, end + 1))) return { kind: 'number', end };
  const second = digitsEnd(text, end + 1);
  if (unitAt(text, second) === separator && separator !== 44 && isDigit(unitAt(text, second + 1))) {
    return { kind: 'date', end: digitsEnd(text, second + 1) };
  }
  if (separator === 46 || separator === 44) end = second;
  return { kind: 'number', end };
}

/**
 * Splits a text into tokens; every position is visited once.
 * @param to end of what is read, exclusive
 * @param from where reading begins
 */
export function tokenize(text: string, to: number, from = 0): readonly Token[] {
  const tokens: Token[] = [];
  const stop = Math.min(text.length, to);
  let gap = true;
  let lines = 0;
  for (let at = from; at < stop; ) {
    const unit = unitAt(text, at);
    if (isSpace(unit)) {
      if (unit === 10) lines += 1;
      gap = true;
      at += 1;
      continue;
    }
    let kind: Token['kind'] = 'sign';
    let end = at + 1;
    if (isDigit(unit)) ({ kind, end } = numeral(text, at));
    else if (isLetter(unit) || isIdeograph(unit)) {
      kind = 'word';
      end = wordEnd(text, at);
    } else end = signEnd(text, at);
    end = Math.min(end, stop);
    tokens.push({
      kind,
      norm: unit < 128 && kind === 'sign' && end === at + 1 ? asciiSign(unit) : normOf(text.slice(at, end), kind),
      start: at,
      end,
      gap,
      lines,
    });
    gap = false;
    lines = 0;
    at = end;
  }
  return tokens;
}

/** End of a sign: four and more of one sign are one ("HER2 ..... 1+", a ruled line). */
function signEnd(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (text.charCodeAt(at + 1) !== unit || text.charCodeAt(at + 2) !== unit) return at + 1;
  let end = at + 3;
  while (text.charCodeAt(end) === unit) end += 1;
  return end > at + 3 ? end : at + 1;
}

/** The signs of ASCII, made once: a text may hold nothing else. */
const asciiSigns: readonly string[] = Array.from({ length: 128 }, (_, unit) => {
  const sign = String.fromCharCode(unit);
  return folded[sign] ?? sign;
});
const asciiSign = (unit: number): string => asciiSigns[unit] ?? '';

function normOf(raw: string, kind: Token['kind']): string {
  if (kind === 'word') return fold(raw);
  const first = raw.charAt(0);
  if (kind === 'sign') {
    if (raw.length > 1) return raw.slice(0, 4);
    const unit = unitAt(raw, 0);
    return folded[first] ?? (unit === raw.charCodeAt(0) ? first : String.fromCharCode(unit));
  }
  let digits = '';
  for (let at = 0; at < raw.length; at += 1) {
    const unit = unitAt(raw, at);
    digits += unit === 44 ? '.' : String.fromCharCode(unit);
  }
  return digits;
}
