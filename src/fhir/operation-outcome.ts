import { type Fields, objectsAt, textAt } from '../chart/fields.js';
import { saysNoResults } from './quirks/epic-empty-search.js';

/** What an OperationOutcome means for the search that it came with. */
export type OutcomeMeaning = 'failed' | 'incomplete' | 'harmless';

function meaningOfIssue(issue: Fields): OutcomeMeaning {
  const severity = textAt(issue, 'severity');
  if (severity === 'information') return 'harmless';
  if (severity === 'warning') return saysNoResults(issue) ? 'harmless' : 'incomplete';
  return 'failed';
}

/** The worst that the issues of an OperationOutcome say; one without issues counts as failed. */
export function meaningOfOutcome(outcome: Fields): OutcomeMeaning {
  const issues = objectsAt(outcome, 'issue').map(meaningOfIssue);
  if (issues.length === 0 || issues.includes('failed')) return 'failed';
  return issues.includes('incomplete') ? 'incomplete' : 'harmless';
}
