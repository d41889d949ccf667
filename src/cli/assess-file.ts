import { read } from '../chart/read.js';
import { assess } from '../clinical/assess.js';
import type { Assessment } from '../clinical/assessment.js';
import type { Day } from '../clinical/facts/dates.js';
import { type Problem, problem } from '../errors.js';
import { type Assessable, readAssessableFile } from '../fhir/assessable.js';
import { isDeeperThan, maxDepth } from '../json-depth.js';
import type { Knowledge } from '../knowledge/schema.js';
import { parsedJson } from './machine.js';
import { printAssessment } from './print-assessment.js';
import type { RecordCommand } from './record-command.js';

/** Reads the text of a file as every command does: a Bundle of any type, or a bare array of resources, of one patient. */
export function recordsOfText(text: string): Assessable {
  if (isDeeperThan(Buffer.from(text), maxDepth)) return problem('BODY_TOO_DEEP');
  const content = parsedJson(text);
  return content === undefined ? problem('BODY_NOT_JSON') : readAssessableFile(content);
}

/** Assesses the text of a file: a Bundle of any type, or a bare array of resources. Gives the assessment or the refusal. */
export function assessText(
  text: string,
  { knowledge, asOf }: { readonly knowledge: Knowledge; readonly asOf: Day },
): { readonly kind: 'assessment'; readonly assessment: Assessment } | Problem {
  const assessable = recordsOfText(text);
  if (assessable.kind === 'problem') return assessable;
  const chart = read(assessable.records, knowledge, asOf);
  return {
    kind: 'assessment',
    assessment: assess(chart, { asOf, indications: knowledge.indications, knowledgeVersion: knowledge.version }),
  };
}

/** `herald assess`: one patient. */
export const assessCommand: RecordCommand = {
  name: 'assess',
  description: 'assess one patient',
  done: 'assessed',
  answer: (text, { knowledge, asOf, region }) => {
    const assessed = assessText(text, { knowledge, asOf });
    if (assessed.kind === 'problem') return assessed;
    const { assessment } = assessed;
    return { kind: 'answer', data: assessment, text: () => printAssessment(assessment, region) };
  },
};
