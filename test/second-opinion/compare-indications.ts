import type { Appraisal, Her2Assessment } from '../../src/clinical/assessment.js';
import { appraise } from '../../src/clinical/eligibility/appraise.js';
import { categorize } from '../../src/clinical/her2/categorize.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import { chart } from '../support/clinical-facts.js';
import { compareHer2 } from './compare-her2.js';
import { type Answers, cqlLibrary } from './cql-library.js';
import { asOf, type PatientRecord, patientFacts, patientParameter } from './patient-records.js';
import { her2Facts, type SpecimenRecord } from './specimen-records.js';

const indications = loadKnowledge().indications.filter(({ region }) => region === 'US');

/** Definition of each criterion that the patient's record answers; HER2 is compared through the result. */
const definitions: Readonly<Record<string, string>> = {
  adult: 'Adult',
  'advanced-disease': 'Advanced',
  'hormone-receptor-positive': 'HR Positive',
  'first-line-metastatic': 'FirstLine',
  'prior-anti-her2-regimen': 'PriorAntiHer2',
  'prior-chemotherapy': 'PriorChemotherapy',
  'endocrine-therapy-metastatic': 'ProgressedOnEndocrineInMetastaticSetting',
  'early-disease-stage': 'EarlyStage',
  'no-neoadjuvant-therapy-yet': 'BeforeNeoadjuvant',
  'no-metastatic-disease': 'NotMetastatic',
  'neoadjuvant-trastuzumab-and-taxane': 'NeoadjuvantRegimen',
  'residual-invasive-disease': 'ResidualInvasive',
};
const askHer2 = cqlLibrary('her2', ['Possible Categories']);
const ask = cqlLibrary('indications', [...Object.values(definitions), ...indications.map(({ id }) => id)]);

const truth = (value: unknown): string => (value === true ? 'met' : value === false ? 'not-met' : 'unknown');
const result = (value: unknown): string => (value === null ? 'missing-data' : truth(value));

interface Difference {
  readonly about: string;
  readonly ours: string;
  readonly theirs: string;
}

interface Case extends Difference {
  readonly record: PatientRecord;
  readonly specimen: SpecimenRecord;
  readonly her2: Her2Assessment;
}

/** Each is a heading of docs/second-opinion.md, where the verdict stands. */
const knownDifferences: Readonly<Record<string, (given: Case) => boolean>> = {
  'ISH negative without IHC': ({ about, ours, theirs, specimen }) =>
    about.startsWith('US-HER2POS') && ours === 'not-met' && theirs === 'missing-data' && specimen.score === undefined,
  'an indeterminate result leaves more categories open': ({ about, ours, her2 }) =>
    about.startsWith('US-') && ours === 'missing-data' && her2.category === 'indeterminate',
};

function differencesOf(appraisal: Appraisal, answers: Answers): readonly Difference[] {
  const criteria = appraisal.criteria.flatMap(({ criterion, truth: ours }) => {
    const definition = definitions[criterion];
    if (definition === undefined) return [];
    const theirs = truth(answers[definition]);
    return ours === theirs ? [] : [{ about: criterion, ours, theirs }];
  });
  // The result follows from the criteria: it is compared where they agree.
  const theirs = result(answers[appraisal.id]);
  if (criteria.length > 0 || appraisal.result === theirs) return criteria;
  return [{ about: appraisal.id, ours: appraisal.result, theirs }];
}

/**
 * Compares every criterion and result of the US indications for one patient with one specimen.
 * @returns the differences, each with the names of the known differences that explain it (none: unexplained)
 */
export async function compareIndications(record: PatientRecord, specimen: SpecimenRecord) {
  // Where the two disagree about HER2 itself the indications can only repeat it.
  if ((await compareHer2(specimen)) !== undefined) return [];
  const { birthDate: _born, ...blank } = chart();
  const facts = { ...blank, ...patientFacts(record), her2: her2Facts(specimen) };
  const her2 = categorize(facts, asOf);
  const appraisals = appraise({ chart: facts, her2, asOf }, indications);
  const categories = (await askHer2({ Specimen: specimen }))['Possible Categories'];
  const answers = await ask({ Record: patientParameter(record, categories) });
  return appraisals.flatMap((appraisal) =>
    differencesOf(appraisal, answers).map((difference) => ({
      names: Object.entries(knownDifferences).flatMap(([name, when]) =>
        when({ ...difference, record, specimen, her2 }) ? [name] : [],
      ),
      ...difference,
      indication: appraisal.id,
      reason: her2.reason,
      status: her2.ascoCapStatus,
      record,
      specimen,
    })),
  );
}

/** Criteria of the US indications that no definition of the CQL answers. */
export const uncompared: readonly string[] = [
  ...new Set(indications.flatMap(({ criteria }) => criteria.map(({ kind }): string => kind))),
].filter((kind) => definitions[kind] === undefined);
