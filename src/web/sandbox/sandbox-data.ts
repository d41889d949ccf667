import { type Fields, objectAt, objectsAt, textAt } from '../../chart/fields.js';
import type { HookName } from '../../clinical/advice/focus.js';
import { type Instance, loadInstance } from '../instance.js';
import { bodyFields, requestJson } from '../json-request.js';
import { siteUrl } from '../site-root.js';
import type { Templates } from './hook-request.js';

export interface Patient {
  readonly id: string;
  readonly name: string;
  readonly shows: string;
  readonly category: string;
}

export interface OfferedService {
  readonly id: string;
  readonly hook: HookName;
  readonly title: string;
  readonly templates: Templates;
}

/** What the page starts with. */
export interface SandboxStart {
  readonly instance: Instance;
  readonly patients: readonly Patient[];
  readonly services: readonly OfferedService[];
}

const hooks = ['patient-view', 'order-select', 'order-sign'] as const satisfies readonly HookName[];

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
    const hook = hooks.find((each) => each === textAt(service, 'hook'));
    const id = textAt(service, 'id');
    if (hook === undefined || id === undefined) return [];
    return [{ id, hook, title: textAt(service, 'title') ?? id, templates: templatesOf(service) }];
  });
}

/** Asks for the instance, its patients and its services at once; a sentence where one of them does not come. */
export async function loadStart(): Promise<SandboxStart | string> {
  const [instance, patients, discovery] = await Promise.all([
    loadInstance(),
    requestJson(siteUrl('sandbox/patients')),
    requestJson(siteUrl('cds-services')),
  ]);
  if (typeof instance === 'string') return instance;
  if (patients.kind === 'failed') return patients.sentence;
  if (discovery.kind === 'failed') return discovery.sentence;
  return {
    instance,
    services: servicesOf(bodyFields(discovery)),
    patients: objectsAt(bodyFields(patients), 'patients').map((each) => ({
      id: textAt(each, 'id') ?? '',
      name: textAt(each, 'name') ?? '',
      shows: textAt(each, 'shows') ?? '',
      category: textAt(each, 'category') ?? '',
    })),
  };
}

/** The whole record of one synthetic patient from the sandbox's FHIR server. */
export async function loadRecord(patient: string): Promise<Fields | string> {
  const answer = await requestJson(siteUrl(`sandbox/fhir/Patient/${encodeURIComponent(patient)}/$everything`));
  return answer.kind === 'failed' ? answer.sentence : bodyFields(answer);
}
