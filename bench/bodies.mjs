/** The request bodies of the bench: one fixture, each time for another patient and another call, so that no answer is a repetition. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The body that every comparison is made with. */
export const fixture = 'fixtures/requests/order-select-capecitabine-36kb.json';
const request = JSON.parse(readFileSync(new URL(`../${fixture}`, import.meta.url), 'utf8'));
const path = '/cds-services/her2-order-select';

/** Cuts the text at its ids once; a body is then one join. */
function bodyMaker(asked) {
  const patient = asked.context.patientId;
  const parts = JSON.stringify(asked).replaceAll(asked.hookInstance, `${patient}-call`).split(patient);
  return () => parts.join(randomUUID());
}

const laboratory = [
  ['718-7', 'Hemoglobin [Mass/volume] in Blood', 12.1, 'g/dL'],
  ['6690-2', 'Leukocytes [#/volume] in Blood by Automated count', 5.2, '10*3/uL'],
  ['777-3', 'Platelets [#/volume] in Blood by Automated count', 231, '10*3/uL'],
  ['2160-0', 'Creatinine [Mass/volume] in Serum or Plasma', 0.8, 'mg/dL'],
  ['1920-8', 'Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma', 24, 'U/L'],
  ['8867-4', 'Heart rate', 72, '/min'],
  ['8480-6', 'Systolic blood pressure', 124, 'mm[Hg]'],
  ['29463-7', 'Body weight', 68, 'kg'],
  ['8310-5', 'Body temperature', 36.7, 'Cel'],
  ['10230-1', 'Left ventricular Ejection fraction', 61, '%'],
];

/** One in ten is one that the line reads (LVEF); the rest is what comes with it where a client ignores the filter of the template. */
function observation(number) {
  const [code, display, value, unit] = laboratory[number % laboratory.length];
  const day = new Date(Date.UTC(2025, 0, 1 + (number % 600))).toISOString().slice(0, 10);
  const resource = {
    resourceType: 'Observation',
    id: `more-${number}`,
    status: 'final',
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code, display }] },
    subject: { reference: `Patient/${request.context.patientId}` },
    effectiveDateTime: day,
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
  };
  return { fullUrl: `https://ehr.example.org/fhir/Observation/more-${number}`, resource, search: { mode: 'match' } };
}

/** The request with so many Observations beside those of the fixture. */
export function requestWith(observations) {
  if (observations === 0) return request;
  const bundle = request.prefetch.observations;
  const entry = [...bundle.entry, ...Array.from({ length: observations }, (_, number) => observation(number))];
  return { ...request, prefetch: { ...request.prefetch, observations: { ...bundle, entry } } };
}

/** @returns where to send it, its size in bytes, and a function that gives a fresh body */
export function makeBodies(observations = 0) {
  const fresh = bodyMaker(requestWith(observations));
  return { path, bytes: Buffer.byteLength(JSON.stringify(requestWith(observations))), fresh };
}
