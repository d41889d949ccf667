import { type Fields, objectAt, objectsAt, textAt, textsAt } from '../../chart/fields.js';
import { bodyFields, requestJson } from '../json-request.js';
import { siteUrl } from '../site-root.js';

/** Something that can be drafted: a drug of the service's knowledge, or a HER2 test. */
export interface Orderable {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly words: readonly string[];
  readonly resourceType: string;
  readonly coding: Fields | undefined;
}

/** Reads the list that the service offers. */
export function readOrderables(body: Fields): readonly Orderable[] {
  return objectsAt(body, 'orderables').map((each) => ({
    id: textAt(each, 'id') ?? '',
    label: textAt(each, 'label') ?? '',
    kind: textAt(each, 'kind') ?? '',
    words: textsAt(each, 'words'),
    resourceType: textAt(each, 'resourceType') ?? '',
    coding: objectAt(each, 'coding'),
  }));
}

/** Asks the service what can be drafted; a sentence where it does not say. */
export async function loadOrderables(): Promise<readonly Orderable[] | string> {
  const answer = await requestJson(siteUrl('sandbox/orderables'));
  return answer.kind === 'failed' ? answer.sentence : readOrderables(bodyFields(answer));
}

/** The draft order that an EHR would send. */
export function draftOf(order: Orderable, patient: string, on: string): Fields {
  const { resourceType, coding, label } = order;
  const concept = { ...(coding === undefined ? {} : { coding: [coding] }), text: label };
  return {
    ...{ resourceType, id: 'draft-order', status: 'draft', intent: 'order' },
    ...(resourceType === 'MedicationRequest' ? { medicationCodeableConcept: concept } : { code: concept }),
    subject: { reference: `Patient/${patient}` },
    authoredOn: on,
  };
}

/** What a typed text finds: names that start with it first, then names that contain it. */
export function findOrderables(all: readonly Orderable[], typed: string): readonly Orderable[] {
  const text = typed.trim().toLowerCase();
  if (text === '') return all;
  const named = (test: (name: string) => boolean): readonly Orderable[] =>
    all.filter(({ label, words }) => [label.toLowerCase(), ...words].some(test));
  const first = named((name) => name.startsWith(text));
  return [...first, ...named((name) => name.includes(text)).filter((each) => !first.includes(each))];
}
