import type { Her2Result, Her2Word } from '../../clinical/facts/her2.js';
import type { Codes, Knowledge } from '../../knowledge/schema.js';
import { cite } from '../cite.js';
import { conditionDate, observationDate } from '../clinical-date.js';
import { type Concept, conceptAt, conceptsAt, wordsOf } from '../fields.js';
import { isDocumented, statusCode } from '../record-status.js';
import { type FhirRecord, type Records, recordsOf } from '../records.js';
import { standingOf } from './standing.js';

function wordOf(value: string | undefined): Her2Word | undefined {
  if (value?.includes('her2:positive') === true) return 'positive';
  return value?.includes('her2:negative') === true ? 'negative' : undefined;
}

/** A diagnosis code that says HER2-positive or HER2-negative. */
interface Found {
  readonly path: string;
  readonly word: Her2Word;
  readonly verified: boolean;
  readonly words: string;
}

function foundIn(concept: Concept | undefined, path: string, codes: Codes): readonly Found[] {
  return (concept?.codings ?? [])
    .flatMap((coding) => {
      const entry = codes.find('conditions', coding);
      const word = wordOf(entry?.value);
      const words = wordsOf(concept) ?? coding.code ?? '';
      return entry === undefined || word === undefined ? [] : [{ path, word, verified: entry.verified, words }];
    })
    .slice(0, 1);
}

function resultOf(record: FhirRecord, found: Found & Pick<Her2Result, 'standing' | 'date'>): Her2Result {
  const { date, standing } = found;
  return {
    reference: record.reference,
    method: 'condition',
    standing,
    date,
    specimen: undefined,
    shares: [],
    side: undefined,
    material: 'invasive',
    mislabelled: false,
    invalid: false,
    empty: undefined,
    scores: [],
    scoreForm: 'stated',
    zeroPlus: false,
    words: [found.word],
    staining: undefined,
    ish: undefined,
    notes: [],
    evidence: [
      cite(record, {
        path: found.path,
        verbatim: found.words,
        verified: found.verified,
        ...(date === undefined ? {} : { date }),
      }),
    ],
  };
}

/** Conditions whose code says HER2-positive or HER2-negative (SNOMED CT carcinoma codes, ICD-10-CM Z17). They carry no score. */
export function readHer2Conditions(records: Records, { codes }: Knowledge): readonly Her2Result[] {
  const conditions = recordsOf(records, 'Condition').flatMap((record) => {
    const withdrawn = statusCode(record.resource, 'verificationStatus') === 'entered-in-error';
    const standing = isDocumented(record.resource) ? 'final' : withdrawn ? 'withdrawn' : 'unknown';
    const date = conditionDate(record.resource);
    const found = foundIn(conceptAt(record.resource, 'code'), 'code', codes);
    return found.map((each) => resultOf(record, { ...each, standing, date }));
  });
  // A diagnosis as the conclusion of a report is no more than a diagnosis.
  const concluded = recordsOf(records, 'DiagnosticReport').flatMap((record) =>
    conceptsAt(record.resource, 'conclusionCode').flatMap((concept, index) =>
      foundIn(concept, `conclusionCode[${index}]`, codes).map((each) =>
        resultOf(record, { ...each, standing: standingOf(record.resource), date: observationDate(record.resource) }),
      ),
    ),
  );
  return [...conditions, ...concluded];
}
