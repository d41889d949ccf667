import { conceptAt, conceptsAt, type Fields, wordsOf } from '../fields.js';

const pathologyWords =
  /patholog|histolog|zytolog|cytolog|immunohisto|immunhisto|biops|surgical|tumou?r marker|in situ hybridi|\bish\b|\bfish\b|her-?2/;
const pathologyCodes: ReadonlySet<string> = new Set([
  'PAT',
  'SP',
  'LAB',
  'CP',
  'CG',
  'GE',
  '60567-5',
  '60568-3',
  '22637-3',
  '11526-1',
  '11529-5',
  '22634-0',
]);

/** Pathology and laboratory reports, by category or code, and those with neither: others mention HER2 as history, not as a result of their own. */
export function isPathologyReport(resource: Fields): boolean {
  const concepts = [...conceptsAt(resource, 'category'), conceptAt(resource, 'code')].filter(
    (each) => each !== undefined,
  );
  const codes = concepts.flatMap((concept) => concept.codings.flatMap(({ code }) => code ?? []));
  const words = concepts
    .map((concept) => wordsOf(concept) ?? '')
    .join(' ')
    .toLowerCase();
  return concepts.length === 0 || codes.some((code) => pathologyCodes.has(code)) || pathologyWords.test(words);
}
