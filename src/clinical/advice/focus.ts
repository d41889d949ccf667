import type { Evidence } from '../facts/evidence.js';
import type { Order } from '../facts/order.js';

export const hookNames = ['patient-view', 'order-select', 'order-sign'] as const;
export type HookName = (typeof hookNames)[number];

const subjects: Readonly<Record<HookName, 'chart' | 'orders'>> = {
  'patient-view': 'chart',
  'order-select': 'orders',
  'order-sign': 'orders',
};

/** Does the hook ask about a chart that is opened, rather than about orders that are written? */
export function isAboutChart(hook: HookName): boolean {
  return subjects[hook] === 'chart';
}

/** What of the request concerns Herald: the hook and, for order hooks, the orders it recognises. */
export interface Focus {
  readonly hook: HookName;
  /** Recognised orders, selected or not; empty for patient-view. */
  readonly orders: readonly Order[];
  /** A selected order states that it is for another malignancy. */
  readonly otherMalignancyOrder?: Evidence;
}
