import type { Gap } from '../clinical/facts/evidence.js';
import { type Fields, objectAt, objectsAt, textAt } from './fields.js';
import type { FhirRecord } from './records.js';

/** Code of a status concept such as `clinicalStatus`; older clients send it as a plain string. */
export function statusCode(resource: Fields, name: string): string | undefined {
  const plain = textAt(resource, name);
  if (plain !== undefined) return plain.toLowerCase();
  const concept = objectAt(resource, name);
  for (const coding of objectsAt(concept, 'coding')) {
    const code = textAt(coding, 'code');
    if (code !== undefined) return code.toLowerCase();
  }
  return textAt(concept, 'text')?.toLowerCase();
}

const usableResults = new Set(['final', 'amended', 'corrected', 'appended']);

/** True for a result that counts (final, amended, corrected); otherwise the gap that says why not. */
export function resultUse(record: FhirRecord): { readonly usable: boolean; readonly gap?: Gap } {
  const status = textAt(record.resource, 'status');
  if (status !== undefined && usableResults.has(status)) return { usable: true };
  if (status === 'entered-in-error' || status === 'cancelled') return { usable: false };
  return { usable: false, gap: { reference: record.reference, problem: 'STATUS_UNKNOWN', path: 'status' } };
}

/** A Condition counts unless it is refuted, entered in error or not confirmed. */
export function isDocumented(condition: Fields): boolean {
  const verification = statusCode(condition, 'verificationStatus');
  return verification === undefined || verification === 'confirmed';
}

const gone = new Set(['inactive', 'resolved', 'remission']);

/** True for a Condition that its clinical status calls active, recurrent or nothing at all. */
export function isActive(condition: Fields): boolean {
  const status = statusCode(condition, 'clinicalStatus');
  return status === undefined || !gone.has(status);
}
