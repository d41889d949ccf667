import type { RequestHandler } from 'express';
import { type EventLog, errorName } from '../audit/event-log.js';
import { type FeedbackItem, parseFeedback } from '../cds/feedback.js';
import { problem } from '../errors.js';
import { clientOf } from './client.js';
import { type FindService, serviceId } from './invoke.js';
import { sendProblem } from './problem-response.js';

/** Takes feedback in. Resolves once the items are kept as firmly as the sink keeps anything; rejects where it could not. */
export interface FeedbackSink {
  accept(batch: {
    readonly tenant: string;
    readonly service: string;
    readonly items: readonly FeedbackItem[];
  }): Promise<void>;
}

/** Name of the response extension that lists the positions of invalid items. */
const rejectedExtension = 'org.herald-cds.rejected';

export interface FeedbackDependencies {
  readonly findService: FindService;
  readonly sink: FeedbackSink;
  readonly log: EventLog;
  /** Counts items by what became of them. */
  readonly count?: (event: {
    readonly service: string;
    readonly outcome: 'kept' | 'rejected' | 'not-stored';
    readonly items: number;
  }) => void;
}

/** `POST /cds-services/{id}/feedback`: 200 once the sink has the valid items; repeating a call changes nothing. */
export function feedback({ findService, sink, log, count }: FeedbackDependencies): RequestHandler {
  return async (request, response) => {
    const service = findService(serviceId(request.params.id));
    const batch = service === undefined ? problem('SERVICE_UNKNOWN') : parseFeedback(request.body);
    if (service === undefined || batch.kind === 'problem') {
      sendProblem(response, batch.kind === 'problem' ? batch : problem('SERVICE_UNKNOWN'));
      return;
    }
    const { requestId } = response.locals;
    try {
      await sink.accept({ tenant: clientOf(response).id, service: service.id, items: batch.items });
    } catch (error) {
      log.failed({ requestId, error: errorName(error) });
      count?.({ service: service.id, outcome: 'not-stored', items: batch.items.length });
      response.set('Retry-After', '5');
      sendProblem(response, problem('FEEDBACK_NOT_STORED'));
      return;
    }
    count?.({ service: service.id, outcome: 'kept', items: batch.items.length });
    count?.({ service: service.id, outcome: 'rejected', items: batch.rejected.length });
    log.feedback({ requestId, service: service.id, accepted: batch.items.length, rejected: batch.rejected.length });
    response.json(batch.rejected.length === 0 ? {} : { extension: { [rejectedExtension]: batch.rejected } });
  };
}
