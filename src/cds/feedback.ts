import { z } from 'zod';
import { type Problem, type ProblemDetail, problem } from '../errors.js';
import { identifierOf } from './identifier.js';

/** Most items taken in one call. */
export const maxFeedbackItems = 500;
const id = identifierOf(256);
const words = z.string().max(4_000);

const reasonSchema = z.looseObject({
  reason: z.looseObject({ code: words.optional(), system: words.optional(), display: words.optional() }).nullish(),
  userComment: words.nullish(),
  extension: z.unknown().optional(),
});

/** One item in the specification's shape or Epic's (`overrideReasons`, the reason in an extension). */
export const feedbackItemSchema = z
  .looseObject({
    card: id,
    outcome: z.enum(['accepted', 'overridden']),
    acceptedSuggestions: z.array(z.looseObject({ id })).max(100).nullish(),
    overrideReason: reasonSchema.nullish(),
    overrideReasons: z.union([reasonSchema, z.array(reasonSchema).max(20)]).nullish(),
    outcomeTimestamp: z.iso.datetime({ offset: true }),
  })
  .refine((item) => item.outcome !== 'accepted' || (item.acceptedSuggestions ?? []).length > 0);

export interface FeedbackItem {
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  readonly suggestions: readonly string[];
  /** RFC 3339, in UTC. */
  readonly at: string;
  readonly reason?: { readonly code?: string; readonly system?: string };
  /** A clinician wrote free text; the text itself is not taken. */
  readonly commented: boolean;
}

export interface FeedbackBatch {
  readonly kind: 'feedback';
  readonly items: readonly FeedbackItem[];
  /** Positions in the request of the items that are not valid. */
  readonly rejected: readonly number[];
}

/** The reason of Epic's acknowledgement, kept in an extension. */
function epicReason(extension: unknown): { readonly code: string; readonly system: string } | undefined {
  const parsed = z.looseObject({ 'com.epic.cdshooks.feedback.overrideReason.reasonCategory': id }).safeParse(extension);
  if (!parsed.success) return undefined;
  return {
    code: parsed.data['com.epic.cdshooks.feedback.overrideReason.reasonCategory'],
    system: 'com.epic.cdshooks.feedback.overrideReason.reasonCategory',
  };
}

function reasonOf(given: z.infer<typeof reasonSchema> | undefined): FeedbackItem['reason'] {
  if (given?.reason == null) return epicReason(given?.extension);
  const { code, system } = given.reason;
  return { ...(code === undefined ? {} : { code }), ...(system === undefined ? {} : { system }) };
}

function itemOf(parsed: z.infer<typeof feedbackItemSchema>): FeedbackItem {
  const plural = Array.isArray(parsed.overrideReasons) ? parsed.overrideReasons[0] : parsed.overrideReasons;
  const given = parsed.overrideReason ?? plural ?? undefined;
  const reason = reasonOf(given);
  return {
    card: parsed.card,
    outcome: parsed.outcome,
    suggestions: (parsed.acceptedSuggestions ?? []).map((each) => each.id),
    at: new Date(parsed.outcomeTimestamp).toISOString(),
    ...(reason === undefined ? {} : { reason }),
    commented: (given?.userComment ?? '').trim() !== '',
  };
}

const invalid = (details: readonly ProblemDetail[] = []): Problem => problem('FEEDBACK_INVALID', details);

/**
 * Reads a feedback body, liberal about reasons, strict about what makes an item countable (card, outcome, timestamp, and the suggestion
 * of an accepted one). Gives the valid items with the positions of the others, or the refusal where none is valid.
 */
export function parseFeedback(body: unknown): FeedbackBatch | Problem {
  const parsed = z.looseObject({ feedback: z.array(z.unknown()).min(1).max(maxFeedbackItems) }).safeParse(body);
  if (!parsed.success) {
    return invalid([{ expression: 'feedback', text: `A list of 1 to ${maxFeedbackItems} items.` }]);
  }
  const items: FeedbackItem[] = [];
  const rejected: number[] = [];
  parsed.data.feedback.forEach((each, position) => {
    const item = feedbackItemSchema.safeParse(each);
    if (item.success) items.push(itemOf(item.data));
    else rejected.push(position);
  });
  return items.length === 0 ? invalid() : { kind: 'feedback', items, rejected };
}
