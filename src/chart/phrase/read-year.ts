import type { Atom } from './atoms.js';
import { atomAt, type Reader } from './reader.js';

/** A year at an end of a date ("12.05.2019", "2019-05"). */
const yearInDate = /^(19[5-9]\d|20\d\d)\D|\D(19[5-9]\d|20\d\d)$/;
const isYear = (value: number | undefined): value is number =>
  value !== undefined && Number.isInteger(value) && value >= 1950 && value < 2100;

/** The year that an atom writes: "2019", "05/2019", "12.05.2019". */
export function yearOf(reader: Reader, atom: Atom | undefined): number | undefined {
  if (atom?.kind === 'number' || atom?.kind === 'fraction') {
    const { number } = atom;
    if (isYear(number?.high)) return atom.kind === 'fraction' || number.low === number.high ? number.high : undefined;
    return undefined;
  }
  if (atom?.kind !== 'mark' || atom.end - atom.start > 10 || atom.end - atom.start < 6) return undefined;
  const found = yearInDate.exec(reader.text.slice(atom.start, atom.end));
  return found === null ? undefined : Number(found[1] ?? found[2]);
}

/** The year of the value at `index`: named after it ("2+ in 2019", "1+ (2024)"), else before it ("2019: 2+"). */
export function yearOfValue(reader: Reader, index: number): number | undefined {
  for (let at = index + 1; at <= index + 4; at += 1) {
    const atom = atomAt(reader, at);
    const year = at > index + 1 ? yearOf(reader, atom) : undefined;
    if (year !== undefined) return year;
    if (atom?.kind !== 'open' && atom?.kind !== 'close' && atom?.role !== 'in' && atom?.role !== 'connective') break;
  }
  return reader.scope.year;
}
