import type { Chance } from './chance.js';

/** A FHIR resource of the cohort. */
export interface Made {
  readonly resourceType: string;
  readonly id: string;
  readonly [member: string]: unknown;
}

/** The patient for whom resources are made. */
export interface Maker {
  readonly chance: Chance;
  /** `Patient/{id}` as a reference. */
  readonly subject: { readonly reference: string };
  /** A new id, never used for another resource of any patient. */
  readonly newId: () => string;
}

const loincSystem = 'http://loinc.org';
const snomedSystem = 'http://snomed.info/sct';

/** A CodeableConcept with one coding. */
export function coded(system: string, code: string, display: string): { readonly coding: readonly unknown[] } {
  return { coding: [{ system, code, display }] };
}

/** A LOINC concept. */
export function loinc(code: string, display: string): ReturnType<typeof coded> {
  return coded(loincSystem, code, display);
}

/** A SNOMED CT concept. */
export function snomed(code: string, display: string): ReturnType<typeof coded> {
  return coded(snomedSystem, code, display);
}

/** An Observation with status final; `more` adds to it or replaces. */
export function observation(maker: Maker, code: unknown, more: Readonly<Record<string, unknown>>): Made {
  return { resourceType: 'Observation', id: maker.newId(), status: 'final', code, subject: maker.subject, ...more };
}

const day = 86_400_000;

/** A day so many days before another. */
export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * day).toISOString().slice(0, 10);
}
