import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { drugClasses } from '../src/clinical/facts/therapy.js';
import { embeddedDirectory, loadKnowledge, readKnowledgeFiles } from '../src/knowledge/load.js';
import { codeLists } from '../src/knowledge/schema.js';

const { codes, drugs, sources, indications } = loadKnowledge();
const root = path.resolve(embeddedDirectory, '../..');
const shared = path.resolve(root, '../shared');
const whenShared = existsSync(shared) ? describe : describe.skip;

interface Pair {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** Every coding in a JSON document, at any depth. */
function pairsOf(value: unknown, found: Pair[] = []): Pair[] {
  if (Array.isArray(value)) {
    for (const part of value) pairsOf(part, found);
  } else if (typeof value === 'object' && value !== null) {
    if ('system' in value && 'code' in value && typeof value.system === 'string' && typeof value.code === 'string') {
      const display = 'display' in value && typeof value.display === 'string' ? value.display : '';
      found.push({ system: value.system, code: value.code, display });
    }
    for (const part of Object.values(value)) pairsOf(part, found);
  }
  return found;
}

function isKnown(pair: Pair): boolean {
  return drugs.byCode(pair) !== undefined || codeLists.some((list) => codes.find(list, pair) !== undefined);
}

const named = ({ system, code, display }: Pair): string => `${system}|${code} ${display}`;

function jsonFilesUnder(directory: string): readonly unknown[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json') && !name.includes('requirements'))
    .map((name): unknown => JSON.parse(readFileSync(path.join(directory, name), 'utf8')));
}

function sourceTexts(): string {
  return ['src', 'hooks']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => readFileSync(path.join(root, folder, name), 'utf8')),
    )
    .join('\n');
}

describe('knowledge as a whole', () => {
  test('a source that the program cites is cited by the program', () => {
    const file = readKnowledgeFiles().files.find((candidate) => candidate.path === 'sources.json');
    const text = sourceTexts();
    const listed = JSON.stringify(file?.content).matchAll(/"id":"([a-z0-9-]+)"[^}]*?"citedBy":"code"/g);
    const uncited = [...listed].map((match) => match[1] ?? '').filter((id) => !text.includes(id));
    expect(uncited).toEqual([]);
  });

  test('every source id that the program writes is in the list of sources', () => {
    const written = sourceTexts().matchAll(/'((?:fda|ema|asco-cap|rakha|nejm|esmo|nccn)-[a-z0-9-]*\d{4}[a-z0-9-]*)'/g);
    expect([...new Set([...written].map((match) => match[1] ?? ''))].filter((id) => !sources.has(id))).toEqual([]);
  });

  test('every indication cites a label', () => {
    expect(indications.map((indication) => sources.get(indication.source)?.kind)).toEqual(
      indications.map(() => 'label'),
    );
  });

  test('the scores whose display was not checked are those of the CAP checklists', () => {
    const unverified = codes.entries('her2-answers').filter((entry) => !entry.verified && entry.role === 'score');
    expect(unverified.map((entry) => entry.system)).toEqual(unverified.map(() => 'https://cap.org/eCC'));
  });

  test('every class of drug has a drug, and every drug a name', () => {
    for (const each of drugClasses) expect(drugs.all.filter((drug) => drug.class === each).length).toBeGreaterThan(0);
    for (const drug of drugs.all) expect(drug.names).toContain(drug.name);
  });

  test('taxanes are paclitaxel, nab-paclitaxel and docetaxel; only HER2-directed classes are anti-HER2', () => {
    const taxanes = drugs.all.filter((drug) => drug.taxane).map((drug) => drug.name);
    expect(taxanes.sort()).toEqual(['docetaxel', 'nab-paclitaxel', 'paclitaxel', 'taxane']);
    const classes = new Set(drugs.all.filter((drug) => drug.antiHer2).map((drug) => drug.class));
    expect([...classes].sort()).toEqual([
      'anti-her2-bispecific',
      'anti-her2-mab',
      'anti-her2-tki',
      'her2-adc',
      't-dxd',
    ]);
  });
});

/** Codings of the real records that name no meaning of ours: images, genes, made-up and mislabelled test codes. */
const meaningless: readonly string[] = [
  'http://loinc.org|34566',
  'http://loinc.org|44667-4',
  'http://snomed.info/sct|1571000087109',
  'http://snomed.info/sct|241615005',
  'http://snomed.info/sct|367651003',
  'http://www.genenames.org/geneId|HGNC:3467',
  'http://www.ncbi.nlm.nih.gov/gtr|509910',
  'http://www.nlm.nih.gov/research/umls/rxnorm|1156253',
  'http://www.nlm.nih.gov/research/umls/rxnorm|34566',
  'http://www.nlm.nih.gov/research/umls/rxnorm|904425',
  'http://www.nlm.nih.gov/research/umls/rxnorm|9990001',
];

/** Answer lists, gaps and lists that are no code system of a record. */
const noRecordCode = /\|LL\d|\(unknown\)|^NCIT\||^SEER|^NHS Data Dictionary/;

/** What golden records say beside the disease: status words, categories, units. */
const administrative = /condition-clinical|condition-ver-status|observation-category|data-absent-reason|unitsofmeasure/;

whenShared('codes of the reference records (skipped where ../shared is absent)', () => {
  test('every clinical code of the golden cases is known', () => {
    const folder = path.join(shared, 'golden');
    const lines = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').split('\n'))
      .filter((line) => line.trim() !== '');
    const pairs = lines.flatMap((line) => pairsOf(JSON.parse(line)));
    expect(pairs.length).toBeGreaterThan(1000);
    const unknown = pairs.filter((pair) => !administrative.test(pair.system) && !isKnown(pair)).map(named);
    expect([...new Set(unknown)]).toEqual([]);
  });

  test('every breast, HER2, receptor, stage and drug code of the collected real records is known', () => {
    const relevant =
      /her2|erbb2 gene (copy|dupl)|receptor (ag|2)|strogen receptor|rogesterone|breast|neoplasm|cancer (metas|stage)|joint committee|paclitaxel|trastuzumab|tamoxifen|letrozole|anastrozole|exemestane|fulvestrant|ciclib|citabine|alpelisib|leuprolide|doxorubicin|cyclophosphamide/i;
    const records = [...jsonFilesUnder(path.join(shared, 'real')), ...jsonFilesUnder(path.join(shared, 'cds-hooks'))];
    const pairs = records.flatMap((record) => pairsOf(record));
    const unknown = pairs
      .filter((pair) => relevant.test(pair.display) && !isKnown(pair))
      .map(({ system, code }) => `${system}|${code}`)
      .filter((pair) => !meaningless.includes(pair));
    expect([...new Set(unknown)].sort()).toEqual([]);
  });

  test('every usable code of the terminology lists is known', () => {
    const folder = path.join(shared, 'terminology');
    const pairs = readdirSync(folder).flatMap((name) =>
      pairsOf(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))),
    );
    const unknown = pairs
      .filter((pair) => /^[^\s*]+$/.test(pair.code) && !isKnown(pair))
      .map(named)
      .filter((pair) => !noRecordCode.test(pair));
    expect([...new Set(unknown)].sort()).toEqual([]);
  });
});
