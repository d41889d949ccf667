import { conceptAt, type Fields, objectAt, objectsAt, textAt, wordsOf } from '../../chart/fields.js';
import type { Templates } from './hook-request.js';

/** A HER2 result of the record whose value can be edited. */
export interface EditableResult {
  /** Position of its entry in the bundle. */
  readonly at: number;
  readonly name: string;
  readonly value: string;
  readonly date: string;
  readonly specimen: string;
}

function quantityWords(quantity: Fields | undefined): string | undefined {
  const value = quantity?.value;
  return typeof value === 'number' ? `${value} ${textAt(quantity, 'unit') ?? ''}`.trim() : undefined;
}

function valueWords(resource: Fields): string {
  return (
    textAt(resource, 'valueString') ??
    wordsOf(conceptAt(resource, 'valueCodeableConcept')) ??
    quantityWords(objectAt(resource, 'valueQuantity')) ??
    ''
  );
}

/** The codes of HER2 tests, as `system|code`: those that the prefetch templates ask for. */
function her2Codes(templates: Templates): ReadonlySet<string> {
  const searches = Object.entries(templates).filter(([key]) => key === 'her2' || key.startsWith('her2-'));
  return new Set(searches.flatMap(([, template]) => /[?&]code=([^&]+)/.exec(template)?.[1]?.split(',') ?? []));
}

/** The HER2 results of a bundle: Observations with a code that the service asks for. */
export function editableResults(bundle: Fields, templates: Templates): readonly EditableResult[] {
  const codes = her2Codes(templates);
  const entries = objectsAt(bundle, 'entry');
  return entries.flatMap((entry, at): readonly EditableResult[] => {
    const resource = objectAt(entry, 'resource');
    const code = conceptAt(resource, 'code');
    const isHer2 = code?.codings.some((coding) => codes.has(`${coding.system ?? ''}|${coding.code ?? ''}`)) ?? false;
    if (resource === undefined || textAt(resource, 'resourceType') !== 'Observation' || !isHer2) return [];
    return [
      {
        at,
        name: wordsOf(code) ?? '',
        value: valueWords(resource),
        date: (textAt(resource, 'effectiveDateTime') ?? '').slice(0, 10),
        specimen: textAt(objectAt(resource, 'specimen'), 'reference') ?? '',
      },
    ];
  });
}

function withEntries(bundle: Fields, entry: readonly unknown[]): Fields {
  return { ...bundle, entry };
}

/** The bundle with another value in one result, as text: a code of the old value would contradict it. */
export function withValue(bundle: Fields, at: number, value: string): Fields {
  const entries = objectsAt(bundle, 'entry').map((entry, position) => {
    const resource = objectAt(entry, 'resource');
    if (position !== at || resource === undefined) return entry;
    const kept = Object.entries(resource).filter(([name]) => !name.startsWith('value') && name !== 'dataAbsentReason');
    return { ...entry, resource: { ...Object.fromEntries(kept), valueString: value } };
  });
  return withEntries(bundle, entries);
}

/** The bundle with a HER2 ISH result beside an existing result: same specimen, same date. */
export function withIsh(bundle: Fields, beside: EditableResult | undefined, patient: string): Fields {
  const entries = objectsAt(bundle, 'entry');
  const resource = {
    resourceType: 'Observation',
    id: `added-ish-${entries.length}`,
    status: 'final',
    code: {
      coding: [
        {
          system: 'http://loinc.org',
          code: '85318-4',
          display: 'ERBB2 gene duplication [Presence] in Breast cancer specimen by FISH',
        },
      ],
    },
    subject: { reference: `Patient/${patient}` },
    ...(beside === undefined || beside.date === '' ? {} : { effectiveDateTime: beside.date }),
    ...(beside === undefined || beside.specimen === '' ? {} : { specimen: { reference: beside.specimen } }),
    valueString: 'not amplified',
  };
  return withEntries(bundle, [...entries, { resource }]);
}
