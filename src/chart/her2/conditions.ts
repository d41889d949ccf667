import type { Her2Result, Her2Word } from '../../clinical/facts/her2.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { cite } from '../cite.js';
import { conditionDate } from '../clinical-date.js';
import { conceptAt, wordsOf } from '../fields.js';
import { isDocumented, statusCode } from '../record-status.js';
import { type FhirRecord, type Records, recordsOf } from '../records.js';

function wordOf(value: string | undefined): Her2Word | undefined {
  if (value?.includes('her2:positive') === true) return 'positive';
  return value?.includes('her2:negative') === true ? 'negative' : undefined;
}

function resultOf(
  record: FhirRecord,
  found: { readonly word: Her2Word; readonly verified: boolean; readonly words: string },
): Her2Result {
  const date = conditionDate(record.resource);
  const withdrawn = statusCode(record.resource, 'verificationStatus') === 'entered-in-error';
  return {
    reference: record.reference,
    method: 'condition',
    standing: isDocumented(record.resource) ? 'final' : withdrawn ? 'withdrawn' : 'unknown',
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
        path: 'code',
        verbatim: found.words,
        verified: found.verified,
        ...(date === undefined ? {} : { date }),
      }),
    ],
  };
}

/** Conditions whose code says HER2-positive or HER2-negative (SNOMED CT carcinoma codes, ICD-10-CM Z17). They carry no score. */
export function readHer2Conditions(records: Records, { codes }: Knowledge): readonly Her2Result[] {
  return recordsOf(records, 'Condition').flatMap((record) => {
    const concept = conceptAt(record.resource, 'code');
    return (concept?.codings ?? [])
      .flatMap((coding) => {
        const entry = codes.find('conditions', coding);
        const word = wordOf(entry?.value);
        const words = wordsOf(concept) ?? coding.code ?? '';
        return entry === undefined || word === undefined
          ? []
          : [resultOf(record, { word, verified: entry.verified, words })];
      })
      .slice(0, 1);
  });
}
