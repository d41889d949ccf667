import { defineService } from '../src/cds/service.js';

/** Opening a chart concerns Herald always; whether something deserves to be said is decided later, on the record. */
export const patientView = defineService({
  hook: 'patient-view',
  title: 'HER2-low and HER2-ultralow breast cancer: chart review',
  description:
    'Reads the HER2 results on record and, for advanced breast cancer that is HER2-low or HER2-ultralow, suggests discussing ' +
    'Enhertu (fam-trastuzumab deruxtecan-nxki) eligibility, or completing the testing where that would decide.',
  focus: () => ({ kind: 'focus', focus: { hook: 'patient-view', orders: [] }, gaps: [] }),
});
