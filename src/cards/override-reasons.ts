/** Where the override codes of Herald's cards are defined. */
export const overrideSystem = 'https://herald-cds.org/CodeSystem/override-reason';

/**
 * Category of CDS Hooks 3.0 (CodeSystem non-adherence-reason-codes, HL7 CDS work group, from the AHRQ CDSiC taxonomy of 2025)
 * and whether the reason outlasts the moment: a lasting one keeps the topic quiet for this patient.
 */
export interface OverrideMeaning {
  readonly category:
    | 'cds-not-applicable'
    | 'cds-suboptimal-context'
    | 'recipient-disagrees-evidence'
    | 'recipient-concerns-outcomes'
    | 'does-not-align-preferences'
    | 'not-convenient-feasible';
  readonly lasting: boolean;
}

export const overrideCodes = [
  'already-done',
  'not-this-patient',
  'disagree-with-result',
  'risk-outweighs',
  'patient-declines',
  'not-available',
  'not-now',
  'wrong-recipient',
] as const;
export type OverrideCode = (typeof overrideCodes)[number];

export const overrideMeaning: Readonly<Record<OverrideCode, OverrideMeaning>> = {
  'already-done': { category: 'cds-not-applicable', lasting: true },
  'not-this-patient': { category: 'cds-not-applicable', lasting: true },
  'disagree-with-result': { category: 'recipient-disagrees-evidence', lasting: true },
  'risk-outweighs': { category: 'recipient-concerns-outcomes', lasting: true },
  'patient-declines': { category: 'does-not-align-preferences', lasting: true },
  'not-available': { category: 'not-convenient-feasible', lasting: true },
  'not-now': { category: 'cds-suboptimal-context', lasting: false },
  'wrong-recipient': { category: 'cds-suboptimal-context', lasting: false },
};
