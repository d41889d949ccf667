import { asFields, type Fields } from '../../chart/fields.js';
import type { Evidence } from '../../clinical/facts/evidence.js';

/** The place of a fact in the record: the text around the quoted words, or the element that holds the value. */
export interface SourceText {
  readonly before: string;
  readonly quoted: string;
  readonly after: string;
}

/** Characters of the text shown on either side of the quoted words. */
const around = 600;

/** The element that a path such as `component[0].valueQuantity` names; undefined where there is none. */
export function elementAt(resource: Fields, path: string): unknown {
  let value: unknown = resource;
  for (const step of path.split(/[.[\]]+/).filter((each) => each !== '')) {
    value = Array.isArray(value) && /^\d+$/.test(step) ? value[Number(step)] : asFields(value)?.[step];
  }
  return value;
}

/** Base64 text of an attachment, as UTF-8; undefined where it is none. */
function decoded(text: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(text.replace(/\s+/g, '')), (each) => each.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Where in `text` the quoted words stand: at the span noted while reading, else where they are found. */
function placeOf(text: string, { verbatim, span }: Evidence): number {
  if (span !== undefined && text.slice(span.start, span.end) === verbatim) return span.start;
  return text.indexOf(verbatim);
}

function cut(text: string, start: number, length: number): SourceText {
  const from = Math.max(0, start - around);
  const to = Math.min(text.length, start + length + around);
  return {
    before: `${from > 0 ? '… ' : ''}${text.slice(from, start)}`,
    quoted: text.slice(start, start + length),
    after: `${text.slice(start + length, to)}${to < text.length ? ' …' : ''}`,
  };
}

/** The verbatim words of a fact inside the text they come from; the words alone where that text is not to be found. */
export function sourceText(resource: Fields | undefined, evidence: Evidence): SourceText {
  const element = resource === undefined ? undefined : elementAt(resource, evidence.path);
  const written = typeof element === 'string' ? element : JSON.stringify(element, undefined, 2);
  const texts = [written, typeof element === 'string' ? decoded(element) : undefined];
  for (const text of texts) {
    const at = text === undefined ? -1 : placeOf(text, evidence);
    if (text !== undefined && at >= 0) return cut(text, at, evidence.verbatim.length);
  }
  return { before: '', quoted: evidence.verbatim, after: '' };
}
