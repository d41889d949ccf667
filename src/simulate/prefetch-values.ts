import { type Fields, objectAt, textAt } from '../chart/fields.js';
import type { SimulatedChart } from './chart-of-file.js';
import type { Fault } from './fault.js';
import { failedOutcome, fillTemplate, find, parseQuery, searchset } from './key-search.js';

/** A template of the service with what goes wrong with it. */
export interface KeyPlan {
  readonly name: string;
  readonly template: string;
  readonly fault: Fault;
}

/** Where the simulated FHIR server answers. */
export interface PageLinks {
  /** Address of the page after the first one of a key. */
  readonly nextOf: (name: string) => string;
}

const otherPatient = 'somebody-else';

/** The same resource about another patient. */
function ofAnother(resource: Fields): Fields {
  if (textAt(resource, 'resourceType') === 'Patient') return { ...resource, id: otherPatient };
  const member = objectAt(resource, 'subject') === undefined ? 'patient' : 'subject';
  return { ...resource, [member]: { reference: `Patient/${otherPatient}` } };
}

/** Resources on the first page of a result that is sent in two. */
export function firstPage(found: readonly Fields[]): number {
  return Math.ceil(found.length / 2);
}

function sentValue(chart: SimulatedChart, { name, template, fault }: KeyPlan, links: PageLinks): unknown {
  const query = parseQuery(fillTemplate(template, chart.patientId));
  const found = find(chart, query);
  if (fault.prefetch === 'null') return null;
  if (fault.prefetch === 'outcome') return failedOutcome;
  if (query.id !== undefined) {
    const [resource] = found;
    return resource !== undefined && fault.prefetch === 'other-patient' ? ofAnother(resource) : (resource ?? null);
  }
  if (fault.prefetch === 'other-patient') {
    const one = { resourceType: query.type, id: 'x', subject: { reference: `Patient/${otherPatient}` } };
    return searchset(found.length === 0 ? [one] : found.map(ofAnother));
  }
  if (fault.prefetch === 'first-page' && found.length > 1) {
    return searchset(found.slice(0, firstPage(found)), links.nextOf(name));
  }
  return searchset(found);
}

/** The prefetch that the simulated client sends: a value per template, or none where it leaves the key out. */
export function prefetchValues(
  chart: SimulatedChart,
  plans: readonly KeyPlan[],
  links: PageLinks,
): Readonly<Record<string, unknown>> {
  const sent = plans.filter(({ fault }) => fault.prefetch !== 'omitted');
  return Object.fromEntries(sent.map((plan) => [plan.name, sentValue(chart, plan, links)]));
}
