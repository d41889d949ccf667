import { read } from '../chart/read.js';
import { assess } from '../clinical/assess.js';
import type { Assessment } from '../clinical/assessment.js';
import type { Day } from '../clinical/facts/dates.js';
import { type Problem, problem } from '../errors.js';
import { readAssessableFile } from '../fhir/assessable.js';
import { isDeeperThan, maxDepth } from '../http/json-body.js';
import type { Knowledge } from '../knowledge/schema.js';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Assesses the text of a file: a Bundle of any type, or a bare array of resources. Gives the assessment or the refusal. */
export function assessText(
  text: string,
  { knowledge, asOf }: { readonly knowledge: Knowledge; readonly asOf: Day },
): { readonly kind: 'assessment'; readonly assessment: Assessment } | Problem {
  if (isDeeperThan(Buffer.from(text), maxDepth)) return problem('BODY_TOO_DEEP');
  const content = parsed(text.replace(/^\uFEFF/, ''));
  if (content === undefined) return problem('BODY_NOT_JSON');
  const assessable = readAssessableFile(content);
  if (assessable.kind === 'problem') return assessable;
  const chart = read(assessable.records, knowledge, asOf);
  return {
    kind: 'assessment',
    assessment: assess(chart, { asOf, indications: knowledge.indications, knowledgeVersion: knowledge.version }),
  };
}
