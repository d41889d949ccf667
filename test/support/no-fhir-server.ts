import type { FhirReach } from '../../src/fhir/reach.js';

/** A client none of whose requests may have a FHIR server called. */
export const noFhirServer: FhirReach = {
  servers: { admit: () => ({ kind: 'refused', reason: 'not-listed' }) },
  open: () => {
    throw new Error('no server is admitted');
  },
  templates: {},
  deadlineMs: 1_000,
};
