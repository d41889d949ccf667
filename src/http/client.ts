import type { RequestHandler, Response } from 'express';
import type { Language } from '../cards/language.js';
import type { PrefetchTemplates } from '../cds/prefetch-templates.js';
import { defaultPolicy, type Policy } from '../clinical/advice/policy.js';
import type { OpenConfig } from '../config.js';
import { makeFhirAccess } from '../fhir/client/fhir-client.js';
import { allowListedServers, allowLoopbackServers } from '../fhir/origin.js';
import type { FhirReach } from '../fhir/reach.js';
import type { ResolveName } from '../fhir/target.js';
import type { Tenant } from '../tenants.js';

/** Whom a request comes from, as far as its answer depends on that. Made once, at start: one per tenant, one in open mode. */
export interface Client {
  /** Id of the tenant; `open` in open mode. */
  readonly id: string;
  readonly policy: Policy;
  readonly language: Language;
  /** Its laboratory: what of the sites' knowledge its records are read with; all of it where absent. */
  readonly site?: string;
  /** For how long what is kept quiet; absent in open mode, where nothing is. */
  readonly suppression?: Tenant['suppression'];
  readonly reach: FhirReach;
  /** Requests a minute; no limit where absent. */
  readonly requestsPerMinute?: number;
  readonly notice?: 'synthetic-data-only';
  /** Its EHR can launch the evidence page. */
  readonly launchesEvidence?: boolean;
}

declare global {
  namespace Express {
    interface Locals {
      /** Set before every route that takes patient data. */
      client: Client;
    }
  }
}

/** Milliseconds for the FHIR server of a request in open mode; tenants set their own. */
const openDeadlineMs = 2_500;

/** The one client of open mode: loopback FHIR servers only, nothing remembered, every card marked. */
export function openClient(config: OpenConfig, templates: PrefetchTemplates): Client {
  return {
    id: 'open',
    policy: { ...defaultPolicy, region: config.region },
    language: config.language,
    reach: { servers: allowLoopbackServers(), open: makeFhirAccess(), templates, deadlineMs: openDeadlineMs },
    notice: 'synthetic-data-only',
  };
}

/**
 * The client that a tenant is. It has connections, bulkhead and breaker of its own, also for a server that another tenant names too:
 * what one tenant's calls do to a server is no reason to refuse another's.
 */
export function tenantClient(
  tenant: Tenant,
  means: { readonly templates: PrefetchTemplates; readonly resolveName?: ResolveName },
): Client {
  const servers = allowListedServers(
    tenant.fhirServers.map(({ url, addresses }) => ({ url, ...(addresses === undefined ? {} : { addresses }) })),
    { httpsOnly: true, ...(means.resolveName === undefined ? {} : { resolveName: means.resolveName }) },
  );
  return {
    id: tenant.id,
    policy: {
      ...defaultPolicy,
      region: tenant.region,
      discussAtOrderSign: tenant.suppression.discussAtOrderSign,
    },
    language: tenant.language,
    ...(tenant.site === undefined ? {} : { site: tenant.site }),
    suppression: tenant.suppression,
    reach: { servers, open: makeFhirAccess(), templates: means.templates, deadlineMs: tenant.deadlineMs },
    requestsPerMinute: tenant.rateLimit.requestsPerMinute,
    launchesEvidence: tenant.smart !== undefined,
  };
}

/** In open mode everybody is the one client. */
export function admitEverybody(client: Client): RequestHandler {
  return (_request, response, next) => {
    response.locals.client = client;
    next();
  };
}

/** The client whom the request was admitted as. */
export function clientOf(response: Response): Client {
  return response.locals.client;
}
