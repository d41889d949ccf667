import type { PhraseRole } from '../../knowledge/phrase-words.js';
import type { Atom } from './atoms.js';
import { type Place, readPlace } from './read-scope.js';
import { atomAt, blocked, type Reader } from './reader.js';

/** Words that name a side or site. */
const places: Readonly<Partial<Record<PhraseRole, Place>>> = {
  left: { side: 'left' },
  right: { side: 'right' },
  primary: { site: 'primary' },
  metastasis: { site: 'metastasis' },
  organ: { site: 'metastasis' },
};
const placeOf = (atom: Atom | undefined): Place | undefined =>
  atom?.role === undefined ? undefined : places[atom.role];

/** A side or site stands here: what follows is of that tissue. */
export function readSite(reader: Reader, index: number): void {
  const place = placeOf(atomAt(reader, index));
  if (place === undefined) return;
  reader.scope.placed = true;
  if (place.site === 'metastasis' && !reader.scope.negated) reader.invasive = true;
  readPlace(reader, place);
}

/** An organ before a value says nothing by itself ("CT of the liver"). */
export function readOrgan(reader: Reader): void {
  if (!reader.scope.placedAfter) blocked(reader.scope);
}

/** Words that may stand between a value and the site it is said of. */
const between: ReadonlySet<PhraseRole> = new Set<PhraseRole>([
  'in',
  'by',
  'connective',
  'positive',
  'negative',
  'equivocal',
  'invasive',
]);

/** Does nothing follow that the site could head ("1+, right 3+")? */
function endsAt(reader: Reader, index: number): boolean {
  let at = index;
  while (atomAt(reader, at)?.role === 'connective') at += 1;
  const atom = atomAt(reader, at);
  return (
    atom === undefined || atom.kind === 'close' || atom.kind === 'open' || atom.kind === 'comma' || atom.role === 'and'
  );
}

/** The side or site named after the value at `index`: "3+ (left)", "2+ in the liver", "1+, right". */
function placeAfter(reader: Reader, index: number): Place | undefined {
  let tied = false;
  for (let at = index + 1; at <= index + 6; at += 1) {
    const atom = atomAt(reader, at);
    const place = placeOf(atom);
    if (atom === undefined) return undefined;
    if (place !== undefined) {
      // A place named before the values heads them ("left 1+, right 3+").
      const heads = !tied && reader.scope.placed && !reader.scope.placedAfter;
      return heads || !endsAt(reader, at + 1) ? undefined : place;
    }
    if (atom.kind === 'open' || atom.role === 'in') tied = true;
    const passes = atom.kind === 'open' || atom.kind === 'close' || atom.kind === 'comma';
    if (!passes && (atom.role === undefined || !between.has(atom.role))) return undefined;
  }
  return undefined;
}

/** Takes the tissue that a value names after itself as the tissue in hand. */
export function takePlaceAfter(reader: Reader, index: number): void {
  const place = placeAfter(reader, index);
  if (place === undefined) return;
  reader.scope.placedAfter = true;
  readPlace(reader, place);
}

/** "0 (right)", "1 (left)": a bare digit with its side, in a list of scores. */
export function hasSide(reader: Reader, index: number): boolean {
  const side = placeOf(atomAt(reader, index + 2));
  return reader.scope.placedAfter && atomAt(reader, index + 1)?.kind === 'open' && side !== undefined;
}
