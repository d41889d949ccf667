import { type Fields, textAt } from '../fields.js';
import { plainText } from '../phrase/plain-text.js';
import { phraseLimit } from '../phrase/read-phrase.js';

/** The text of an attachment, or why it was not read. */
export type AttachmentText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unread'; readonly problem: 'ATTACHMENT_NOT_READ' | 'TEXT_TOO_LONG' };

const notRead: AttachmentText = { kind: 'unread', problem: 'ATTACHMENT_NOT_READ' };

/** Longest base64 that is decoded: a little more than the longest text that is read, in three-byte characters. */
const longestData = phraseLimit * 4;

/** Bytes of base64 (line breaks and the URL alphabet allowed); undefined where it is none. */
function bytesOf(data: string): Uint8Array | undefined {
  const plain = data.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '');
  if (plain.length % 4 === 1 || !/^[A-Za-z0-9+/]*$/.test(plain)) return undefined;
  return Uint8Array.from(atob(plain), (char) => char.charCodeAt(0));
}

/** Text of bytes: UTF-8 where it is valid, else the Latin alphabet of older laboratory systems. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/**
 * Reads an Attachment with inline text: text/plain, or simple HTML without its markup. PDF, RTF, images and links are not read.
 * @returns the text, or the gap to show; never throws
 */
export function attachmentText(attachment: Fields): AttachmentText {
  const type = (textAt(attachment, 'contentType') ?? '').toLowerCase().split(';')[0]?.trim();
  const data = textAt(attachment, 'data');
  const markup = type === 'text/html' || type === 'application/xhtml+xml';
  if ((type !== 'text/plain' && !markup) || data === undefined) return notRead;
  if (data.length > longestData) return { kind: 'unread', problem: 'TEXT_TOO_LONG' };
  const bytes = bytesOf(data);
  if (bytes === undefined) return notRead;
  const text = decoded(bytes);
  return { kind: 'text', text: markup ? plainText(text) : text };
}
