import { conceptAt, type Fields, objectsAt, textAt } from '../chart/fields.js';

/** Epic's code for "this search has no results", sent as a warning inside an empty searchset (fhir.epic.com, error codes). */
const epicNoResults = '4101';

/** What an OperationOutcome means for the search that it came with. */
export type OutcomeMeaning = 'failed' | 'incomplete' | 'harmless';

function meaningOfIssue(issue: Fields): OutcomeMeaning {
  const severity = textAt(issue, 'severity');
  if (severity === 'information') return 'harmless';
  const codes = conceptAt(issue, 'details')?.codings.map((coding) => coding.code) ?? [];
  if (severity === 'warning') return codes.includes(epicNoResults) ? 'harmless' : 'incomplete';
  return 'failed';
}

/** The worst that the issues of an OperationOutcome say; one without issues counts as failed. */
export function meaningOfOutcome(outcome: Fields): OutcomeMeaning {
  const issues = objectsAt(outcome, 'issue').map(meaningOfIssue);
  if (issues.length === 0 || issues.includes('failed')) return 'failed';
  return issues.includes('incomplete') ? 'incomplete' : 'harmless';
}
