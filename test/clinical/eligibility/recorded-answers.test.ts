import { test } from '@jest/globals';
import fc from 'fast-check';
import type { Advice } from '../../../src/clinical/advice/advice.js';
import { advise } from '../../../src/clinical/advice/advise.js';
import { appraise } from '../../../src/clinical/eligibility/appraise.js';
import { flagsOf } from '../../../src/clinical/eligibility/flags.js';
import { loadKnowledge } from '../../../src/knowledge/load.js';
import { type PatientRecord, patientFacts, patientRecords } from '../../second-opinion/patient-records.js';
import { adviseInput, her2Of, order } from '../../support/build-chart.js';
import { chart } from '../../support/clinical-facts.js';
import { expectAsRecorded } from '../../support/recorded.js';

const { indications } = loadKnowledge();
const asOf = '2026-11-24';
const categories = ['positive', 'low', 'ultralow', 'null', 'equivocal', 'indeterminate', 'none'] as const;
const drafts = [undefined, 'endocrine', 'chemotherapy', 'trastuzumab', 't-dm1', 't-dxd'] as const;

const patients = fc.record({
  patient: patientRecords,
  category: fc.constantFrom(...categories),
  draft: fc.constantFrom(...drafts),
});

const short = (record: object): string => JSON.stringify(record).replaceAll('"', '');

function saidOf(advice: Advice): string {
  const about = 'indications' in advice ? advice.indications.map(({ id }) => id) : [];
  return `${advice.topic} ${advice.indicator} [${about.join()}] [${advice.drafts.join()}]`;
}

function lineFor(record: PatientRecord, category: (typeof categories)[number], draft: (typeof drafts)[number]): string {
  const facts = patientFacts(record);
  const her2 = her2Of(category);
  const given = { chart: chart(facts), her2, asOf };
  const appraisals = appraise(given, indications);
  const answers = appraisals.map(({ id, result, missing, criteria }) => {
    const truths = criteria.map(({ truth, because }) => `${truth.charAt(0)}${because.length}`).join('');
    return `${id} ${result} ${truths}${missing.length === 0 ? '' : ` (${missing.join(', ')})`}`;
  });
  const orders = draft === undefined ? [] : [order(draft)];
  const input = adviseInput({
    chart: facts,
    her2,
    orders,
    hook: draft === undefined ? 'patient-view' : 'order-select',
  });
  const { advice, silence } = advise(input);
  const said = advice.map(saidOf);
  return [...answers, flagsOf({ ...given, appraisals }).join(), ...said, silence ?? ''].join('; ');
}

test('random treated patients are answered as recorded, criterion by criterion, with what is said of them', () => {
  const lines = fc.sample(patients, { seed: 20_261_124, numRuns: 500 }).map(({ patient, category, draft }) => ({
    record: short({ patient, category, draft }),
    answer: lineFor(patient, category, draft),
  }));
  expectAsRecorded('treated-patients.txt', lines);
});
