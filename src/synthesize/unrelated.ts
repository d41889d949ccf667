import { coded, daysBefore, loinc, type Made, type Maker, observation, snomed } from './resource.js';

type Measured = readonly [code: string, display: string, unit: string, low: number, high: number];

const vitalSigns: readonly [Measured, ...Measured[]] = [
  ['8867-4', 'Heart rate', '/min', 55, 100],
  ['9279-1', 'Respiratory rate', '/min', 12, 20],
  ['8310-5', 'Body temperature', 'Cel', 36, 38],
  ['29463-7', 'Body weight', 'kg', 48, 110],
  ['8302-2', 'Body height', 'cm', 150, 185],
  ['39156-5', 'Body mass index (BMI) [Ratio]', 'kg/m2', 18, 38],
];
const laboratory: readonly [Measured, ...Measured[]] = [
  ['718-7', 'Hemoglobin [Mass/volume] in Blood', 'g/dL', 9, 16],
  ['6690-2', 'Leukocytes [#/volume] in Blood by Automated count', '10*3/uL', 3, 11],
  ['777-3', 'Platelets [#/volume] in Blood by Automated count', '10*3/uL', 140, 400],
  ['2345-7', 'Glucose [Mass/volume] in Serum or Plasma', 'mg/dL', 70, 180],
  ['2160-0', 'Creatinine [Mass/volume] in Serum or Plasma', 'mg/dL', 1, 2],
  ['1742-6', 'Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma', 'U/L', 10, 60],
  ['2093-3', 'Cholesterol [Mass/volume] in Serum or Plasma', 'mg/dL', 130, 260],
  ['4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood', '%', 5, 9],
];

function measured(maker: Maker, category: string, [code, display, unit, low, high]: Measured): Made {
  const date = daysBefore('2026-06-30', maker.chance.between(0, 1500));
  return observation(maker, loinc(code, display), {
    category: [coded('http://terminology.hl7.org/CodeSystem/observation-category', category, category)],
    encounter: { reference: `Encounter/${maker.newId()}` },
    effectiveDateTime: `${date}T09:${maker.chance.between(10, 59)}:00+02:00`,
    issued: `${date}T10:00:00.000+02:00`,
    valueQuantity: {
      value: maker.chance.between(low * 10, high * 10) / 10,
      unit,
      system: 'http://unitsofmeasure.org',
      code: unit,
    },
  });
}

const diseases: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['38341003', 'Hypertensive disorder'],
  ['44054006', 'Diabetes mellitus type 2'],
  ['195967001', 'Asthma'],
  ['55822004', 'Hyperlipidemia'],
  ['396275006', 'Osteoarthritis'],
  ['35489007', 'Depressive disorder'],
];

function condition(maker: Maker): Made {
  const status = 'http://terminology.hl7.org/CodeSystem/condition';
  return {
    resourceType: 'Condition',
    id: maker.newId(),
    clinicalStatus: coded(`${status}-clinical`, 'active', 'Active'),
    verificationStatus: coded(`${status}-ver-status`, 'confirmed', 'Confirmed'),
    code: snomed(...maker.chance.pick(diseases)),
    subject: maker.subject,
    onsetDateTime: daysBefore('2026-06-30', maker.chance.between(100, 5000)),
  };
}

const drugs: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ['6809', 'metformin'],
  ['29046', 'lisinopril'],
  ['83367', 'atorvastatin'],
  ['7646', 'omeprazole'],
  ['161', 'acetaminophen'],
];

function medication(maker: Maker): Made {
  return {
    resourceType: 'MedicationRequest',
    id: maker.newId(),
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: coded('http://www.nlm.nih.gov/research/umls/rxnorm', ...maker.chance.pick(drugs)),
    subject: maker.subject,
    authoredOn: daysBefore('2026-06-30', maker.chance.between(1, 2000)),
    dosageInstruction: [{ text: '1 tablet daily', timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } } }],
  };
}

function encounter(maker: Maker): Made {
  const date = daysBefore('2026-06-30', maker.chance.between(1, 2500));
  return {
    resourceType: 'Encounter',
    id: maker.newId(),
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB', display: 'ambulatory' },
    type: [snomed('185349003', 'Encounter for check up')],
    subject: maker.subject,
    period: { start: `${date}T08:00:00Z`, end: `${date}T08:30:00Z` },
  };
}

function immunization(maker: Maker): Made {
  return {
    resourceType: 'Immunization',
    id: maker.newId(),
    status: 'completed',
    vaccineCode: coded('http://hl7.org/fhir/sid/cvx', '140', 'Influenza, seasonal, injectable, preservative free'),
    patient: maker.subject,
    occurrenceDateTime: daysBefore('2026-06-30', maker.chance.between(1, 1500)),
  };
}

const many = (count: number, make: () => Made): readonly Made[] => Array.from({ length: count }, make);

/** What fills a hospital's files: vital signs, chemistry, visits, other diseases and their drugs. */
export function unrelated(maker: Maker): readonly Made[] {
  const { chance } = maker;
  return [
    ...many(chance.between(6, 12), () => measured(maker, 'vital-signs', chance.pick(vitalSigns))),
    ...many(chance.between(6, 14), () => measured(maker, 'laboratory', chance.pick(laboratory))),
    ...many(chance.between(2, 5), () => encounter(maker)),
    ...many(chance.between(0, 2), () => condition(maker)),
    ...many(chance.between(0, 3), () => medication(maker)),
    ...many(chance.between(0, 2), () => immunization(maker)),
  ];
}
