import { z } from 'zod';
import { readDate } from '../clinical/facts/dates.js';
import { codeRoles, codeValues } from './roles.js';

/** The shape of a site file: what one laboratory or data standard writes, in words of Herald. Strict: an unknown key is a mistake. */

const text = z.string().trim().min(1).max(500);
const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens');
const date = z.string().refine((value) => readDate(value) === value, 'must be a date: YYYY, YYYY-MM or YYYY-MM-DD');
const mostCodes = 500;
const mostExpressions = 50;

/** A source of the knowledge by its id, or where the site's own codes come from. */
const source = z.union(
  [
    identifier,
    z.strictObject({ title: text, publisher: text, date, url: z.url({ protocol: /^https$/ }).exactOptional() }),
  ],
  'must be a source id, or an object with title, publisher and date',
);

const coding = { system: text, code: z.string().trim().min(1).max(40, 'has more than 40 characters') };

/** `verified`: someone checked with the laboratory that the code means this. An unverified answer settles no category. */
const coded = { ...coding, display: text, verified: z.boolean(), note: text.exactOptional() };

const her2Test = z.strictObject({ ...coded, role: z.enum(codeRoles['her2-tests']) });
const her2Answer = z.strictObject({ ...coded, value: z.enum(codeValues['her2-answers']) });
const receptorTest = z.strictObject({ ...coded, role: z.enum(codeRoles['receptor-tests']) });
const receptorAnswer = z.strictObject({ ...coded, value: z.enum(codeValues['receptor-answers']) });

/** The resources an expression runs on. Observations are many: they need a code or its exact text. */
const when = z.union(
  [
    z.strictObject({ test: z.strictObject(coding) }),
    z.strictObject({ testText: text }),
    z.strictObject({ resource: z.literal('DiagnosticReport') }),
  ],
  'must be one of {"test": {"system", "code"}}, {"testText": "words of code.text"}, {"resource": "DiagnosticReport"}',
);

const expression = {
  name: text,
  when,
  path: z.string().trim().min(1).max(1_000),
  verified: z.boolean(),
  note: text.exactOptional(),
};

/** The laboratory's own words for a value, exactly as written; letter case and outer spaces make no difference. */
function wordsFor<V extends string>(values: readonly V[]) {
  return z.record(z.string().trim().min(1).max(200), z.enum(values)).exactOptional();
}

const numbers = ['ish-ratio', 'ish-her2-copies', 'ish-cep17-copies', 'ish-cells-counted'] as const;

const siteExpression = z.discriminatedUnion('gives', [
  z.strictObject({
    ...expression,
    gives: z.literal('ihc-score'),
    values: wordsFor(['ihc:0', 'ihc:1+', 'ihc:2+', 'ihc:3+', 'indeterminate']),
  }),
  z.strictObject({
    ...expression,
    gives: z.literal('staining-percent'),
    kind: z.enum(['any-membrane', 'faint-incomplete', 'complete-intense', 'unspecified']),
  }),
  z.strictObject({ ...expression, gives: z.enum(numbers) }),
  z.strictObject({
    ...expression,
    gives: z.literal('ish-interpretation'),
    values: wordsFor(['positive', 'negative', 'equivocal', 'indeterminate']),
  }),
]);

export const siteFileSchema = z.strictObject({
  id: identifier,
  title: text,
  source,
  /** What a person who maps data must know: the traps. */
  notes: z.array(z.string().trim().min(1).max(1_000)).max(50).default([]),
  /** Code systems of this site alone. */
  systems: z
    .array(z.strictObject({ url: z.url(), name: text, aliases: z.array(text).max(20).default([]) }))
    .max(50)
    .default([]),
  tests: z.array(her2Test).max(mostCodes).default([]),
  answers: z.array(her2Answer).max(mostCodes).default([]),
  receptorTests: z.array(receptorTest).max(mostCodes).default([]),
  receptorAnswers: z.array(receptorAnswer).max(mostCodes).default([]),
  expressions: z.array(siteExpression).max(mostExpressions).default([]),
});

export type SiteFile = z.output<typeof siteFileSchema>;
export type SiteExpressionData = SiteFile['expressions'][number];
