import { read } from '../chart/read.js';
import type { Records } from '../chart/records.js';
import { assess } from '../clinical/assess.js';
import type { Chart } from '../clinical/facts/chart.js';
import type { Day } from '../clinical/facts/dates.js';
import type { Knowledge } from '../knowledge/schema.js';
import { explainFacts } from './explain-facts.js';
import { explainRules } from './explain-rules.js';
import type { ExplainedGap, Explanation } from './explanation.js';
import { gapWords } from './gap-words.js';
import { unknownTests } from './unknown-tests.js';

function explainGaps(records: Records, chart: Chart, knowledge: Knowledge): readonly ExplainedGap[] {
  const unknown = unknownTests(records, chart, knowledge).map(({ reference }) => ({
    reference,
    problem: 'TEST_NOT_KNOWN' as const,
    path: 'code',
    ...gapWords.TEST_NOT_KNOWN,
  }));
  const named = new Set(unknown.map(({ reference }) => reference));
  const rest = chart.gaps.filter(({ reference, path }) => !(path === 'code' && named.has(reference)));
  const known = rest.map(({ reference, problem: given, path }): ExplainedGap => {
    // A value "not understood" at the code is a test that only its name makes known.
    const problem = given === 'VALUE_NOT_UNDERSTOOD' && path === 'code' ? 'TEST_NOT_KNOWN' : given;
    return { reference, problem, ...(path === undefined ? {} : { path }), ...gapWords[problem] };
  });
  return [...known, ...unknown];
}

/**
 * Explains one record: each fact with its source, each rule applied, each gap and why. The category is the one of `assess`.
 * @param asOf day of the assessment
 */
export function explain(records: Records, knowledge: Knowledge, asOf: Day): Explanation {
  const chart = read(records, knowledge, asOf);
  const assessment = assess(chart, {
    asOf,
    indications: knowledge.indications,
    knowledgeVersion: knowledge.version,
  });
  const { category, ascoCapStatus, reason, nextStep } = assessment.her2;
  return {
    asOf,
    ...(chart.patient === undefined ? {} : { patient: chart.patient }),
    knowledge: knowledge.version,
    category,
    ascoCapStatus,
    ...(reason === undefined ? {} : { reason }),
    nextStep,
    facts: explainFacts(chart, asOf),
    rules: explainRules(chart, assessment, asOf),
    indications: assessment.indications,
    gaps: explainGaps(records, chart, knowledge),
  };
}
