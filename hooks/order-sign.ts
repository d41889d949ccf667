import { defineService } from '../src/cds/service.js';
import { focusOnOrders } from './order-focus.js';

/** Speaks when an order about to be signed does not fit the HER2 results or the safety facts on record. */
export const orderSign = defineService({
  hook: 'order-sign',
  title: 'HER2-low and HER2-ultralow breast cancer: order check',
  description:
    'Before an anti-HER2 drug, another systemic breast cancer drug or a HER2 test is signed: checks the order against the HER2 ' +
    'results and the safety facts on record.',
  focus: (input) => focusOnOrders('order-sign', input, undefined),
});
