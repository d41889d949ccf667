import type { RequestHandler } from 'express';
import type { EventLog } from '../audit/event-log.js';
import type { PrefetchTemplates } from '../cds/prefetch-templates.js';
import type { Config } from '../config.js';
import { problem } from '../errors.js';
import type { ResolveName } from '../fhir/target.js';
import type { Tenant } from '../tenants.js';
import { admitEverybody, openClient, tenantClient } from './client.js';
import { makeAuthenticator, requireClient } from './client-auth.js';
import { makeForgeryLimit } from './forgery-limit.js';
import type { JtiStore } from './jti-store.js';
import { sendProblem } from './problem-response.js';
import { limitRate } from './rate-limit.js';

export interface AdmissionOptions {
  readonly config: Config;
  /** Who may call in tenants mode; empty in open mode. */
  readonly tenants: readonly Tenant[];
  readonly templates: PrefetchTemplates;
  readonly jtiStore: JtiStore;
  readonly log: EventLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly resolveName?: ResolveName;
  /** Forged signatures a minute and address; 3,000 where absent. */
  readonly mostForged?: number;
}

/** What stands before the routes. */
export interface Admission {
  /** Before every route that takes or gives patient data: sets the client, or refuses. To be mounted before the body is read. */
  readonly patientData: readonly RequestHandler[];
  /** Before discovery. */
  readonly discovery: readonly RequestHandler[];
}

function tenantsAdmission(options: AdmissionOptions, discovery: 'open' | 'signed', publicBase: string): Admission {
  const { tenants, log } = options;
  const clients = new Map(tenants.map((tenant) => [tenant.id, tenantClient(tenant, options)]));
  const guard = requireClient({
    authenticate: makeAuthenticator({ ...options, publicBase }),
    refuse: (response) => sendProblem(response, problem('UNAUTHORIZED')),
    forgeries: makeForgeryLimit(options.now, options.mostForged),
    refuseForNow: (response) => sendProblem(response, problem('TOO_MANY_REQUESTS')),
    onRefused: (event, response) => log.refused({ requestId: response.locals.requestId, ...event }),
    onAdmitted: (tenant, response) => {
      const client = clients.get(tenant.id);
      if (client !== undefined) response.locals.client = client;
    },
  });
  const signed = [guard, limitRate()];
  return { patientData: signed, discovery: discovery === 'signed' ? signed : [] };
}

/** Composes what stands before the routes: in open mode nothing but the one client, in tenants mode token and rate limit. */
export function admission(options: AdmissionOptions): Admission {
  const { config, templates } = options;
  if (config.mode === 'tenants') return tenantsAdmission(options, config.discovery, config.publicUrl);
  return { patientData: [admitEverybody(openClient(config, templates))], discovery: [] };
}
