import { describe, expect, it } from '@jest/globals';
import { conceptAt } from '../../../src/chart/fields.js';
import {
  codedPart,
  componentPart,
  her2CodeWords,
  isSequencingText,
  namesInSitu,
} from '../../../src/chart/her2/parts.js';
import { coded, knowledge } from '../../support/her2-bundle.js';

const { codes } = knowledge();
const concept = (code: unknown) => conceptAt({ code }, 'code');

describe('a component without a code of ours is what its words name', () => {
  it.each([
    ['DCIS component', 'in-situ'],
    ['Recount', 'recount'],
    ['Blinded re-count of cells', 'recount'],
    ['Nachzählung', 'recount'],
    ['Zweitzählung', 'recount'],
    ['Percentage of cells with faint incomplete membrane staining', 'percent-faint'],
    ['% barely perceptible, partial', 'percent-faint'],
    ['Anteil schwach, inkomplett', 'percent-faint'],
    ['Prozent schwach, unvollständig', 'percent-faint'],
    ['Prozent schwach, unvollstaendig', 'percent-faint'],
    ['Proportion weak incomplete', 'percent-faint'],
    ['Percentage of cells with intense complete staining', 'percent-complete'],
    ['Fraction strong circumferential', 'percent-complete'],
    ['Anteil stark komplett', 'percent-complete'],
    ['Anteil kräftig zirkulär', 'percent-complete'],
    ['Anteil kräftig vollständig', 'percent-complete'],
    ['Percentage intense incomplete staining', 'percent'],
    ['Percentage faint complete', 'percent'],
    ['Percentage intense', 'percent'],
    ['Percentage complete', 'percent'],
    ['Percentage of cells with membrane staining', 'percent-any'],
    ['Percentage stained', 'percent'],
    ['Staining intensity', 'intensity'],
    ['Membrane completeness', 'completeness'],
    ['Vollständigkeit', 'completeness'],
    ['Circumference', 'completeness'],
    ['Cells counted', 'cells'],
    ['Cells scored', 'cells'],
    ['Number of cells', 'cells'],
    ['Number of nuclei', 'cells'],
    ['Anzahl der Zellen', 'cells'],
    ['Anzahl ausgezählter Kerne', 'cells'],
    ['HER2/CEP17 ratio', 'ratio'],
    ['Quotient', 'ratio'],
    ['CEP17 signals', 'cep17-copies'],
    ['CEP-17', 'cep17-copies'],
    ['Chromosome 17 signals', 'cep17-copies'],
    ['Chr 17', 'cep17-copies'],
    ['Centromere 17', 'cep17-copies'],
    ['Zentromer-17', 'cep17-copies'],
    ['HER2 copy number', 'her2-copies'],
    ['HER-2 signals', 'her2-copies'],
    ['ERBB2 Kopien', 'her2-copies'],
    ['IHC score', 'ihc'],
    ['Immunohistochemistry score', 'ihc'],
    ['Immunhistologischer Score', 'ihc'],
    ['Immunhistochemischer Score', 'ihc'],
    ['HER2 score', 'ihc'],
    ['HER2 H-score', undefined],
    ['HER2 hscore', undefined],
    ['IHC Allred score', undefined],
    ['FISH', 'ish'],
    ['CISH result', 'ish'],
    ['DISH', 'ish'],
    ['SISH', 'ish'],
    ['ISH', 'ish'],
    ['In situ hybridization', 'ish'],
    ['In situ hybridisation', 'ish'],
    ['Fishing', undefined],
    ['Fixation time', undefined],
  ])('%s: %s', (text, kind) => {
    expect(componentPart({ code: { text } }, codes)?.kind).toBe(kind);
    expect(componentPart({ code: { coding: [{ code: 'x' }, { code: 'y', display: text }] } }, codes)?.kind).toBe(kind);
  });

  it('its code goes before its words, and words before nothing', () => {
    expect(componentPart({ code: { ...coded('49683-6'), text: 'Cells counted' } }, codes)?.kind).toBe('ratio');
    expect(componentPart({ code: { text: 'Cells counted' } }, codes)).toEqual({ kind: 'cells', verified: true });
    expect(componentPart({}, codes)).toBeUndefined();
    expect(componentPart({ code: coded('0000-0') }, codes)).toBeUndefined();
  });

  it('only the first 300 characters name it', () => {
    expect(componentPart({ code: { text: `${'x'.repeat(295)} FISH` } }, codes)?.kind).toBe('ish');
    expect(componentPart({ code: { text: `${'x'.repeat(300)} FISH` } }, codes)).toBeUndefined();
  });
});

