import type { RequestHandler } from 'express';
import { problem } from '../errors.js';
import type { Tenant } from '../tenants.js';
import type { PageReach } from './page-security.js';
import { sendProblem } from './problem-response.js';

/** Two spellings of one base URL: a slash at the end makes no difference. */
function normal(url: string): string {
  return url.replace(/\/+$/, '');
}

function originOf(url: string): string {
  return new URL(url).origin;
}

/** What the evidence page may call and who may frame it: what the tenants' SMART entries name, nothing else. */
export function evidenceReach(tenants: readonly Tenant[]): PageReach {
  const smart = tenants.flatMap((tenant) => tenant.smart ?? []);
  const connect = smart.flatMap(({ iss, authorization }) => [iss, ...authorization].map(originOf));
  const frames = smart.flatMap(({ frameAncestors }) => frameAncestors.map(originOf));
  return { connect: [...new Set(connect)].sort(), frameAncestors: [...new Set(frames)].sort() };
}

/**
 * `GET /evidence/config?iss=`: how the page signs in at a listed issuer. An unknown one is refused, so that the page sends it nothing.
 * Holds no secret: a SMART client in a browser is a public one.
 */
export function evidenceConfig(tenants: readonly Tenant[]): RequestHandler {
  return (request, response) => {
    const at = request.originalUrl.indexOf('?');
    const wanted = new URLSearchParams(at < 0 ? '' : request.originalUrl.slice(at + 1)).get('iss');
    const tenant = tenants.find(({ smart }) => smart !== undefined && normal(smart.iss) === normal(wanted ?? ''));
    if (tenant?.smart === undefined) {
      sendProblem(response, problem('ISSUER_UNKNOWN'));
      return;
    }
    const { iss, clientId, scopes, authorization } = tenant.smart;
    response.json({
      iss,
      clientId,
      scopes,
      origins: [...new Set([iss, ...authorization].map(originOf))].sort(),
      region: tenant.region,
      language: tenant.language,
      ...(tenant.site === undefined ? {} : { site: tenant.site }),
    });
  };
}
