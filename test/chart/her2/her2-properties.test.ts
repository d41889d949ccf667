import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { her2Of, type Resource } from '../../support/her2-bundle.js';

const loinc = 'http://loinc.org';
const testCodes = [
  '85319-2',
  '18474-7',
  '48676-1',
  '85318-4',
  '49683-6',
  '74860-8',
  '74861-6',
  '62361-1',
  '74885-5',
  '72383-3',
  '42914-2',
];
const answers = [
  'LA6111-4',
  'LA11841-6',
  'LA11842-4',
  'LA11843-2',
  'LA11884-6',
  'LA6576-8',
  'LA6577-6',
  'LA11885-3',
  'LA9633-4',
  'XX',
];
const texts = [
  '1+',
  '0+',
  '2+/3+',
  'HER2-low',
  'amplified',
  'not amplified',
  'less than 1.8',
  '> 2.2',
  'FISH pending',
  'see report',
  'Score 0, no membrane staining',
  '',
];
const componentWords = [
  'Percentage of tumor cells with membrane staining',
  'Percentage of cells',
  'Membrane staining intensity',
  'Blinded recount',
  'DCIS component',
];

const junk = fc.oneof(fc.constant(null), fc.integer(), fc.string({ maxLength: 5 }), fc.constant([]), fc.constant({}));
const concept = fc.record(
  {
    coding: fc.array(fc.record({ system: fc.constant(loinc), code: fc.constantFrom(...answers) }), { maxLength: 2 }),
    text: fc.constantFrom(...texts),
  },
  { requiredKeys: [] },
);
const number = fc.oneof(fc.double({ min: -2, max: 120, noNaN: true }), fc.constantFrom(0, 2, 4, 6, 10));
const value: fc.Arbitrary<Resource> = fc.oneof(
  concept.map((valueCodeableConcept) => ({ valueCodeableConcept })),
  fc.constantFrom(...texts).map((valueString) => ({ valueString })),
  number.map((each) => ({ valueQuantity: { value: each } })),
  fc.integer({ min: -1, max: 5 }).map((valueInteger) => ({ valueInteger })),
  fc.boolean().map((valueBoolean) => ({ valueBoolean })),
  junk.map((valueCodeableConcept) => ({ valueCodeableConcept })),
  fc.constant({}),
);
const code = fc.oneof(
  fc.constantFrom(...testCodes).map((each) => ({ coding: [{ system: loinc, code: each }] })),
  fc.constantFrom(...componentWords).map((text) => ({ text })),
);
const component = fc.tuple(code, value).map(([each, said]) => ({ code: each, ...said }));
const day = fc.constantFrom('2018-03-01', '2024-05', '2025', '2026-06-01', '2026-06-20', '2027-01-01', 'last spring');

const observation = fc
  .record(
    {
      status: fc.constantFrom(
        'final',
        'amended',
        'preliminary',
        'registered',
        'unknown',
        'cancelled',
        'entered-in-error',
      ),
      code,
      value,
      effectiveDateTime: day,
      specimen: fc.constantFrom('Specimen/a', 'Specimen/b', '#x', 'nowhere'),
      component: fc.oneof(fc.array(component, { maxLength: 3 }), junk),
      note: fc.oneof(fc.array(fc.record({ text: fc.constantFrom(...texts) }), { maxLength: 1 }), junk),
      method: fc.constantFrom({ text: 'Dual-probe' }, { text: 'Single-probe' }),
    },
    { requiredKeys: ['status', 'code', 'value'] },
  )
  .map(
    ({ value: said, specimen, ...rest }): Resource => ({
      resourceType: 'Observation',
      ...rest,
      ...said,
      ...(specimen === undefined ? {} : { specimen: { reference: specimen } }),
    }),
  );

const specimens: readonly Resource[] = [
  {
    resourceType: 'Specimen',
    id: 'a',
    collection: { collectedDateTime: '2026-06-01', bodySite: { text: 'left breast' } },
  },
  {
    resourceType: 'Specimen',
    id: 'b',
    collection: { collectedDateTime: '2024-06-01', bodySite: { text: 'right breast' } },
  },
];

const bundle = fc
  .array(observation, { maxLength: 6 })
  .map((observations) => [...specimens, ...observations.map((each, index) => ({ ...each, id: `o${index}` }))]);

function deepFreeze<T>(given: T): T {
  if (typeof given === 'object' && given !== null) {
    for (const member of Object.values(given)) deepFreeze(member);
    Object.freeze(given);
  }
  return given;
}

const settings = { numRuns: 200, seed: 20261124 };

describe('any bundle of HER2 observations', () => {
  it('is assessed without an exception and without being changed', () => {
    fc.assert(
      fc.property(bundle, (given) => {
        expect(her2Of(deepFreeze(given)).category).toBeDefined();
      }),
      settings,
    );
  });

  it('gives the same answer in any order', () => {
    fc.assert(
      fc.property(
        bundle.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length }))),
        ([given, shuffled]) => {
          expect(her2Of(shuffled)).toEqual(her2Of(given));
        },
      ),
      settings,
    );
  });

  it('gives the same answer with an entered-in-error result added', () => {
    fc.assert(
      fc.property(bundle, observation, (given, other) => {
        const error = { ...other, id: 'error', status: 'entered-in-error' };
        const { category, reason, nextStep, flags } = her2Of(given);
        expect(her2Of([...given, error])).toMatchObject({
          category,
          nextStep,
          flags,
          ...(reason === undefined ? {} : { reason }),
        });
      }),
      settings,
    );
  });

  it('never calls a tumour null that has a stated membrane staining or no stated absence of it', () => {
    fc.assert(
      fc.property(bundle, (given) => {
        const answer = her2Of(given);
        const said = JSON.stringify(given);
        const absence = said.includes('no membrane staining') || /"value":-?0[,}.]/.test(said);
        expect(answer.category === 'null' && !absence).toBe(false);
      }),
      settings,
    );
  });
});
