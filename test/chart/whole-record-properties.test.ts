import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { read } from '../../src/chart/read.js';
import { indexRecords } from '../../src/chart/records.js';
import { assess } from '../../src/clinical/assess.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { loinc, type Resource, snomed } from '../support/fhir-records.js';

const knowledge = loadKnowledge();
const asOf = '2026-11-24';
const runs = { numRuns: 250, seed: 20261125 };
const { indications, version: knowledgeVersion } = knowledge;

function assessed(resources: readonly Resource[]) {
  const chart = read(indexRecords(resources.map((resource) => ({ resource }))), knowledge, asOf);
  return assess(chart, { asOf, indications, knowledgeVersion });
}

const coded = (system: string, codes: readonly string[]) =>
  fc.constantFrom(...codes).map((code) => ({ coding: [{ system, code }] }));
const date = fc.constantFrom('2019-05-01', '2025', '2026-05', '2026-05-17', '2026-10-01', '2027-02-01');
const statuses = ['final', 'amended', 'corrected', 'preliminary', 'registered', 'unknown'];
const status = fc.constantFrom(...statuses);
const her2Texts =
  '3+|HER2 1+|2+|0|HER2 negative|amplified|not amplified|HER2 positive: no|no membrane staining|HER2 3+ (2019)|DCIS: 3+';
const specimen = fc.constantFrom('s1', 's2').map((id) => ({ reference: `Specimen/${id}` }));

const her2 = fc.record(
  {
    resourceType: fc.constant('Observation'),
    status,
    code: coded(loinc, ['85319-2', '85318-4', '48676-1', '74860-8', '74861-6']),
    valueString: fc.constantFrom(...her2Texts.split('|')),
    valueQuantity: fc.record({ value: fc.constantFrom(0, 0.3, 1, 2.4, 7), unit: fc.constantFrom('%', '1', '') }),
    dataAbsentReason: fc.constant({ text: 'unknown' }),
    effectiveDateTime: date,
    specimen,
  },
  { requiredKeys: ['resourceType', 'status', 'code'] },
);
const receptor = fc.record({
  resourceType: fc.constant('Observation'),
  status,
  code: coded(loinc, ['85337-4', '85339-0']),
  valueCodeableConcept: coded(snomed, ['260385009', '10828004']),
  effectiveDateTime: date,
});
const condition = fc.record(
  {
    resourceType: fc.constant('Condition'),
    code: coded('http://hl7.org/fhir/sid/icd-10-cm', ['C50.9', 'C78.7', 'C77.3']),
    onsetDateTime: date,
    stage: fc.constantFrom('Stage IV', 'Stage IIB').map((text) => [{ summary: { text } }]),
  },
  { requiredKeys: ['resourceType', 'code'] },
);
const drug = fc.constantFrom('letrozole', 'capecitabine', 'paclitaxel', 'trastuzumab', 'palbociclib');
const medication = fc.record(
  {
    resourceType: fc.constantFrom('MedicationStatement', 'MedicationAdministration'),
    status: fc.constantFrom('active', 'completed', 'stopped'),
    medicationCodeableConcept: drug.map((text) => ({ text })),
    effectivePeriod: fc.record({ start: date }),
    statusReason: fc.constant([{ text: 'Disease progression' }]),
  },
  { requiredKeys: ['resourceType', 'status', 'medicationCodeableConcept'] },
);
const tissue = fc.record({ resourceType: fc.constant('Specimen'), collection: fc.record({ collectedDateTime: date }) });
const resource: fc.Arbitrary<Resource> = fc.oneof(her2, her2, receptor, condition, medication);
const record = fc
  .tuple(fc.array(resource, { maxLength: 8 }), tissue, tissue)
  .map(([resources, a, b]) => [
    { ...a, id: 's1' },
    { ...b, id: 's2' },
    ...resources.map((each, at) => ({ ...each, id: `r${at}` })),
  ]);

const unrelated: readonly Resource[] = [
  {
    resourceType: 'Observation',
    id: 'u1',
    status: 'final',
    code: { text: 'Heart rate' },
    valueQuantity: { value: 70 },
  },
  { resourceType: 'MedicationStatement', id: 'u2', status: 'active', medicationCodeableConcept: { text: 'metformin' } },
];
const withoutGaps = ({ gaps: _, ...answer }: ReturnType<typeof assessed>) => answer;
/** Every reference that an answer names, without the number of a part. */
const referencesIn = (answer: unknown) =>
  [...JSON.stringify(answer).matchAll(/"reference":"([^"#]+)/g)].map(([, reference]) => reference);

describe('a whole record', () => {
  test('two stages without a date are cited alike in either order', () => {
    const staged = (id: string, code: string): Resource => ({
      resourceType: 'Condition',
      id,
      code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }] },
      stage: [{ summary: { text: 'Stage IIB' } }],
    });
    const [primary, spread] = [staged('primary', 'C50.9'), staged('spread', 'C78.7')];
    expect(assessed([spread, primary])).toEqual(assessed([primary, spread]));
  });
  test('is answered the same in any order', () => {
    fc.assert(
      fc.property(record, (resources) => {
        expect(assessed([...resources].reverse())).toEqual(assessed(resources));
      }),
      runs,
    );
  });
  test('is answered the same beside what does not concern HER2 or the tumour', () => {
    fc.assert(
      fc.property(record, (resources) => {
        expect(withoutGaps(assessed([...resources, ...unrelated]))).toEqual(withoutGaps(assessed(resources)));
      }),
      runs,
    );
  });
  test('settles no category by preliminary results alone', () => {
    fc.assert(
      fc.property(record, (resources) => {
        const tentative = resources.map((each) => ('code' in each ? { ...each, status: 'preliminary' } : each));
        expect(['equivocal', 'indeterminate', 'none']).toContain(assessed(tentative).her2.category);
      }),
      runs,
    );
  });
  test('is answered with evidence that is in it, and a settled category never without', () => {
    fc.assert(
      fc.property(record, (resources) => {
        const answer = assessed(resources);
        const own = new Set(resources.flatMap((each: Resource) => `${each.resourceType}/${each.id}`));
        expect(referencesIn(answer).filter((reference) => !own.has(reference ?? ''))).toEqual([]);
        const settled = ['positive', 'low', 'ultralow', 'null'].includes(answer.her2.category);
        if (settled) expect(referencesIn(answer.her2).some((each) => each?.startsWith('Observation/'))).toBe(true);
      }),
      runs,
    );
  });
});
