import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { asFields, textAt } from '../../src/chart/fields.js';
import { read } from '../../src/chart/read.js';
import { indexRecords, type Received } from '../../src/chart/records.js';
import { assess } from '../../src/clinical/assess.js';
import { readBundle } from '../../src/fhir/bundle-entries.js';
import { type Answer, assessPatient } from '../../src/screen/assess-patient.js';
import { resourceJudge } from '../../src/screen/relevant-resource.js';
import { syntheticPatient } from '../../src/synthesize/synthetic-patient.js';
import { knowledge } from '../support/screened-cohort.js';
import { repoRoot } from '../support/source-files.js';

const judge = resourceJudge(knowledge);
const asOf = '2026-11-24';

/** The assessment but for what was not understood: a resource that is not read leaves no gap. */
function told(received: readonly Received[]): unknown {
  const chart = read(indexRecords(received), knowledge, asOf);
  const { gaps: _, ...rest } = assess(chart, {
    asOf,
    indications: knowledge.indications,
    knowledgeVersion: knowledge.version,
  });
  return rest;
}

function withoutNothing(received: readonly Received[]): readonly Received[] {
  return received.filter(({ resource }) => {
    const fields = asFields(resource);
    return fields !== undefined && judge(textAt(fields, 'resourceType') ?? '', fields) !== 'none';
  });
}

function casesOf(file: string): readonly { readonly id: string; readonly received: readonly Received[] }[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ id, name, given }) => ({ id: id ?? name, received: readBundle(given).received }));
}

const ours = ['fixtures/cases/her2.jsonl', 'fixtures/cases/eligibility.jsonl'].map((file) => path.join(repoRoot, file));
const shared = ['her2', 'eligibility'].map((name) => path.resolve(repoRoot, '../shared/golden', `${name}.jsonl`));

describe('what is left out of a cohort', () => {
  test('changes no assessment of the case collections', () => {
    const files = [...ours, ...shared].filter((file) => existsSync(file));
    const cases = files.flatMap(casesOf);
    expect(cases.length).toBeGreaterThan(50);
    const changed = cases.filter(
      ({ received }) => JSON.stringify(told(received)) !== JSON.stringify(told(withoutNothing(received))),
    );
    expect(changed.map(({ id }) => id)).toEqual([]);
  });

  test('changes no assessment of a synthetic patient, and is most of their record', () => {
    let all = 0;
    let kept = 0;
    for (let number = 0; number < 60; number += 1) {
      const { resources } = syntheticPatient(number, { seed: 9, breastShare: 0.7 });
      const received = resources.map((resource) => ({ resource }));
      const left = withoutNothing(received);
      all += received.length;
      kept += left.length;
      expect(told(left)).toEqual(told(received));
    }
    expect(kept / all).toBeLessThan(0.5);
  });

  test('a disease that says nothing of itself is kept, because it may be what a drug was given for', () => {
    const arthritis = {
      coding: [{ system: 'http://snomed.info/sct', code: '69896004' }],
      text: 'Rheumatoid arthritis',
    };
    expect(judge('Condition', { resourceType: 'Condition', id: 'c', code: arthritis })).toBe('silent');
    const breast = { coding: [{ system: 'http://snomed.info/sct', code: '254837009' }] };
    expect(judge('Condition', { resourceType: 'Condition', id: 'c', code: breast })).toBe('telling');
    const staged = { resourceType: 'Condition', id: 'c', code: arthritis, stage: [{}] };
    expect(judge('Condition', staged)).toBe('telling');
  });

  test('a patient of whom nothing is told gets the answer of their own record, whatever their age', () => {
    const untold = new Map<string, Answer>();
    const shared = { namedBy: () => [] };
    for (const birthDate of [
      '1930-05-01',
      '1999',
      '2007-11-24',
      '2008-11-24',
      '2008-11-25',
      '2020-01',
      'soon',
      undefined,
      7,
    ]) {
      const id = `p-${birthDate}`;
      const text = JSON.stringify({ resourceType: 'Patient', id, birthDate });
      const line = { piece: 0, line: 1, kind: 'patient' as const, text };
      const given = { knowledge, asOf, shared };
      const own = assessPatient(`Patient/${id}`, [line], given);
      for (let time = 0; time < 2; time += 1) {
        const answer = assessPatient(`Patient/${id}`, [line], { ...given, untold });
        const results = (each: typeof own) =>
          each === 'not-assessed' ? each : each.assessment.indications.map((one) => [one.id, one.result, one.missing]);
        expect(results(answer)).toEqual(results(own));
      }
    }
    expect(untold.size).toBeGreaterThan(3);
  });

  test('a panel without a HER2 code of its own is kept where it ties results together', () => {
    const panel = { resourceType: 'Observation', code: { text: 'Panel' }, hasMember: [{ reference: 'Observation/1' }] };
    expect(judge('Observation', panel)).toBe('telling');
    expect(judge('Observation', { resourceType: 'Observation', code: { text: 'Heart rate' } })).toBe('none');
  });

  test('a drug of no interest is left out, one that is only referred to is not', () => {
    const metformin = { medicationCodeableConcept: { text: 'Metformin 500 mg' } };
    const letrozole = { medicationCodeableConcept: { text: 'Letrozol 2,5 mg' } };
    const referred = { medicationReference: { reference: 'Medication/1' } };
    expect(judge('MedicationRequest', metformin)).toBe('none');
    expect(judge('MedicationRequest', letrozole)).toBe('telling');
    expect(judge('MedicationRequest', referred)).toBe('telling');
  });
});
