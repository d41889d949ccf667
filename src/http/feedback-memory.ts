import type { FeedbackItem } from '../cds/feedback.js';
import type { FeedbackSink } from './feedback.js';

/** Counts of the feedback of this process; nothing outlives it. */
export interface FeedbackMemory extends FeedbackSink {
  readonly size: number;
}

/** The same item sent again is the same feedback: card, outcome, suggestions and time identify it. */
function identityOf(service: string, item: FeedbackItem): string {
  return JSON.stringify([service, item.card, item.outcome, [...item.suggestions].sort(), item.at]);
}

/** A sink that keeps the newest `capacity` items in this process, for trying the service out. */
export function openFeedbackMemory(capacity = 10_000): FeedbackMemory {
  const kept = new Map<string, FeedbackItem>();
  return {
    get size() {
      return kept.size;
    },
    async accept({ service, items }) {
      for (const item of items) {
        const identity = identityOf(service, item);
        if (!kept.has(identity)) kept.set(identity, item);
      }
      for (const identity of kept.keys()) {
        if (kept.size <= capacity) break;
        kept.delete(identity);
      }
    },
  };
}
