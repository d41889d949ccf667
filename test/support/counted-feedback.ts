import type { FeedbackSink } from '../../src/http/feedback.js';

/** A sink that only counts different items: what the endpoint hands on, without a store. */
export interface CountedFeedback extends FeedbackSink {
  readonly size: number;
}

export function countFeedback(): CountedFeedback {
  const kept = new Set<string>();
  return {
    get size() {
      return kept.size;
    },
    accept: ({ tenant, service, items }) => {
      for (const { card, outcome, suggestions, at } of items) {
        kept.add(JSON.stringify([tenant, service, card, outcome, suggestions, at]));
      }
      return Promise.resolve();
    },
  };
}
