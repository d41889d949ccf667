import { Router } from 'express';
import type { Config } from '../config.js';
import { problem } from '../errors.js';
import type { Tenant } from '../tenants.js';
import { pagesFolder, patientsFolder } from './built-files.js';
import { evidenceConfig, evidenceReach } from './evidence-config.js';
import { serviceId } from './invoke.js';
import { jsonBody } from './json-body.js';
import { addGet, page, pageAssets } from './pages.js';
import { sendProblem } from './problem-response.js';
import { named } from './request-line.js';
import { sandboxFhir } from './sandbox-fhir.js';
import { readSandboxRecords } from './sandbox-records.js';

export interface PageDependencies {
  readonly config: Config;
  readonly tenants: readonly Tenant[];
  readonly today: () => string;
  /** Folder of the built pages; the ones beside the program where absent. */
  readonly folder?: string;
  /** The knowledge as files with the hash of their content; read when first asked for. */
  readonly orderables: () => readonly unknown[];
  /** Runs the steps of a service on a request; undefined for an id that is none. */
  readonly steps: (service: string, body: unknown) => Promise<readonly unknown[] | undefined>;
  readonly knowledgeFiles: () => { readonly files: readonly unknown[]; readonly hash: string };
}

/** The sandbox: the page at `/`, its patients, and the FHIR server that clients can be pointed at. Open mode alone. */
function addSandbox(router: Router, folder: string, { orderables, steps }: PageDependencies): void {
  const records = readSandboxRecords(patientsFolder);
  addGet(router, '/', ...page('sandbox', { folder }));
  addGet(router, '/sandbox/patients', (_request, response) => {
    response.json({ patients: records.patients });
  });
  addGet(router, '/sandbox/orderables', (_request, response) => {
    response.json({ orderables: orderables() });
  });
  router.post('/sandbox/steps/:id', named('/sandbox/steps/:id'), ...jsonBody(), async (request, response) => {
    const run = await steps(serviceId(request.params.id), request.body);
    if (run === undefined) sendProblem(response, problem('SERVICE_UNKNOWN'));
    else response.json({ steps: run });
  });
  router.use('/sandbox/fhir', named('/sandbox/fhir'), sandboxFhir(records));
}

/** What a page needs to know of this instance; nothing of a patient or a tenant. */
function addInstance(router: Router, { config, today, knowledgeFiles }: PageDependencies): void {
  let knowledge: ReturnType<PageDependencies['knowledgeFiles']> | undefined;
  addGet(router, '/instance', (_request, response) => {
    response.json({
      mode: config.mode,
      region: config.region,
      language: config.language,
      today: today(),
    });
  });
  addGet(router, '/knowledge', (_request, response) => {
    knowledge ??= knowledgeFiles();
    response.set('Cache-Control', 'no-cache').json(knowledge);
  });
}

/** Every page with its static files and the data that only pages ask for. Routes of pages that are not built pass on. */
export function pageRoutes(deps: PageDependencies): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const folder = deps.folder ?? pagesFolder();
  const reach = evidenceReach(deps.tenants);
  router.use('/assets', named('/assets'), pageAssets(folder));
  addInstance(router, deps);
  addGet(router, '/evidence', ...page('evidence', { folder, reach }));
  addGet(router, '/evidence/launch', ...page('evidence', { folder, reach, below: true }));
  addGet(router, '/evidence/config', evidenceConfig(deps.tenants));
  addGet(router, '/insights', ...page('insights', { folder }));
  if (deps.config.mode === 'open') addSandbox(router, folder, deps);
  else addGet(router, '/', ...page('status', { folder }));
  return router;
}
