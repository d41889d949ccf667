import type { Focused, FocusInput } from '../src/cds/service.js';
import { readOrders } from '../src/chart/orders.js';
import type { HookName } from '../src/clinical/advice/focus.js';

/**
 * Focus of an order hook: the orders that Herald recognises. Silent where none of the selected (order-select) or signed (order-sign)
 * ones concerns it. `selections` absent: every order of the request counts.
 */
export function focusOnOrders(hook: HookName, input: FocusInput, selections: readonly string[] | undefined): Focused {
  const { orders, otherMalignancyOrder, gaps } = readOrders(input.request.draftOrders, {
    records: input.records,
    knowledge: input.knowledge,
    ...(selections === undefined ? {} : { selections }),
  });
  if (!orders.some((order) => order.selected)) {
    return {
      kind: 'silent',
      silence: otherMalignancyOrder === undefined ? 'NO_RELEVANT_ORDER' : 'OTHER_MALIGNANCY',
      gaps,
    };
  }
  return {
    kind: 'focus',
    gaps,
    focus: { hook, orders, ...(otherMalignancyOrder === undefined ? {} : { otherMalignancyOrder }) },
  };
}
