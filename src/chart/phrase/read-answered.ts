import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import { ownsScore } from './ownership.js';
import { readAmplified } from './read-ish.js';
import { type Reply, replyAfter, takeReply } from './read-reply.js';
import { readVerdict } from './read-verdict.js';
import { atomAt, type Reader } from './reader.js';
import { retract } from './retract.js';

type Verdict = 'positive' | 'negative' | 'amplified' | 'not-amplified';

/** A label of a form at its place, with its answer. */
export interface Label {
  readonly index: number;
  readonly atom: Atom;
  readonly reply: Reply;
  /** What the label says by itself; undefined for a score or category. */
  readonly verdict: Verdict | undefined;
}

type Read = (reader: Reader, index: number, atom: Atom) => void;

const opposite = { positive: 'negative', amplified: 'not-amplified' } as const;

const verdictOf: Readonly<Partial<Record<PhraseRole, Verdict>>> = {
  positive: 'positive',
  overexpression: 'positive',
  negative: 'negative',
  amplified: 'amplified',
  amplification: 'amplified',
  'not-amplified': 'not-amplified',
};

const categories: ReadonlySet<PhraseRole | undefined> = new Set<PhraseRole>(['low', 'ultralow', 'null', 'equivocal']);
const isValue = ({ kind, role }: Atom): boolean =>
  kind === 'score' || kind === 'score-range' || (role !== undefined && categories.has(role));

function say(reader: Reader, verdict: Verdict, index: number): void {
  if (verdict === 'amplified' || verdict === 'not-amplified') readAmplified(reader, index, verdict);
  else readVerdict(reader, verdict, index);
}

/** "HER2 positive: no" says negative. "Negative: no" may deny the verdict or repeat it: open, as any denied verdict. */
function readDenied(reader: Reader, verdict: Verdict, index: number): void {
  if (verdict === 'positive' || verdict === 'amplified') {
    say(reader, opposite[verdict], index);
    return;
  }
  reader.scope.negated = true;
  readVerdict(reader, 'negative', index);
}

function readWithReply(reader: Reader, verdict: Verdict, { index, atom, reply }: Label): void {
  const { scope } = reader;
  if (atom.role === 'overexpression' || atom.role === 'amplification') scope.noun = atom.role;
  if (reply.says === 'open') scope.uncertain = true;
  reader.labelSpan = reply.span;
  if (reply.says === 'no') readDenied(reader, verdict, index);
  else say(reader, verdict, index);
  reader.labelSpan = undefined;
  if (reply.says !== 'open') takeReply(reader, reply);
}

/** A score or category to which the form says "no" is denied; with a score in parentheses ("positive (3+): no") the verdict it explains. */
function readValueWithReply(reader: Reader, { index, atom, reply }: Label, read: Read): void {
  const { scope } = reader;
  if (reply.says === 'no') {
    scope.negated = true;
    const explains = atomAt(reader, index - 1)?.kind === 'open' && atomAt(reader, index + 1)?.kind === 'close';
    if (explains && ownsScore(reader)) retract(reader, 'negated');
  }
  reader.labelSpan = reply.span;
  read(reader, index, atom);
  reader.labelSpan = undefined;
  takeReply(reader, reply);
}

/**
 * A verdict, noun or value that a form asks for and answers: "HER2 amplified: no", "überexprimiert? nein", "3+: no".
 * @returns the label with its answer; undefined where there is none
 */
export function labelAt(reader: Reader, index: number, atom: Atom): Label | undefined {
  const verdict = atom.role === undefined ? undefined : verdictOf[atom.role];
  if (verdict === undefined && !isValue(atom)) return undefined;
  const reply = replyAfter(reader, index);
  if (reply === undefined || reader.scope.negated) return undefined;
  const isNoun = atom.role === 'overexpression' || atom.role === 'amplification';
  if (reply.says === 'open' && (isNoun || verdict === undefined)) return undefined;
  const repeats = reply.absence && reply.says !== 'open' && (verdict === 'negative' || verdict === 'not-amplified');
  const foreign = verdict === undefined && reader.scope.owner !== 'her2';
  return repeats || foreign ? undefined : { index, atom, reply, verdict };
}

/** Reads a label by its answer; `read` reads a score or category as such. */
export function readAnswered(reader: Reader, label: Label, read: Read): void {
  const { reply, verdict } = label;
  if (reply.next > reader.to && reply.says !== 'open') reader.scope.question = false;
  if (verdict === undefined) readValueWithReply(reader, label, read);
  else readWithReply(reader, verdict, label);
}
