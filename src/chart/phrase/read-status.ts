import type { PhraseRole } from '../../knowledge/phrase-words.js';
import { her2Next } from './ownership.js';
import type { StatusFinding } from './phrase.js';
import { answered, atomAt, emit, type Reader, spanOf } from './reader.js';

const ishRoles: ReadonlySet<PhraseRole> = new Set<PhraseRole>(['ish', 'fish', 'cish', 'dish', 'sish', 'amplification']);

/** The test that a state is said of: the one named next ("awaiting FISH"), else the one named before. */
function testOf(reader: Reader, index: number): StatusFinding['test'] {
  for (let at = index + 1; at <= index + 5; at += 1) {
    const atom = atomAt(reader, at);
    if (atom?.role === undefined || atom.role === 'and') break;
    if (ishRoles.has(atom.role)) return 'ish';
    if (atom.role === 'ihc') return 'ihc';
  }
  return reader.scope.method ?? 'overall';
}

/** Pending, not performed, insufficient, failed. */
export function readStatus(reader: Reader, index: number, status: StatusFinding['status']): void {
  const { scope } = reader;
  const atom = atomAt(reader, index);
  if (atom === undefined || scope.owner === 'other') return;
  const test = testOf(reader, index);
  const named = scope.owner === 'her2' || her2Next(reader, index);
  const near = scope.blocked === 0 || (reader.test !== 'report' && status === 'insufficient');
  if (!named || !(near || her2Next(reader, index)) || (scope.carried && test !== 'ish')) return;
  scope.negated = false;
  emit(reader, { kind: 'status', status, test }, { span: spanOf(atom) });
  answered(scope);
}
