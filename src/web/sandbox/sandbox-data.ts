import { type Fields, objectAt, objectsAt, textAt } from '../../chart/fields.js';
import { type HookName, hookNames } from '../../clinical/advice/focus.js';
import { type Instance, loadInstance } from '../instance.js';
import { bodyFields, requestJson } from '../json-request.js';
import { siteUrl } from '../site-root.js';
import { loadPatients, type SyntheticPatient } from '../synthetic-patients.js';
import type { Templates } from './hook-request.js';

export interface OfferedService {
  readonly id: string;
  readonly hook: HookName;
  readonly title: string;
  readonly templates: Templates;
}

/** What the page starts with. */
export interface SandboxStart {
  readonly instance: Instance;
  readonly patients: readonly SyntheticPatient[];
  readonly services: readonly OfferedService[];
}

function templatesOf(service: Fields): Templates {
  const prefetch = objectAt(service, 'prefetch') ?? {};
  return Object.fromEntries(
    Object.keys(prefetch).flatMap((key) => {
      const template = textAt(prefetch, key);
      return template === undefined ? [] : [[key, template]];
    }),
  );
}

function servicesOf(discovery: Fields): readonly OfferedService[] {
  return objectsAt(discovery, 'services').flatMap((service): readonly OfferedService[] => {
    const hook = hookNames.find((each) => each === textAt(service, 'hook'));
    const id = textAt(service, 'id');
    if (hook === undefined || id === undefined) return [];
    return [{ id, hook, title: textAt(service, 'title') ?? id, templates: templatesOf(service) }];
  });
}

/** Asks for the instance, its patients and its services at once; a sentence where one of them does not come. */
export async function loadStart(): Promise<SandboxStart | string> {
  const [instance, patients, discovery] = await Promise.all([
    loadInstance(),
    loadPatients(),
    requestJson(siteUrl('cds-services')),
  ]);
  if (typeof instance === 'string') return instance;
  if (typeof patients === 'string') return patients;
  if (discovery.kind === 'failed') return discovery.sentence;
  return { instance, patients, services: servicesOf(bodyFields(discovery)) };
}
