import type { Response } from 'express';
import { type ErrorCode, errorTable, outcomeOf, type Problem } from '../errors.js';

declare global {
  namespace Express {
    /** What the closing log line reads of a response. */
    interface Locals {
      requestId: string;
      /** Pattern of the route that answered. */
      route?: string;
      /** Refusal, where the answer was one. */
      code?: ErrorCode;
    }
  }
}

/** Sends a refusal: its status, and an OperationOutcome that holds nothing of the request. */
export function sendProblem(response: Response, refusal: Problem): void {
  response.locals.code = refusal.code;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.status(errorTable[refusal.code].status).json(outcomeOf(refusal));
}
