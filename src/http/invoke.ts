import type { RequestHandler } from 'express';
import { answer, type LineContext } from '../answer.js';
import type { EventLog } from '../audit/event-log.js';
import { assessmentExtension } from '../cds/response.js';
import type { Service } from '../cds/service.js';
import { problem } from '../errors.js';
import { sendProblem } from './problem-response.js';

/** How a route finds the service that its address names. */
export type FindService = (id: string) => Service | undefined;

export interface InvokeDependencies {
  readonly findService: FindService;
  /** The context of one call; the day is read from the clock here, at the edge. */
  readonly context: () => LineContext;
  readonly log: EventLog;
}

/** The id in the address; Express gives a list for repeated wildcards only, which no route of ours has. */
export function serviceId(parameter: string | string[] | undefined): string {
  return typeof parameter === 'string' ? parameter : '';
}

/** `POST /cds-services/{id}`. */
export function invoke({ findService, context, log }: InvokeDependencies): RequestHandler {
  return async (request, response) => {
    const service = findService(serviceId(request.params.id));
    if (service === undefined) {
      sendProblem(response, problem('SERVICE_UNKNOWN'));
      return;
    }
    const answered = await answer(service, request.body, context());
    if (answered.kind === 'problem') {
      sendProblem(response, answered);
      return;
    }
    const { hookInstance, patient } = answered.request;
    log.hook({
      requestId: response.locals.requestId,
      service: service.id,
      hookInstance,
      patient,
      cards: answered.response.cards.length,
      silent: 'silence' in answered.response.extension[assessmentExtension],
    });
    response.json(answered.response);
  };
}
