import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { KnowledgeError } from '../../src/knowledge/knowledge-error.js';
import { loadKnowledge, readKnowledgeFiles } from '../../src/knowledge/load.js';
import { codeLists } from '../../src/knowledge/schema.js';

const snomed = 'http://snomed.info/sct';
const made: string[] = [];

/** A directory with the given files, removed after the test. */
function overrideWith(files: Readonly<Record<string, unknown>>): string {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'herald-knowledge-'));
  made.push(directory);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(path.join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return directory;
}

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});

describe('the embedded knowledge', () => {
  const knowledge = loadKnowledge();

  test('is sound and carries its release and content hash as version', () => {
    expect(knowledge.version).toMatch(/^\d{4}\.\d{2}\+sha256:[0-9a-f]{12}$/);
    expect(knowledge.version.endsWith(readKnowledgeFiles().hash.slice(0, 12))).toBe(true);
  });

  test('has entries in every code list', () => {
    for (const list of codeLists) expect(knowledge.codes.entries(list).length).toBeGreaterThan(0);
  });

  test('has the nine Enhertu indications, six of the US and three of the EU', () => {
    expect(knowledge.indications.filter((indication) => indication.region === 'US')).toHaveLength(6);
    expect(knowledge.indications.filter((indication) => indication.region === 'EU')).toHaveLength(3);
  });

  test('cannot be changed by a reader', () => {
    expect(Object.isFrozen(knowledge)).toBe(true);
    expect(Object.isFrozen(knowledge.codes.entries('conditions')[0])).toBe(true);
    expect(Object.isFrozen(knowledge.drugs.all[0])).toBe(true);
    expect(Object.isFrozen(knowledge.indications[0]?.criteria[0])).toBe(true);
  });
});

describe('an override directory', () => {
  test('replaces a file and changes the version', () => {
    const knowledge = loadKnowledge({ override: overrideWith({ 'knowledge.json': { release: '2027.01' } }) });
    expect(knowledge.version).toMatch(/^2027\.01\+sha256:/);
    expect(knowledge.version.split('+')[1]).not.toBe(loadKnowledge().version.split('+')[1]);
  });

  test('that says the same in other spacing has the same version', () => {
    expect(loadKnowledge({ override: overrideWith({ 'knowledge.json': '{\n\n"release":\t"2026.11"}' }) }).version).toBe(
      loadKnowledge().version,
    );
  });

  test('with a file that is not JSON stops the start and names the file', () => {
    const load = () => loadKnowledge({ override: overrideWith({ 'sources.json': '{"sources": [' }) });
    expect(load).toThrow(KnowledgeError);
    expect(load).toThrow(/sources\.json: is not JSON: line \d+, column \d+/);
  });

  test('with an unknown key stops the start and names file and path', () => {
    const load = () =>
      loadKnowledge({ override: overrideWith({ 'knowledge.json': { release: '2026.11', extra: 1 } }) });
    expect(load).toThrow(/knowledge\.json.*extra/);
  });
});

