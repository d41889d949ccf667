import type { RequestHandler } from 'express';
import type { Metrics } from '../metrics/metrics.js';

/** Counts every answered request by the pattern of its route; an address of nobody's is `none`. */
export function countRequests(metrics: Metrics): RequestHandler {
  return (_request, response, next) => {
    const started = performance.now();
    response.on('close', () => {
      const { route } = response.locals;
      metrics.http({
        route: typeof route === 'string' ? route : 'none',
        status: response.writableFinished ? response.statusCode : 499,
        seconds: (performance.now() - started) / 1_000,
      });
    });
    next();
  };
}

/** `GET /metrics`: the Prometheus text format. */
export function metricsText(metrics: Metrics): RequestHandler {
  return async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.text());
  };
}
