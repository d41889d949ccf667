import type { RequestHandler } from 'express';
import { readDay } from '../cds/as-of.js';
import { read } from '../chart/read.js';
import { assess } from '../clinical/assess.js';
import type { Day } from '../clinical/facts/dates.js';
import { type Problem, problem } from '../errors.js';
import { readAssessable } from '../fhir/assessable.js';
import type { Knowledge } from '../knowledge/schema.js';
import { type Client, clientOf } from './client.js';
import { sendProblem } from './problem-response.js';

export interface AssessDependencies {
  readonly knowledgeOf: (client: Client) => Knowledge;
  readonly today: () => Day;
}

/** The day of `?asOf=`, else `today`. Any other parameter, or asOf twice, is a refusal: a misspelt one would be ignored in silence. */
function readAsOfQuery(url: string, today: () => Day): { readonly kind: 'day'; readonly day: Day } | Problem {
  const at = url.indexOf('?');
  const query = [...new URLSearchParams(at < 0 ? '' : url.slice(at + 1))];
  const [first] = query;
  if (first === undefined) return { kind: 'day', day: today() };
  if (query.length > 1 || first[0] !== 'asOf') return problem('QUERY_INVALID');
  const day = readDay(first[1]);
  return day === undefined
    ? problem('AS_OF_INVALID', [{ expression: 'asOf', text: 'One real day, YYYY-MM-DD.' }])
    : { kind: 'day', day };
}

/** `POST /assess?asOf=YYYY-MM-DD`: a Bundle of any type in, the whole assessment out. */
export function assessRoute({ knowledgeOf, today }: AssessDependencies): RequestHandler {
  return (request, response) => {
    const asOf = readAsOfQuery(request.url, today);
    const assessable = asOf.kind === 'problem' ? asOf : readAssessable(request.body);
    if (asOf.kind === 'problem' || assessable.kind === 'problem') {
      sendProblem(response, assessable.kind === 'problem' ? assessable : problem('AS_OF_INVALID'));
      return;
    }
    const knowledge = knowledgeOf(clientOf(response));
    const chart = read(assessable.records, knowledge, asOf.day);
    response.json(
      assess(chart, { asOf: asOf.day, indications: knowledge.indications, knowledgeVersion: knowledge.version }),
    );
  };
}
