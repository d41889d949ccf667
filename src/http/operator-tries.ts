import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { problem } from '../errors.js';
import { sendProblem } from './problem-response.js';

const windowMs = 60_000;
/** Wrong tokens a minute and address: a monitoring with an old one asks four times. */
const mostWrong = 30;

/**
 * Before everything that an operator's token opens: after 30 wrong ones within a minute an address is answered 429 with Retry-After, whatever
 * it sends then. One count for the sign-in and the routes, or a guess refused at one would be tried at the other. Requests without a wrong
 * token count for nothing. Counted per process, by the address that Express sees: that of the proxy, where none is trusted.
 */
export function limitOperatorTries(): RequestHandler {
  return rateLimit({
    windowMs,
    limit: mostWrong,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 401,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response) => sendProblem(response, problem('TOO_MANY_REQUESTS')),
    // Its checks print to the console what they find odd; the log is ours.
    validate: false,
  });
}
