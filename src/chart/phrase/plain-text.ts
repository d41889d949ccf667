/** Longest markup that is read, in UTF-16 units. */
const markupLimit = 262_144;

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['le', '≤'],
  ['ge', '≥'],
  ['ndash', '-'],
  ['mdash', '-'],
  ['minus', '-'],
  ['plusmn', '±'],
  ['auml', 'ä'],
  ['ouml', 'ö'],
  ['uuml', 'ü'],
  ['Auml', 'Ä'],
  ['Ouml', 'Ö'],
  ['Uuml', 'Ü'],
  ['szlig', 'ß'],
  ['eacute', 'é'],
  ['egrave', 'è'],
  ['agrave', 'à'],
  ['ccedil', 'ç'],
  ['oacute', 'ó'],
  ['iacute', 'í'],
  ['aacute', 'á'],
  ['uacute', 'ú'],
  ['ntilde', 'ñ'],
  ['atilde', 'ã'],
]);

/** Elements whose content is no text for a reader. */
const silent: ReadonlySet<string> = new Set(['script', 'style', 'head', 'title', 'template']);
/** Elements inside a line; every other tag ends one. */
const inline: ReadonlySet<string> = new Set([
  'a',
  'abbr',
  'b',
  'em',
  'font',
  'i',
  'mark',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'u',
  'wbr',
]);

function codePoint(name: string): string | undefined {
  const hex = name.charAt(1).toLowerCase() === 'x';
  const value = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  const valid = Number.isInteger(value) && value > 0 && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff);
  return valid ? String.fromCodePoint(value) : undefined;
}

/** The entity at `at` (an ampersand), decoded; an unknown one stays as written. */
function entityAt(html: string, at: number): { readonly text: string; readonly end: number } {
  let end = at + 1;
  while (end < at + 12 && /[#0-9A-Za-z]/.test(html.charAt(end))) end += 1;
  const name = html.slice(at + 1, end);
  const text = name.startsWith('#') ? codePoint(name) : entities.get(name);
  if (text === undefined) return { text: '&', end: at + 1 };
  return { text, end: html.charAt(end) === ';' ? end + 1 : end };
}

interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly end: number;
}

/** The tag or comment at `at` (a less-than sign); undefined where it is only a sign ("< 10 %"). */
function tagAt(html: string, at: number): Tag | undefined {
  if (html.startsWith('<!--', at)) {
    const end = html.indexOf('-->', at + 4);
    return { name: '!', closing: false, end: end < 0 ? html.length : end + 3 };
  }
  const closing = html.charAt(at + 1) === '/';
  let next = at + (closing ? 2 : 1);
  if (!/[A-Za-z!?]/.test(html.charAt(next))) return undefined;
  const from = next;
  while (next < from + 40 && /[A-Za-z0-9:!?]/.test(html.charAt(next))) next += 1;
  const end = html.indexOf('>', next);
  return { name: html.slice(from, next).toLowerCase(), closing, end: end < 0 ? html.length : end + 1 };
}

/** End of a silent element's content. */
function afterSilent(html: string, tag: Tag): number {
  const close = html.indexOf(`</${tag.name}`, tag.end);
  return close < 0 ? html.length : close;
}

/**
 * The text of simple HTML or XHTML: tags taken out (a block ends a line), entities decoded.
 * Reads at most 262,144 units; time linear; any string.
 */
export function plainText(html: string): string {
  const source = html.length > markupLimit ? html.slice(0, markupLimit) : html;
  const out: string[] = [];
  for (let at = 0; at < source.length; ) {
    const sign = source.charAt(at);
    const tag = sign === '<' ? tagAt(source, at) : undefined;
    if (tag !== undefined) {
      if (!inline.has(tag.name) && tag.name !== '!') out.push('\n');
      at = silent.has(tag.name) && !tag.closing ? afterSilent(source, tag) : tag.end;
    } else if (sign === '&') {
      const entity = entityAt(source, at);
      out.push(entity.text);
      at = entity.end;
    } else {
      let end = at + 1;
      while (end < source.length && source.charAt(end) !== '<' && source.charAt(end) !== '&') end += 1;
      out.push(source.slice(at, end));
      at = end;
    }
  }
  return out
    .join('')
    .replace(/[ \t\f\v]+/g, ' ')
    .trim();
}
