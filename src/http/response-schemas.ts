import { z } from 'zod';
import { cardSchema } from '../cds/card.js';
import { dataExtension } from '../cds/response.js';
import { silences } from '../clinical/advice/silence.js';
import { eligibilityFlags, indicationResults, missingItems, truths } from '../clinical/eligibility/vocabulary.js';
import { gapProblems } from '../clinical/facts/evidence.js';
import { drugClasses } from '../clinical/facts/therapy.js';
import { ascoCapStatuses, her2Categories, her2Flags, nextSteps, reasons } from '../clinical/her2/vocabulary.js';

/** Shapes of the answers, for the description of the interface. Members may be added: readers are to ignore what they do not know. */
const date = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);
const day = z.iso.date();

const evidence = z.looseObject({
  reference: z.string(),
  path: z.string(),
  verbatim: z.string(),
  date: date.optional(),
  status: z.string().optional(),
});
const evidences = z.array(evidence);
const ishGroup = z.int().min(1).max(5).optional();

const specimen = z.looseObject({
  specimen: z.string(),
  collected: date.optional(),
  site: z.string().optional(),
  category: z.enum(her2Categories),
  ascoCapStatus: z.enum(ascoCapStatuses),
  ishGroup,
  reason: z.enum(reasons).optional(),
  ihc: z.looseObject({ score: z.string().optional(), stainedPercent: z.number().optional() }).optional(),
  ish: z.looseObject({ ratio: z.number().optional(), her2Copies: z.number().optional(), group: ishGroup }).optional(),
  evidence: evidences,
});

const receptor = z.looseObject({
  status: z.enum(['positive', 'negative', 'unknown']),
  percent: z.number().optional(),
  evidence: evidences,
});

const appraisal = z.looseObject({
  id: z.string(),
  region: z.enum(['US', 'EU']),
  result: z.enum(indicationResults),
  missing: z.array(z.enum(missingItems)),
  criteria: z.array(
    z.looseObject({
      criterion: z.string(),
      truth: z.enum(truths),
      missing: z.array(z.enum(missingItems)),
      because: evidences,
    }),
  ),
  source: z.string(),
  since: day,
});

const flags = z.array(z.enum([...her2Flags, ...eligibilityFlags]));

/** The answer of `POST /assess`. */
export const assessmentSchema = z.looseObject({
  asOf: day,
  patient: z.string().optional(),
  knowledge: z.string(),
  her2: z.looseObject({
    category: z.enum(her2Categories),
    ascoCapStatus: z.enum(ascoCapStatuses),
    ishGroup,
    reason: z.enum(reasons).optional(),
    nextStep: z.enum(nextSteps),
    flags: z.array(z.enum(her2Flags)),
    index: z.string().optional(),
    specimens: z.array(specimen),
  }),
  receptors: z.looseObject({ er: receptor, pr: receptor }),
  disease: z.looseObject({
    extent: z.enum(['metastatic', 'unresectable', 'early', 'unknown']),
    since: date.optional(),
    stage: z.enum(['0', 'I', 'II', 'III', 'IV']).optional(),
    evidence: evidences,
  }),
  therapies: z.array(
    z.looseObject({
      drug: z.string(),
      class: z.enum(drugClasses),
      setting: z.enum(['metastatic', 'adjuvant', 'neoadjuvant', 'unknown']),
      outcome: z.enum(['progression', 'completed', 'ongoing', 'toxicity', 'unknown']),
      start: date.optional(),
      end: date.optional(),
      evidence: evidences,
    }),
  ),
  indications: z.array(appraisal),
  flags: z.array(z.enum(eligibilityFlags)),
  gaps: z.array(z.looseObject({ reference: z.string(), problem: z.enum(gapProblems), path: z.string().optional() })),
});

const shortAssessment = z.looseObject({
  category: z.enum(her2Categories).optional(),
  ascoCapStatus: z.enum(ascoCapStatuses).optional(),
  reason: z.enum(reasons).optional(),
  nextStep: z.enum(nextSteps).optional(),
  flags: flags.optional(),
  indications: z.record(z.string(), z.enum(indicationResults)).optional(),
  silence: z.enum(silences).optional(),
});

/** The answer of a hook. */
export const hookResponseSchema = z.looseObject({
  cards: z.array(cardSchema).max(2),
  extension: z.looseObject({
    'org.herald-cds.assessment': shortAssessment,
    [dataExtension]: z
      .looseObject({
        lacking: z
          .array(z.looseObject({ key: z.string(), state: z.string(), cause: z.string().optional() }))
          .optional(),
        orders: z.array(z.looseObject({ reference: z.string(), problem: z.enum(gapProblems) })).optional(),
      })
      .optional(),
  }),
});

/** The answer of `GET /cds-services`. */
export const discoverySchema = z.looseObject({
  services: z.array(
    z.looseObject({
      hook: z.string(),
      id: z.string(),
      title: z.string(),
      description: z.string(),
      prefetch: z.record(z.string(), z.string()),
      usageRequirements: z.string(),
    }),
  ),
});

/** The answer to feedback: empty, or the positions of the items that were not taken. */
export const feedbackResponseSchema = z.looseObject({
  extension: z.looseObject({ 'org.herald-cds.rejected': z.array(z.int().min(0)) }).optional(),
});

/** The body of every refusal. */
export const operationOutcomeSchema = z.looseObject({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(
    z.looseObject({
      severity: z.literal('error'),
      code: z.string(),
      details: z.looseObject({
        coding: z.array(z.looseObject({ system: z.string(), code: z.string() })),
        text: z.string(),
      }),
      diagnostics: z.string().optional(),
      expression: z.array(z.string()).optional(),
    }),
  ),
});
