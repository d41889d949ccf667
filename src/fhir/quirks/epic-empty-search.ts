import { conceptAt, type Fields, textAt } from '../../chart/fields.js';
import type { Quirk } from './quirk.js';

/** Epic's code for "this search has no results" (fhir.epic.com, error codes). */
const noResults = '4101';

/** True for the issue by which Epic says, inside an empty searchset, that there are no results: a statement, not a failure. */
export function saysNoResults(issue: Fields): boolean {
  const codes = conceptAt(issue, 'details')?.codings.map((coding) => coding.code) ?? [];
  return textAt(issue, 'severity') === 'warning' && codes.includes(noResults);
}

export const epicEmptySearch: Quirk = {
  name: 'epic-empty-search',
  client: 'Epic',
  deviation: 'An empty search is a searchset whose only entry is an OperationOutcome (warning 4101).',
  source: 'fhir.epic.com, CDS Hooks and error codes',
  readBy: 'src/fhir/quirks/epic-empty-search.ts',
};
