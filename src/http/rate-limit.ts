import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { problem } from '../errors.js';
import { clientOf } from './client.js';
import { sendProblem } from './problem-response.js';

/** More than any client sends: what a client without a limit of its own gets. */
const unlimited = 1_000_000;

/**
 * Refuses requests beyond a client's allowance with 429 and Retry-After. Counted per client and process, after authentication: a forged
 * token uses up nobody's allowance.
 */
export function limitRate(): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: (_request, response) => clientOf(response).requestsPerMinute ?? unlimited,
    keyGenerator: (_request, response) => clientOf(response).id,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) => sendProblem(response, problem('TOO_MANY_REQUESTS')),
    // Its checks print to the console what they find odd; the log is ours.
    validate: false,
  });
}