describe('a non-invasive component', () => {
  it.each([
    'DCIS',
    'LCIS',
    'carcinoma in situ',
    'ductal carcinoma in-situ',
    'in situ carcinoma',
    'In-situ component',
    'in-situ-Karzinom',
    'in situ Komponente',
    'Intraductal carcinoma',
    'noninvasive',
    'non-invasive tumor',
  ])('%s', (text) => expect(namesInSitu(text)).toBe(true));

  it.each([
    'in situ hybridization',
    'DCIS and invasive carcinoma',
    'invasiv, daneben DCIS',
    'non-invasive beside invasive',
    'Carcinoma',
    'dcisx',
  ])('%s is none', (text) => expect(namesInSitu(text)).toBe(false));
});

describe('of several codings the most specific test counts', () => {
  const tests = ['49683-6', '74860-8', '74861-6', '85319-2', '85318-4', '48676-1'].map((code) => ({
    system: 'http://loinc.org',
    code,
  }));
  it.each([
    [['85318-4', '49683-6'], 'ratio'],
    [['85318-4', '85319-2'], 'ihc'],
    [['62361-1', '85318-4'], 'ish'],
    [['48676-1', '85318-4'], 'ish'],
    [['48676-1', '62361-1'], 'overall'],
    [['74861-6', '74860-8'], 'her2-copies'],
  ])('%j: %s, in any order', (of, kind) => {
    const codings = of.map((code) => ({ system: 'http://loinc.org', code }));
    expect(codedPart(concept({ coding: codings }), codes)?.kind).toBe(kind);
    expect(codedPart(concept({ coding: codings.toReversed() }), codes)?.kind).toBe(kind);
  });
  it('none of them, none', () => {
    expect(codedPart(concept({ coding: [{ system: 'http://loinc.org', code: '718-7' }] }), codes)).toBeUndefined();
    expect(codedPart(undefined, codes)).toBeUndefined();
    expect(codedPart(concept({ coding: tests }), codes)?.local).toBeUndefined();
  });
});

describe('words of a code that name HER2', () => {
  it.each([
    [{ text: 'HER2 status' }, 'HER2 status '],
    [{ text: 'her-2' }, 'her-2 '],
    [{ coding: [{ code: 'x', display: 'ERBB2 gene' }] }, ' ERBB2 gene'],
    [{ text: 'Receptor', coding: [{ code: 'x', display: 'HER2' }] }, 'Receptor HER2'],
    [{ text: 'Estrogen receptor' }, undefined],
    [{ coding: [{ code: 'x' }] }, undefined],
    [{ text: `${'x'.repeat(300)} HER2` }, undefined],
  ])('%j', (code, words) => expect(her2CodeWords(concept(code))).toBe(words));

  it('nothing names nothing', () => expect(her2CodeWords(undefined)).toBeUndefined());
});

describe('a sequencing result in words', () => {
  it.each([
    [{ text: 'HER2 sequencing' }, undefined, true],
    [{ text: 'ERBB2 NGS' }, 'amplified', true],
    [{ text: 'HER2' }, 'found by next-generation methods', true],
    [{ text: 'HER2 Sequenzierung' }, undefined, true],
    [{ text: 'Genomic panel' }, 'ERBB2 amplified', true],
    [{ text: 'Genomic panel' }, 'KRAS mutated', false],
    [{ text: 'Genomic panel' }, undefined, false],
    [{ text: 'HER2' }, 'amplified', false],
    [{ text: 'HER2' }, undefined, false],
    [{ text: 'Comment' }, 'ERBB2 amplified', false],
    [{ text: 'Genomic panel' }, `${'x'.repeat(300)} ERBB2`, false],
    [{ text: 'HER2' }, `${'x'.repeat(300)} sequencing`, false],
  ])('%j with "%s": %s', (code, value, is) => expect(isSequencingText(concept(code), value)).toBe(is));
});
