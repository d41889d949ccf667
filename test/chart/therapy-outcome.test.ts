import { describe, expect, test } from '@jest/globals';
import { recordsOf } from '../../src/chart/records.js';
import { saysProgression, statedOutcome } from '../../src/chart/therapy-outcome.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { coded, type Resource, recordsFrom, snomed, statement } from '../support/fhir-records.js';

const { codes } = loadKnowledge();

function outcomeOf(more: Resource) {
  const [record] = recordsOf(recordsFrom(statement('t', 'capecitabine', more)), 'MedicationStatement');
  return record === undefined ? 'no record' : statedOutcome(record, codes);
}
const stopped = (...concepts: readonly Resource[]) => outcomeOf({ statusReason: concepts });

describe('why a therapy ended, in words', () => {
  test.each([
    ['progression', 'progression'],
    ['patient progressed', 'progression'],
    ['progressive disease', 'progression'],
    ['Progress', 'progression'],
    ['progredient', 'progression'],
    ['progrediente Erkrankung', 'progression'],
    ['PD', 'progression'],
    ['condition worsened', 'progression'],
    ['progressing', 'progression'],
    ['Progredienz', 'progression'],
    ['Fortschreiten der Erkrankung', 'progression'],
    ['Krankheitsprogress', 'progression'],
    ['Tumorprogredienz', 'progression'],
    ['Tumorprogression', 'progression'],
    ['pseudoprogression', undefined],
    ['progression free', undefined],
    ['before progression', undefined],
    ['vor Progress', undefined],
    ['no progression', undefined],
    ['no progression; later progression', 'progression'],
    ['toxicity', 'toxicity'],
    ['too toxic', 'toxicity'],
    ['intolerance', 'toxicity'],
    ['intolerant', 'toxicity'],
    ['intolerable', 'toxicity'],
    ['adverse event', 'toxicity'],
    ['Unverträglichkeit', 'toxicity'],
    ['Toxizität', 'toxicity'],
    ['Nebenwirkung', 'toxicity'],
    ['Nebenwirkungen', 'toxicity'],
    ['neuropathy', 'toxicity'],
    ['Side effects', 'toxicity'],
    ['no toxicity', undefined],
    ['completed', 'completed'],
    ['treatment complete', 'completed'],
    ['finished', 'completed'],
    ['abgeschlossen', 'completed'],
    ['beendet', 'completed'],
    ['not completed', undefined],
    ['completed, progression', 'progression'],
    ['completed, toxicity', 'toxicity'],
    ['patient wish', undefined],
  ])('"%s": %s', (text, outcome) => {
    expect(stopped({ text })).toBe(outcome);
    expect(saysProgression(text)).toBe(outcome === 'progression');
  });
});

describe('where it stands', () => {
  test.each([
    ['completed', '182992009', 'completed'],
    ['not tolerated', '407563006', 'toxicity'],
    ['worsened', '271299001', 'progression'],
  ])('the SNOMED CT code of "%s"', (_, code, outcome) => {
    expect(stopped(coded(snomed, code))).toBe(outcome);
  });
  test('a code stands before the words beside it', () => {
    expect(stopped(coded(snomed, '182992009', 'progression'))).toBe('completed');
  });
  test('a code that names another reason leaves the words to speak', () => {
    expect(stopped(coded(snomed, '105480006', 'toxicity'))).toBe('toxicity');
  });
  test('of several reasons progression stands before toxicity, toxicity before completion', () => {
    const [progression, toxicity, completed] = ['progression', 'toxicity', 'completed'].map((text) => ({ text }));
    if (progression === undefined || toxicity === undefined || completed === undefined)
      throw new Error('three reasons');
    expect(stopped(completed, toxicity, progression)).toBe('progression');
    expect(stopped(completed, toxicity)).toBe('toxicity');
    expect(stopped(completed)).toBe('completed');
    expect(stopped()).toBeUndefined();
  });
  test('the outcome of a procedure', () => {
    expect(outcomeOf({ outcome: { text: 'progression' } })).toBe('progression');
    expect(outcomeOf({ outcome: { text: 'completed' }, statusReason: [{ text: 'toxicity' }] })).toBe('toxicity');
  });
  const base = 'http://example.org/StructureDefinition/';
  test.each([
    ['mcode-treatment-termination-reason', 'toxicity'],
    ['onco-core-TerminationReason', 'toxicity'],
    ['onco-core-TerminationReason-extension', 'toxicity'],
    ['another-reason', undefined],
  ])('an extension %s', (name, outcome) => {
    const extension = [{ url: `${base}${name}`, valueCodeableConcept: { text: 'toxicity' } }];
    expect(outcomeOf({ extension })).toBe(outcome);
  });
  test('extensions without url or value say nothing', () => {
    const extension = [{ valueCodeableConcept: { text: 'toxicity' } }, { url: `${base}termination-reason` }];
    expect(outcomeOf({ extension })).toBeUndefined();
  });
});
