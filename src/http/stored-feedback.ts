import type { FeedbackItem } from '../cds/feedback.js';
import type { Keeper } from '../store/keeper.js';
import type { FeedbackSink } from './feedback.js';

/** Codes are short and without spaces; what else comes as a code could be words about a patient, and is not kept. */
const codePattern = /^[A-Za-z0-9._-]{1,40}$/;
const systemPattern = /^[A-Za-z0-9:/._#-]{1,200}$/;

function reasonOf({ reason }: FeedbackItem): { readonly system?: string; readonly code: string } | undefined {
  if (reason === undefined) return undefined;
  const { code = '', system = '' } = reason;
  if (code === '') return undefined;
  return {
    code: codePattern.test(code) ? code : 'unreadable',
    ...(systemPattern.test(system) ? { system } : {}),
  };
}

/** Feedback into the store: kept once it is committed. Of a comment only its presence is kept. */
export function storedFeedback(keeper: Pick<Keeper, 'keepFeedback'>, now: () => Date): FeedbackSink {
  return {
    accept: ({ tenant, service, items }) =>
      keeper.keepFeedback({
        tenant,
        service,
        received: now().toISOString(),
        items: items.map((item) => {
          const reason = reasonOf(item);
          const { card, outcome, suggestions, at: outcomeAt, commented } = item;
          return { card, outcome, suggestions, outcomeAt, commented, ...(reason === undefined ? {} : { reason }) };
        }),
      }),
  };
}
