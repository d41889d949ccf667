import express, { type RequestHandler } from 'express';
import { problem } from '../errors.js';
import { isDeeperThan, maxDepth } from '../json-depth.js';
import { sendProblem } from './problem-response.js';

/** 4 MiB after decompression: about 5,000 Observations. */
const defaultBodyLimit = 4 * 1024 * 1024;
/** An error that the last handler knows by its type, as it knows those of the body reader. */
class BodyError extends Error {
  constructor(readonly type: 'entity.too.deep' | 'entity.parse.failed') {
    super(type);
  }
}

/** What parsing would not notice: depth, and an empty body (which the body reader takes for an empty object). */
function inspect(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new BodyError('entity.parse.failed');
  if (isDeeperThan(bytes, maxDepth)) throw new BodyError('entity.too.deep');
}

const jsonType = /^application\/(?:fhir\+json|json\+fhir|json)\s*(?:;|$)/i;
const foreignCharset = /charset\s*=\s*"?(?!utf-?8"?\s*(?:;|$))/i;

/** Refuses a body that is not declared as JSON in UTF-8. */
const onlyJson: RequestHandler = (request, response, next) => {
  const type = request.headers['content-type'] ?? '';
  if (jsonType.test(type) && !foreignCharset.test(type)) next();
  else sendProblem(response, problem('CONTENT_TYPE_UNSUPPORTED'));
};

const notEmpty: RequestHandler = (request, response, next) => {
  if (request.body === undefined) sendProblem(response, problem('BODY_NOT_JSON'));
  else next();
};

/** Handlers that read a JSON body: type, size (after inflation), depth, then parsing. `request.body` is unknown JSON after them. */
export function jsonBody(limit: number = defaultBodyLimit): readonly RequestHandler[] {
  const parse = express.json({
    limit,
    type: () => true,
    verify: (_request, _response, bytes) => inspect(bytes),
  });
  return [onlyJson, parse, notEmpty];
}
