import { asFields, type Fields, objectAt, textAt } from '../chart/fields.js';
import { siteUrl } from './site-root.js';

const key = 'herald-record';

/** What the sandbox gives to the evidence page: the record in its hands, kept in this tab alone. */
export interface HandedOver {
  readonly bundle: Fields;
  readonly asOf: string;
}

/** Opens the evidence page on a record. */
export function handOver(bundle: Fields, asOf: string): void {
  sessionStorage.setItem(key, JSON.stringify({ bundle, asOf }));
  location.assign(siteUrl('evidence?from=sandbox'));
}

/** The record that was handed over; undefined where there is none. */
export function takeOver(): HandedOver | undefined {
  const text = sessionStorage.getItem(key);
  if (text === null) return undefined;
  const stored: unknown = JSON.parse(text);
  const bundle = objectAt(asFields(stored), 'bundle');
  return bundle === undefined ? undefined : { bundle, asOf: textAt(asFields(stored), 'asOf') ?? '' };
}
