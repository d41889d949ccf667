import type { HookName } from '../clinical/advice/focus.js';
import type { Knowledge } from '../knowledge/schema.js';
import { requiredKeys } from './prefetch-keys.js';
import { type PrefetchTemplates, prefetchTemplates } from './prefetch-templates.js';
import type { Service } from './service.js';

/** Version of CDS Hooks that is answered: 2.0.1, the published one; `version` itself comes from 3.0 and is ignored by older clients. */
const cdsHooksVersion = '2.0.1';
/** Version of each hook as the hook library's tables state it (HL7 cds-hooks-library 1.0.1). */
const hookVersions: Readonly<Record<HookName, string>> = {
  'patient-view': '1.0',
  'order-select': '1.0',
  'order-sign': '1.0',
};

export interface DiscoveredService {
  readonly hook: HookName;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly hookVersion: string;
  readonly usageRequirements: string;
  readonly prefetch: PrefetchTemplates;
}

const usageRequirements =
  `Prefetch keys ${requiredKeys.join(' and ')} are required (412 without them); every other key is used when it comes and named as ` +
  'missing when it does not. An empty Bundle says that there are no data; a key left out says nothing.';

/** The answer of `GET /cds-services`. */
export function discover(
  services: readonly Service[],
  knowledge: Knowledge,
): { readonly services: readonly DiscoveredService[] } {
  const prefetch = prefetchTemplates(knowledge);
  return {
    services: services.map(({ id, hook, title, description }) => ({
      hook,
      id,
      title,
      description,
      version: cdsHooksVersion,
      hookVersion: hookVersions[hook],
      usageRequirements,
      prefetch,
    })),
  };
}
