import { asFields, type Fields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import { readRequest } from './line-context.js';

type Resource = Readonly<Record<string, unknown>>;

/** What to change in a request of `fixtures/requests`. */
export interface Edit {
  readonly hook?: 'patient-view' | 'order-select' | 'order-sign';
  /** In place of the drafts; the subject is filled in. */
  readonly drafts?: readonly Resource[];
  readonly selections?: readonly string[];
  /** By prefetch key: resources in place of those received; the subject is filled in. */
  readonly instead?: Readonly<Record<string, readonly Resource[]>>;
  /** By prefetch key: resources beside those received. */
  readonly more?: Readonly<Record<string, readonly Resource[]>>;
}

function bundle(resources: readonly unknown[], type: string): Resource {
  return { resourceType: 'Bundle', type, entry: resources.map((resource) => ({ resource })) };
}

/** A request of `fixtures/requests` with changes, as a fresh value. */
export function editRequest(name: string, edit: Edit): Fields {
  const request = readRequest(name);
  const context = objectAt(request, 'context') ?? {};
  const subject = { reference: `Patient/${textAt(context, 'patientId')}` };
  const prefetch: Record<string, unknown> = { ...objectAt(request, 'prefetch') };
  for (const [key, resources] of Object.entries(edit.instead ?? {})) {
    prefetch[key] = bundle(
      resources.map((each) => ({ subject, ...each })),
      'searchset',
    );
  }
  for (const [key, resources] of Object.entries(edit.more ?? {})) {
    const held = objectsAt(asFields(prefetch[key]), 'entry').map((entry) => entry.resource);
    prefetch[key] = bundle([...held, ...resources.map((each) => ({ subject, ...each }))], 'searchset');
  }
  const { selections: selected, draftOrders, ...kept } = context;
  const hook = edit.hook ?? textAt(request, 'hook');
  const drafts =
    edit.drafts === undefined
      ? draftOrders
      : bundle(
          edit.drafts.map((each) => ({ subject, ...each })),
          'collection',
        );
  const drafted = edit.drafts?.map((each) => `${String(each.resourceType)}/${String(each.id)}`);
  const orders = hook === 'patient-view' ? {} : { draftOrders: drafts };
  const selections = hook === 'order-select' ? { selections: edit.selections ?? drafted ?? selected } : {};
  return { ...request, hook, context: { ...kept, ...orders, ...selections }, prefetch };
}

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';

/** A drafted MedicationRequest of a drug: its RxNorm code, its words or both. */
export function drugDraft(
  id: string,
  drug: { readonly code?: string; readonly text?: string },
  more: Resource = {},
): Resource {
  const coding = drug.code === undefined ? {} : { coding: [{ system: rxnorm, code: drug.code }] };
  const text = drug.text === undefined ? {} : { text: drug.text };
  return {
    resourceType: 'MedicationRequest',
    id,
    status: 'draft',
    intent: 'order',
    medicationCodeableConcept: { ...coding, ...text },
    ...more,
  };
}

/** A final HER2 IHC result in words. */
export function ihcResult(id: string, value: string, date: string): Resource {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '85319-2' }] },
    effectiveDateTime: date,
    valueCodeableConcept: { text: value },
  };
}
