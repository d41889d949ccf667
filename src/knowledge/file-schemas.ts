import { z } from 'zod';
import { readDate } from '../clinical/facts/dates.js';
import { drugClasses } from '../clinical/facts/therapy.js';
import { her2Categories } from '../clinical/her2/vocabulary.js';
import { phraseRoles } from './phrase-words.js';
import { codeRoles, codeValues } from './roles.js';
import { sourceKinds } from './schema.js';

/** The shape of every knowledge file. Strict: an unknown key is a mistake in the data, never ignored. */

const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https$/ });
const wholeDay = z.iso.date('must be a day, YYYY-MM-DD');
const date = z.string().refine((value) => readDate(value) === value, 'must be a date: YYYY, YYYY-MM or YYYY-MM-DD');
const sourceId = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be a source id');

/** One code list: `roles` and `values` are the closed words of that list. */
function codeFile<N extends string, R extends string, V extends string>(
  list: N,
  roles: readonly R[],
  values: readonly V[],
) {
  return z.strictObject({
    list: z.literal(list),
    entries: z.array(
      z.strictObject({
        system: text,
        code: text,
        display: text,
        role: z.enum(roles),
        value: z.enum(values).exactOptional(),
        match: z.enum(['exact', 'prefix']),
        source: sourceId,
        verified: z.boolean(),
      }),
    ),
  });
}

export const codeFileSchemas = {
  'her2-tests': codeFile('her2-tests', codeRoles['her2-tests'], codeValues['her2-tests']),
  'her2-answers': codeFile('her2-answers', codeRoles['her2-answers'], codeValues['her2-answers']),
  'receptor-tests': codeFile('receptor-tests', codeRoles['receptor-tests'], codeValues['receptor-tests']),
  'receptor-answers': codeFile('receptor-answers', codeRoles['receptor-answers'], codeValues['receptor-answers']),
  conditions: codeFile('conditions', codeRoles.conditions, codeValues.conditions),
  staging: codeFile('staging', codeRoles.staging, codeValues.staging),
  intent: codeFile('intent', codeRoles.intent, codeValues.intent),
  safety: codeFile('safety', codeRoles.safety, codeValues.safety),
  'sites-of-body': codeFile('sites-of-body', codeRoles['sites-of-body'], codeValues['sites-of-body']),
  procedures: codeFile('procedures', codeRoles.procedures, codeValues.procedures),
} as const;

export const releaseFileSchema = z.strictObject({
  release: z.string().regex(/^\d{4}\.(0[1-9]|1[0-2])$/, 'must be a release, YYYY.MM'),
});

/** `versioned`: further path segments name an edition. `dotless`: the dots of a code carry no meaning (C50.9 is C509). */
export const systemFileSchema = z.strictObject({
  systems: z.array(
    z.strictObject({
      url: z.url(),
      name: text,
      aliases: z.array(text),
      versioned: z.boolean().exactOptional(),
      dotless: z.boolean().exactOptional(),
    }),
  ),
});
export type SystemFile = z.infer<typeof systemFileSchema>;

/** `citedBy: code` marks a source that sentences and constants of the program cite; the rest is cited by data. */
export const sourceFileSchema = z.strictObject({
  sources: z.array(
    z.strictObject({
      id: sourceId,
      title: text,
      publisher: text,
      date,
      url: url.exactOptional(),
      kind: z.enum(sourceKinds),
      citedBy: z.enum(['data', 'code']),
    }),
  ),
});

export const drugFileSchema = z.strictObject({
  class: z.enum(drugClasses),
  drugs: z.array(
    z.strictObject({
      name: text,
      taxane: z.boolean(),
      antiHer2: z.boolean(),
      brands: z.array(text),
      aliases: z.array(text),
      codings: z.array(
        z.strictObject({
          system: text,
          code: text,
          display: text,
          kind: z.enum(['ingredient', 'product', 'class']),
          source: sourceId,
          verified: z.boolean(),
        }),
      ),
    }),
  ),
});
export type DrugFile = z.infer<typeof drugFileSchema>;

const months = z.int().min(1).max(60);

const criterion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('adult') }),
  z.strictObject({ kind: z.literal('her2-category'), anyOf: z.array(z.enum(her2Categories)).min(1) }),
  z.strictObject({ kind: z.literal('hormone-receptor-positive') }),
  z.strictObject({ kind: z.literal('advanced-disease') }),
  z.strictObject({ kind: z.literal('no-metastatic-disease') }),
  z.strictObject({ kind: z.literal('early-disease-stage'), anyOf: z.array(z.enum(['I', 'II', 'III'])).min(1) }),
  z.strictObject({ kind: z.literal('first-line-metastatic') }),
  z.strictObject({ kind: z.literal('prior-anti-her2-regimen'), recurrenceWithinMonths: months.exactOptional() }),
  z.strictObject({ kind: z.literal('prior-chemotherapy'), recurrenceWithinMonths: months }),
  z.strictObject({ kind: z.literal('endocrine-therapy-metastatic'), progressed: z.boolean() }),
  z.strictObject({ kind: z.literal('no-neoadjuvant-therapy-yet') }),
  z.strictObject({ kind: z.literal('neoadjuvant-trastuzumab-and-taxane') }),
  z.strictObject({ kind: z.literal('residual-invasive-disease') }),
  z.strictObject({ kind: z.literal('endocrine-therapy-not-suitable-next') }),
]);

export const indicationFileSchema = z.strictObject({
  drug: text,
  indications: z.array(
    z.strictObject({
      id: z.string().regex(/^[A-Z0-9-]+$/, 'must be an indication id'),
      region: z.enum(['US', 'EU']),
      since: wholeDay,
      title: text,
      text,
      source: sourceId,
      her2: z.enum(['positive', 'low-or-ultralow', 'low']),
      criteria: z.array(criterion).min(1),
    }),
  ),
});
export type IndicationFile = z.infer<typeof indicationFileSchema>;

/** Product codes by ingredient, where only the ingredient is known of them. */
export const productFileSchema = z.strictObject({
  system: text,
  source: sourceId,
  verified: z.boolean(),
  products: z.record(z.string(), z.array(text).min(1)),
});
export type ProductFile = z.infer<typeof productFileSchema>;

export const phraseFileSchema = z.strictObject({
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'must be a language tag'),
  endings: z.array(text),
  words: z.partialRecord(z.enum(phraseRoles), z.array(text)),
  replies: z.strictObject({ yes: z.array(text), no: z.array(text) }).optional(),
});