describe('finding a code', () => {
  const { codes, drugs } = loadKnowledge();

  test('a code is found under the OID, an edition, https and a trailing slash of its system', () => {
    for (const system of [
      snomed,
      'urn:oid:2.16.840.1.113883.6.96',
      'http://snomed.info/sct/731000124108',
      'http://snomed.info/sct/900000000000207008/version/20250301',
      'https://snomed.info/sct',
      'http://snomed.info/sct/',
      'http://snomed.info/sct|20250301',
    ]) {
      expect(codes.find('conditions', { system, code: '254837009' })?.role).toBe('breast-cancer');
    }
  });

  test('a code without a system, or in an unknown one, means nothing', () => {
    expect(codes.find('conditions', { code: '254837009' })).toBeUndefined();
    expect(codes.find('conditions', { system: 'http://example.org', code: '254837009' })).toBeUndefined();
    expect(codes.find('conditions', { system: snomed })).toBeUndefined();
    expect(codes.find('conditions', { system: 'http://snomed.info/sctx', code: '254837009' })).toBeUndefined();
  });

  test('an exact code goes before a prefix, and a longer prefix before a shorter', () => {
    const icd = (code: string) => codes.find('conditions', { system: 'http://hl7.org/fhir/sid/icd-10-cm', code });
    expect(icd('C50.919')).toMatchObject({ role: 'breast-cancer', match: 'prefix' });
    expect(icd('C50.912')).toMatchObject({ role: 'breast-cancer', value: 'left', match: 'exact' });
    expect(icd('C79.81')?.role).toBe('secondary-breast');
    expect(icd('C79.51')?.role).toBe('metastatic');
    expect(icd('C77.3')?.role).toBe('nodal-regional');
    expect(icd('C77.9')?.role).toBe('nodal');
    expect(icd('C787')?.role).toBe('metastatic');
    expect(icd('C5')).toBeUndefined();
  });

  test('serum HER2 is known and is no tissue test', () => {
    for (const code of ['32996-1', '42914-2', '51981-9']) {
      expect(codes.find('her2-tests', { system: 'http://loinc.org', code })?.role).toBe('serum');
    }
    expect(codes.find('her2-tests', { system: 'http://loinc.org', code: '72382-5' })?.role).toBe('excluded');
    expect(codes.find('her2-tests', { system: 'http://loinc.org', code: '72383-3' })?.role).toBe('immunoassay');
  });

  test('the word negative means HER2-null, IHC 1+ or HER2-negative according to its code system', () => {
    const value = (system: string, code: string) => codes.find('her2-answers', { system, code })?.value;
    const mii = 'https://www.medizininformatik-initiative.de/fhir/ext/modul-onko/CodeSystem/';
    expect(value(`${mii}mii-cs-onko-mamma-her2neu-status-leitlinie`, 'negativ')).toBe('category:null');
    expect(value(`${mii}mii-cs-onko-mamma-her2neu-status-obds`, 'N')).toBe('negative');
    expect(value('http://hl7.org/fhir/us/breastcancer/CodeSystem/oncology-HER2StatusCS', 'negative')).toBe('ihc:1+');
    expect(value('http://loinc.org', 'LA6577-6')).toBe('negative');
  });

  test('a very long code costs nothing and means nothing', () => {
    expect(
      codes.find('conditions', { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C50'.padEnd(1e6, '9') }),
    ).toBeUndefined();
  });

  test('a drug is found by ingredient, brand product and class code', () => {
    const rx = 'http://www.nlm.nih.gov/research/umls/rxnorm';
    expect(drugs.byCode({ system: rx, code: '2267582' })?.drug.class).toBe('t-dxd');
    expect(drugs.byCode({ system: 'urn:oid:2.16.840.1.113883.6.88', code: '203870' })?.drug.name).toBe('fulvestrant');
    expect(drugs.byCode({ system: 'http://fhir.de/CodeSystem/bfarm/atc', code: 'L01CD02' })?.drug.taxane).toBe(true);
    expect(drugs.byCode({ system: snomed, code: '413575009' })?.drug.name).toBe('aromatase inhibitor');
    expect(drugs.byCode({ system: rx, code: '314231' })).toBeUndefined();
  });

  test('an ATC code for use against rejection or rheumatism is no cancer drug', () => {
    const atc = (code: string) => drugs.byCode({ system: 'http://www.whocc.no/atc', code })?.drug.name;
    expect([atc('L01BA01'), atc('L04AX03')]).toEqual(['methotrexate', undefined]);
    expect([atc('L01EG02'), atc('L04AH02')]).toEqual(['everolimus', undefined]);
  });

  test('T-DXd, T-DM1 and trastuzumab are three drugs with no name in common', () => {
    const named = (name: string) => drugs.all.filter((drug) => drug.names.includes(name)).map((drug) => drug.class);
    expect(named('enhertu')).toEqual(['t-dxd']);
    expect(named('kadcyla')).toEqual(['her2-adc']);
    expect(named('trastuzumab-dkst')).toEqual(['anti-her2-mab']);
    expect(named('datroway')).toEqual(['trop2-adc']);
    expect(named('letrozol')).toEqual(['endocrine']);
  });
});
