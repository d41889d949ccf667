import { overrideCodes, overrideMeaning } from './cards/override-reasons.js';
import type { QuietDays } from './store/recall.js';
import type { Tenant } from './tenants.js';

/**
 * The quiet periods of a client. An override counts where its reason outlasts the moment ("not now" does not); a reason that is none of
 * ours says nothing about how long it lasts, and counts for nothing.
 */
export function quietDaysOf(suppression: Tenant['suppression']): QuietDays {
  const { shownRecentlyDays, overriddenDays, overriddenDaysByReason, acceptedDays } = suppression;
  return {
    shown: shownRecentlyDays,
    accepted: acceptedDays,
    overridden: (reason) => {
      const code = overrideCodes.find((each) => each === reason);
      if (code === undefined) return 0;
      return overriddenDaysByReason[code] ?? (overrideMeaning[code].lasting ? overriddenDays : 0);
    },
  };
}
