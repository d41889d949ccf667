import { type Concept, conceptAt, objectAt, objectsAt, referenceAt, textAt } from './fields.js';
import { type FhirRecord, type Records, resolve } from './records.js';

/** The medication that a record names. */
export interface NamedMedication {
  readonly named: { readonly concept?: Concept; readonly words?: string };
  readonly path: string;
  /** A reference that leads nowhere and carries no words. */
  readonly unresolved?: true;
}

/** The code of a Medication and, where it is a local one, of its only ingredient. */
function medicationConcept(record: FhirRecord): Concept | undefined {
  const own = conceptAt(record.resource, 'code');
  const ingredients = objectsAt(record.resource, 'ingredient').flatMap(
    (each) => conceptAt(each, 'itemCodeableConcept') ?? [],
  );
  const only = ingredients.length === 1 ? ingredients[0] : undefined;
  if (own === undefined) return only;
  return only === undefined ? own : { ...own, codings: [...own.codings, ...only.codings] };
}

/** Reads `medicationCodeableConcept`, or `medicationReference` (contained, in the data, or its display). */
export function medicationOf(records: Records, record: FhirRecord): NamedMedication {
  const concept = conceptAt(record.resource, 'medicationCodeableConcept');
  if (concept !== undefined) return { named: { concept }, path: 'medicationCodeableConcept' };
  const path = 'medicationReference';
  const words = textAt(objectAt(record.resource, path), 'display');
  const reference = referenceAt(record.resource, path);
  const medication = reference === undefined ? undefined : resolve(records, record, reference);
  const resolved = medication === undefined ? undefined : medicationConcept(medication);
  const named = { ...(resolved === undefined ? {} : { concept: resolved }), ...(words === undefined ? {} : { words }) };
  const unresolved = reference !== undefined && resolved === undefined && words === undefined;
  return unresolved ? { named, path, unresolved } : { named, path };
}
