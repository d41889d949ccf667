/** Builders of hook requests: synthetic, as small as the fact under test allows. */
type Json = Record<string, unknown>;

const patientId = 'p1';

export function her2Observation(score: string, more: Json = {}): Json {
  return {
    resourceType: 'Observation',
    id: 'r1',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '85319-2' }] },
    subject: { reference: `Patient/${patientId}` },
    effectiveDateTime: '2026-06-01',
    valueCodeableConcept: { text: score },
    ...more,
  };
}

export function bundleOf(...resources: readonly unknown[]): Json {
  return { resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) };
}

export const patientResource: Json = {
  resourceType: 'Patient',
  id: patientId,
  gender: 'female',
  birthDate: '1968-02-11',
};

export function patientView(prefetch: Json = {}, more: Json = {}): Json {
  return {
    hook: 'patient-view',
    hookInstance: '0dfdc1b6-ed9c-4fc7-bf03-16d7de33c38d',
    context: { patientId, userId: 'Practitioner/u1' },
    prefetch: { patient: patientResource, her2: bundleOf(her2Observation('1+')), ...prefetch },
    ...more,
  };
}

export function draftOrder(drug: string, more: Json = {}): Json {
  return {
    resourceType: 'MedicationRequest',
    id: 'd1',
    status: 'draft',
    intent: 'order',
    subject: { reference: `Patient/${patientId}` },
    medicationCodeableConcept: { text: drug },
    ...more,
  };
}

export function orderSelect(draft: Json, more: Json = {}): Json {
  return patientView(
    {},
    {
      hook: 'order-select',
      context: {
        patientId,
        userId: 'Practitioner/u1',
        selections: ['MedicationRequest/d1'],
        draftOrders: bundleOf(draft),
      },
      ...more,
    },
  );
}
