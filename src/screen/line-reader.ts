import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { SourceFile } from './source-files.js';

/** Longest line, in bytes; longer ones are skipped without being held. A file that is one Bundle may be as long. */
const longestLine = 64 * 1024 * 1024;
const chunkBytes = 1024 * 1024;
const newline = 0x0a;
const byteOrderMark = 0xfeff;

/** A part of a file: the lines that begin in `[start, end)`. Compressed files and Bundles are read whole. */
export interface Piece {
  readonly file: number;
  readonly start: number;
  readonly end: number;
}

/** Called for each line, blank ones included; `text` is undefined where the line is too long. */
export type OnLine = (text: string | undefined, line: number) => void;

/** What became of a piece. */
export interface PieceRead {
  readonly lines: number;
  /** The file could not be read to its end. */
  readonly broken: boolean;
}

/** Cuts chunks into lines. Holds at most one chunk and the beginning of one line. */
class LineCutter {
  lines = 0;
  private parts: Buffer[] = [];
  private held = 0;
  /** Bytes of the file up to the end of the last finished line. */
  private position: number;
  private skipping: boolean;

  constructor(
    private readonly piece: Piece,
    private readonly whole: boolean,
    private readonly on: OnLine,
  ) {
    this.skipping = piece.start > 0;
    this.position = this.skipping ? piece.start - 1 : 0;
  }

  /** Takes a chunk; false once every line of the piece was seen. */
  take(chunk: Buffer): boolean {
    let from = 0;
    if (!this.whole) {
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
        if (!this.finish(chunk.subarray(from, at), 1)) return false;
        from = at + 1;
      }
    }
    const rest = chunk.subarray(from);
    this.held += rest.length;
    if (this.held <= longestLine) this.parts.push(rest);
    else this.parts = [];
    return true;
  }

  /** The end of the file ends its last line. */
  end(): void {
    if (this.held > 0) this.finish(Buffer.alloc(0), 0);
  }

  private finish(last: Buffer, newlines: 0 | 1): boolean {
    if (!this.skipping && this.position >= this.piece.end) return false;
    const length = this.held + last.length;
    if (!this.skipping) this.emit(last, length);
    this.skipping = false;
    this.parts = [];
    this.held = 0;
    this.position += length + newlines;
    return true;
  }

  private emit(last: Buffer, length: number): void {
    this.lines += 1;
    if (length > longestLine) {
      this.on(undefined, this.lines);
      return;
    }
    const bytes = this.parts.length === 0 ? last : Buffer.concat([...this.parts, last]);
    const text = bytes.toString('utf8');
    this.on(text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text, this.lines);
  }
}

/** An end that was asked for, not an error. */
class Enough extends Error {}

async function feed(chunks: AsyncIterable<Buffer>, cutter: LineCutter): Promise<void> {
  for await (const chunk of chunks) if (!cutter.take(chunk)) throw new Enough();
  cutter.end();
}

/**
 * Reads the lines of a piece one after another; never holds more than a chunk and one line.
 * @returns how many lines began in the piece, and whether the file broke off (damaged compression, unreadable); never throws for either
 */
export async function readPiece(
  piece: Piece,
  file: SourceFile & { readonly path: string },
  on: OnLine,
): Promise<PieceRead> {
  const cutter = new LineCutter(piece, file.format === 'bundle', on);
  const bytes = createReadStream(file.path, { start: Math.max(0, piece.start - 1), highWaterMark: chunkBytes });
  const into = (chunks: AsyncIterable<Buffer>): Promise<void> => feed(chunks, cutter);
  try {
    if (file.compressed) await pipeline(bytes, createGunzip({ chunkSize: chunkBytes }), into);
    else await pipeline(bytes, into);
  } catch (error) {
    if (!(error instanceof Enough)) {
      cutter.end();
      return { lines: cutter.lines, broken: true };
    }
  }
  return { lines: cutter.lines, broken: false };
}
