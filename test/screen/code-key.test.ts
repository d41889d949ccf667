import { describe, expect, test } from '@jest/globals';
import { codeKey, isSureKey } from '../../src/screen/code-key.js';
import { resourceJudge } from '../../src/screen/relevant-resource.js';
import { knowledge } from '../support/screened-cohort.js';

const loinc = { system: 'http://loinc.org', code: '85319-2', display: 'HER2 IHC' };

describe('the key of a code', () => {
  test('is one for two codes that read the same, whatever else they carry', () => {
    const plain = codeKey({ coding: [loinc], text: 'HER2' });
    expect(codeKey({ text: 'HER2', coding: [{ ...loinc, userSelected: true }] })).toBe(plain);
    expect(plain === undefined || isSureKey(plain)).toBe(true);
  });

  test('is another where system, code, display, text, order or number of codings differ', () => {
    const other = { system: 'urn:local', code: 'x' };
    const concepts = [
      { coding: [loinc] },
      { coding: [loinc], text: 'HER2' },
      { coding: [{ ...loinc, system: 'http://snomed.info/sct' }] },
      { coding: [{ ...loinc, code: '85319-3' }] },
      { coding: [{ ...loinc, display: '' }] },
      { coding: [loinc, other] },
      { coding: [other, loinc] },
      { coding: [] },
      { coding: [], text: 'HER2' },
    ];
    expect(new Set(concepts.map(codeKey)).size).toBe(concepts.length);
  });

  test.each([
    ['no code', undefined],
    ['a word', 'HER2'],
    ['text alone', { text: 'HER2' }],
    ['codings that are no list', { coding: loinc }],
    ['a coding that is no object', { coding: ['85319-2'] }],
    ['null', null],
  ])('is none for %s', (_, concept) => {
    expect(codeKey(concept)).toBeUndefined();
  });

  test('is not sure where a value holds the separator: two such codes can have one key', () => {
    const one = codeKey({ coding: [{ system: 'a\u0000b', code: 'c' }] });
    const two = codeKey({ text: '', coding: [{ system: 'a', code: 'b', display: 'c\u0000' }] });
    expect(one).toBe(two);
    expect(isSureKey(one ?? '')).toBe(false);
  });
});

test('a test whose code shares its key with that of a test of no interest is still seen to be one of HER2', () => {
  const judge = resourceJudge(knowledge);
  const coding = { code: 'y', display: 'z' };
  const heart = { code: { text: '', coding: [{ ...coding, system: 'HER2\u0000x' }] } };
  const her2 = { code: { text: '\u0000HER2', coding: [{ ...coding, system: 'x' }] } };
  expect(codeKey(heart.code)).toBe(codeKey(her2.code));
  expect([judge('Observation', heart), judge('Observation', her2)]).toEqual(['none', 'telling']);
});
