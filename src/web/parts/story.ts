import { wordings } from '../../cards/wording/languages.js';
import { read } from '../../chart/read.js';
import type { Records } from '../../chart/records.js';
import { assess } from '../../clinical/assess.js';
import type { Appraisal, Assessment } from '../../clinical/assessment.js';
import type { Indication } from '../../clinical/eligibility/indication.js';
import type { Chart } from '../../clinical/facts/chart.js';
import type { Evidence } from '../../clinical/facts/evidence.js';
import { explainFacts } from '../../explain/explain-facts.js';
import { explainRules } from '../../explain/explain-rules.js';
import type { ExplainedFact, ExplainedGap, ExplainedRule } from '../../explain/explanation.js';
import { gapWords } from '../../explain/gap-words.js';
import { unknownTests } from '../../explain/unknown-tests.js';
import type { Knowledge, Source } from '../../knowledge/schema.js';

/** An indication with its answer and where its text stands. */
export interface ToldIndication {
  readonly title: string;
  readonly appraisal: Appraisal;
  readonly text: string;
  readonly source: Source | undefined;
}

/** The whole story behind a category, as a page tells it. */
export interface Story {
  readonly records: Records;
  readonly chart: Chart;
  readonly assessment: Assessment;
  readonly facts: readonly ExplainedFact[];
  readonly rules: readonly ExplainedRule[];
  readonly gaps: readonly ExplainedGap[];
  /** Those of the region first. */
  readonly indications: readonly ToldIndication[];
}

/** A fact chosen on the page, with everything that shows where it was read. */
export interface Chosen {
  readonly title: string;
  readonly evidence: readonly Evidence[];
}

function gapsOf(records: Records, chart: Chart, knowledge: Knowledge): readonly ExplainedGap[] {
  const unknown = unknownTests(records, chart, knowledge).map(({ reference }) => ({
    ...{ reference, problem: 'TEST_NOT_KNOWN' as const },
    ...gapWords.TEST_NOT_KNOWN,
  }));
  return [...chart.gaps.map((gap) => ({ ...gap, ...gapWords[gap.problem] })), ...unknown];
}

function told(appraisal: Appraisal, knowledge: Knowledge): ToldIndication {
  const indication: Indication | undefined = knowledge.indications.find(({ id }) => id === appraisal.id);
  return {
    title: wordings.en.indicationTitle[appraisal.id] ?? indication?.title ?? appraisal.id,
    appraisal,
    text: indication?.text ?? '',
    source: knowledge.sources.get(appraisal.source),
  };
}

/** Runs the pure line on records and keeps every fact, rule and gap of it. */
export function tellStory(
  records: Records,
  knowledge: Knowledge,
  { asOf, region }: { readonly asOf: string; readonly region: Appraisal['region'] },
): Story {
  const chart = read(records, knowledge, asOf);
  const assessment = assess(chart, { asOf, indications: knowledge.indications, knowledgeVersion: knowledge.version });
  const all = assessment.indications.map((appraisal) => told(appraisal, knowledge));
  return {
    records,
    chart,
    assessment,
    facts: explainFacts(chart, asOf),
    rules: explainRules(chart, assessment, asOf),
    gaps: gapsOf(records, chart, knowledge),
    indications: [
      ...all.filter(({ appraisal }) => appraisal.region === region),
      ...all.filter(({ appraisal }) => appraisal.region !== region),
    ],
  };
}
