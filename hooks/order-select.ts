import { defineService } from '../src/cds/service.js';
import { focusOnOrders } from './order-focus.js';

/** Speaks when a selected order is a systemic breast cancer drug, an anti-HER2 drug or a HER2 test. */
export const orderSelect = defineService({
  hook: 'order-select',
  title: 'HER2-low and HER2-ultralow breast cancer: while ordering',
  description:
    'When a systemic breast cancer drug, an anti-HER2 drug or a HER2 test is selected: reads the HER2 results on record and says ' +
    'what they mean for the order, for Enhertu (fam-trastuzumab deruxtecan-nxki) eligibility, or for the testing.',
  focus: (input) => focusOnOrders('order-select', input, input.request.selections ?? []),
});
