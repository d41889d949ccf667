import { type Cell, categoryTable, type IhcState, type IshState } from './category-table.js';
import type { AscoCapStatus, Her2Category } from './vocabulary.js';

/** The status that every reading shares; negative with and without comment are both negative. */
export function sharedStatus(cells: readonly Cell[]): AscoCapStatus {
  const statuses = new Set(cells.map((cell) => cell.status));
  const [only] = statuses;
  if (statuses.size === 1 && only !== undefined) return only;
  return [...statuses].every((status) => status === 'negative' || status === 'negative-with-comment')
    ? 'negative'
    : 'indeterminate';
}

/** The category that every reading settles alike; undefined where they differ or one leaves it open. */
function sharedCategory(cells: readonly Cell[]): Her2Category | undefined {
  const [first] = cells;
  if (first === undefined) return undefined;
  return cells.every((cell) => cell.reason === undefined && cell.category === first.category)
    ? first.category
    : undefined;
}

/** The cells of every combination. */
export function cellsOf(ihc: readonly IhcState[], ish: readonly IshState[]): readonly Cell[] {
  return ihc.flatMap((row) => ish.map((column) => categoryTable[row][column]));
}

/** One cell where all readings settle alike. */
export function settledCell(cells: readonly Cell[]): Cell | undefined {
  const category = sharedCategory(cells);
  if (category === undefined) return undefined;
  const discordant = cells.every((cell) => cell.discordant === true);
  return { category, status: sharedStatus(cells), ...(discordant ? { discordant: true as const } : {}) };
}

/** IHC states whose own gap comes first: the first missing item on the way from IHC to ISH. */
const scoreMissing: ReadonlySet<IhcState> = new Set<IhcState>([
  '0, staining not reported',
  '0+',
  'negative, no score',
  'present, no score',
  'ambiguous notation',
  'described, no score',
  'indeterminate',
]);

/** One IHC state with an ISH that allows several states. */
export function cellOfOneIhc(ihc: IhcState, ish: readonly IshState[]): Cell {
  const cells = cellsOf([ihc], ish);
  const settled = settledCell(cells);
  if (settled !== undefined) return settled;
  const [first] = cells;
  if (cells.length === 1 && first !== undefined) return first;
  const reason = categoryTable[ihc]['not done'].reason;
  const status = sharedStatus(cells);
  if (scoreMissing.has(ihc) && reason !== undefined) return { category: 'indeterminate', status, reason };
  return ihc === '2+'
    ? { category: 'equivocal', status: 'equivocal', reason: 'ISH_INCOMPLETE' }
    : { category: 'indeterminate', status: 'indeterminate', reason: 'ISH_INCOMPLETE' };
}

/** Several IHC states: does a plain ISH, whichever way it comes out, give one category to all of them? */
export function ishWouldSettle(ihc: readonly IhcState[]): boolean {
  return (['amplified', 'not amplified'] as const).every(
    (result) => sharedCategory(cellsOf(ihc, [result])) !== undefined,
  );
}
