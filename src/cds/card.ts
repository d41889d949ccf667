import { z } from 'zod';

/**
 * The card of CDS Hooks 2.0.1 in the subset that Herald sends: portable to clients that take one action per suggestion,
 * `selectionBehavior` "any" and static topics, and checked before it leaves (cds-hooks.hl7.org/2.0, "CDS Service Response").
 */
const indicators = ['info', 'warning'] as const;
/** `critical` is left out on purpose: nothing that Herald says interrupts. */
type Indicator = (typeof indicators)[number];

export const maxSummary = 139;
export const maxDetail = 1600;

const filled = z.string().trim().min(1);
const https = z.url({ protocol: /^https$/ });

const codingSchema = z.strictObject({ system: filled, code: filled, display: filled });
/** Coding with every member filled: clients drop or refuse half-filled ones. */
export type CardCoding = Readonly<z.infer<typeof codingSchema>>;

const topicSchema = codingSchema.extend({ code: z.string().regex(/^[A-Za-z0-9]{1,100}$/) });

const actionSchema = z.strictObject({
  type: z.literal('create'),
  description: filled,
  resource: z.looseObject({ resourceType: filled }),
});
/** One draft for the clinician's scratchpad. Only `create`: Herald changes and deletes nothing. */
interface Action {
  readonly type: 'create';
  readonly description: string;
  readonly resource: { readonly resourceType: string; readonly [member: string]: unknown };
}

const suggestionSchema = z.strictObject({ label: filled, uuid: z.uuid(), actions: z.array(actionSchema).length(1) });
/** One draft that the clinician may take; never pre-selected. */
export interface Suggestion {
  readonly label: string;
  readonly uuid: string;
  readonly actions: readonly [Action];
}

const linkSchema = z
  .strictObject({ label: filled, url: https, type: z.enum(['absolute', 'smart']), appContext: filled.optional() })
  .refine((link) => link.appContext === undefined || link.type === 'smart', { message: 'appContext goes with smart' });
export interface Link {
  readonly label: string;
  readonly url: string;
  readonly type: 'absolute' | 'smart';
  /** Given to the SMART app by the EHR; nothing of a patient in it. */
  readonly appContext?: string;
}

const sourceSchema = z.strictObject({ label: filled, url: https.optional(), topic: topicSchema });
interface CardSource {
  readonly label: string;
  readonly url?: string;
  readonly topic: CardCoding;
}

/** Schema of a card as sent: required members, lengths, no empty members, no unknown members. */
export const cardSchema = z
  .strictObject({
    uuid: z.uuid(),
    summary: filled.max(maxSummary),
    detail: filled.max(maxDetail),
    indicator: z.enum(indicators),
    source: sourceSchema,
    suggestions: z.array(suggestionSchema).min(1).optional(),
    selectionBehavior: z.literal('any').optional(),
    overrideReasons: z.array(codingSchema).min(1),
    links: z.array(linkSchema).min(1).optional(),
    extension: z.record(z.string(), z.unknown()).optional(),
  })
  .refine((card) => (card.suggestions === undefined) === (card.selectionBehavior === undefined), {
    message: 'selectionBehavior goes with suggestions',
  });

/** A card of the answer. Optional members are absent, never empty. */
export interface Card {
  readonly uuid: string;
  /** One sentence, at most 139 characters, that stands alone. */
  readonly summary: string;
  /** GitHub Flavored Markdown without HTML, at most 1,600 characters. */
  readonly detail: string;
  readonly indicator: Indicator;
  readonly source: CardSource;
  readonly suggestions?: readonly Suggestion[];
  readonly selectionBehavior?: 'any';
  readonly overrideReasons: readonly CardCoding[];
  readonly links?: readonly Link[];
  readonly extension?: Readonly<Record<string, unknown>>;
}

/**
 * Checks a card against the contract before it is sent.
 * Returns the problems as `path: message` (paths and rules only, nothing of the card's content); none for a sound card.
 */
export function cardProblems(card: Card): readonly string[] {
  const checked = cardSchema.safeParse(card);
  if (checked.success) return [];
  return checked.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.code}`);
}
