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

/** Sources with one short name in common. */
export type SourceName = 'asco-cap' | 'consensus' | 'cds-guidance' | 'own-rule' | 'ema-label' | 'fda-label';

const nameOf: ReadonlyMap<string, SourceName> = new Map([
  ['asco-cap-2018', 'asco-cap'],
  ['asco-cap-2023', 'asco-cap'],
  ['rakha-2026', 'consensus'],
  ['fda-cds-2026', 'cds-guidance'],
  ['design-choice', 'own-rule'],
  ['ema-enhertu-2025-04', 'ema-label'],
]);

/** Name of a source that fits a card; a label approval by its regulator, anything else by its id. */
export function shortSourceName(id: string, names: Readonly<Record<SourceName, string>>): string {
  const name = nameOf.get(id) ?? (id.startsWith('fda-enhertu-') ? 'fda-label' : undefined);
  return name === undefined ? id : names[name];
}
