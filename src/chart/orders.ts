import type { PendingTest } from '../clinical/advice/pending-test.js';
import type { Evidence, Gap } from '../clinical/facts/evidence.js';
import type { Order } from '../clinical/facts/order.js';
import type { Knowledge } from '../knowledge/schema.js';
import type { Records } from './records.js';

export interface OrderOptions {
  /** order-select: the ids selected, in any form; absent for order-sign, where every order counts as selected. */
  readonly selections?: readonly string[];
  readonly records: Records;
  readonly knowledge: Knowledge;
}

export interface OrdersRead {
  readonly orders: readonly Order[];
  readonly otherMalignancyOrder?: Evidence;
  readonly gaps: readonly Gap[];
}

/** Reads the draft orders of a request. */
export function readOrders(_draftOrders: unknown, _options: OrderOptions): OrdersRead {
  return { orders: [], gaps: [] };
}

/** HER2 tests that the record says are requested and not reported. */
export function readPendingTests(_records: Records, _knowledge: Knowledge): readonly PendingTest[] {
  return [];
}
