import type { Standing } from '../../clinical/facts/her2.js';
import { type Fields, textAt } from '../fields.js';

const standings = new Map<string, Standing>([
  ['final', 'final'],
  ['amended', 'final'],
  ['corrected', 'final'],
  ['appended', 'final'],
  ['preliminary', 'preliminary'],
  ['partial', 'preliminary'],
  ['registered', 'registered'],
  ['entered-in-error', 'withdrawn'],
  ['cancelled', 'withdrawn'],
]);

/** FHIR R4 Observation or DiagnosticReport status, folded to what the rules tell apart; anything else is unknown. */
export function standingOf(resource: Fields): Standing {
  return standings.get(textAt(resource, 'status') ?? '') ?? 'unknown';
}
