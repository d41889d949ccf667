import type { Records } from '../chart/records.js';
import type { Focus, HookName } from '../clinical/advice/focus.js';
import type { Silence } from '../clinical/advice/silence.js';
import type { Gap } from '../clinical/facts/evidence.js';
import type { Knowledge } from '../knowledge/schema.js';
import type { HookRequest } from './request.js';

/** What a hook looks at to decide whether the request concerns it: the request, and what came with it. */
export interface FocusInput {
  readonly request: HookRequest;
  readonly records: Records;
  readonly knowledge: Knowledge;
}

/** What of the request concerns Herald, or why nothing does. */
export type Focused = {
  /** What of the draft orders was not understood, e.g. a drug that is only a reference nobody resolved. */
  readonly gaps: readonly Gap[];
} & ({ readonly kind: 'focus'; readonly focus: Focus } | { readonly kind: 'silent'; readonly silence: Silence });

/** One CDS service: a hook, how discovery describes it, and what of a request concerns it. */
export interface Service {
  readonly id: `her2-${HookName}`;
  readonly hook: HookName;
  readonly title: string;
  readonly description: string;
  readonly focus: (input: FocusInput) => Focused;
}

/** Defines a service; the id is the hook's, since some clients keep services by address and would lose a shared one. */
export function defineService(definition: Omit<Service, 'id'>): Service {
  return Object.freeze({ ...definition, id: `her2-${definition.hook}` });
}
