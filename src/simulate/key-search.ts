import { type Fields, textAt } from '../chart/fields.js';
import { searchResources } from '../fhir/in-memory-search.js';
import type { SimulatedChart } from './chart-of-file.js';

/** A relative FHIR read or search: `Patient/p1`, `Observation?patient=p1&code=…`. */
export interface ParsedQuery {
  readonly type: string;
  /** A read where present. */
  readonly id?: string;
  readonly parameters: readonly (readonly [string, string])[];
}

/** Fills the 2.0 tokens of a template that the simulated client knows. */
export function fillTemplate(template: string, patientId: string): string {
  return template.replaceAll('{{context.patientId}}', encodeURIComponent(patientId));
}

/** Takes a relative query apart. */
export function parseQuery(relative: string): ParsedQuery {
  const [path = '', query = ''] = relative.split('?');
  const [type = '', id] = path.split('/');
  return { type, ...(id === undefined ? {} : { id }), parameters: [...new URLSearchParams(query)] };
}

/** The same text for queries that mean the same, whatever is percent-encoded in them. */
export function querySignature({ type, id, parameters }: ParsedQuery): string {
  return JSON.stringify([type, id ?? '', parameters.filter(([name]) => name !== '_count')]);
}

/** What a query finds in a chart: the resource read, or the matches of the search. */
export function find(chart: SimulatedChart, { type, id, parameters }: ParsedQuery): readonly Fields[] {
  const ofType = chart.resources.filter((each) => textAt(each, 'resourceType') === type);
  return id === undefined ? searchResources(ofType, parameters) : ofType.filter((each) => textAt(each, 'id') === id);
}

/** A searchset page, with the link to the next one where there is one. */
export function searchset(resources: readonly Fields[], next?: string): Fields {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(next === undefined ? {} : { link: [{ relation: 'next', url: next }] }),
    ...(resources.length === 0
      ? {}
      : { entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })) }),
  };
}

/** An OperationOutcome as a client gives it instead of data. */
export const failedOutcome: Fields = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'exception', details: { text: 'The simulated client could not get this.' } }],
};
