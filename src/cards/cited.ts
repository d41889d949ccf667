import type { Region } from '../clinical/assessment.js';

/** Source ids that sentences of the cards rest on; each exists in the knowledge's sources (checked by test). */
export const cited = {
  ascoCap2018: 'asco-cap-2018',
  ascoCap2023: 'asco-cap-2023',
  consensus: 'rakha-2026',
  cdsGuidance: 'fda-cds-2026',
  choice: 'design-choice',
} as const;

/** Where the label's warnings and the test requirement stand. */
export const labelOf: Readonly<Record<Region, string>> = {
  US: 'fda-enhertu-2026-05-15',
  EU: 'ema-enhertu-2025-04',
};

const shortNames: ReadonlyMap<string, string> = new Map([
  ['asco-cap-2018', 'ASCO/CAP'],
  ['asco-cap-2023', 'ASCO/CAP'],
  ['rakha-2026', 'Consensus (Rakha)'],
  ['fda-cds-2026', 'FDA CDS guidance'],
  ['design-choice', 'Herald rule'],
  ['ema-enhertu-2025-04', 'EMA label'],
]);

/** Name of a source that fits a card; a label approval by its regulator, anything else by its id. */
export function shortSourceName(id: string): string {
  return shortNames.get(id) ?? (id.startsWith('fda-enhertu-') ? 'FDA label' : id);
}
