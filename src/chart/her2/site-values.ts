import type { Gap } from '../../clinical/facts/evidence.js';
import type { Knowledge, SiteExpression, SitePercentKind, SiteReading } from '../../knowledge/schema.js';
import { asFields, conceptAt, type Fields, readConcept, textAt, wordsOf } from '../fields.js';
import type { FhirRecord } from '../records.js';
import type { PartKind } from './parts.js';
import { statement } from './statement.js';
import { type ReadValue, readValue } from './value.js';

/** A value that a site's expression found, read as the part of a HER2 test that the site says it is. */
interface SiteValue {
  readonly kind: PartKind;
  readonly value: ReadValue;
}

/** What the expressions of the sites find in one resource. */
export interface SiteValues {
  /** The test that the expressions are about; undefined where none concerns the resource. */
  readonly kind: PartKind | undefined;
  readonly values: readonly SiteValue[];
  readonly gaps: readonly Gap[];
}

const kindOf: Readonly<Record<SiteReading, PartKind>> = {
  'ihc-score': 'ihc',
  'staining-percent': 'percent',
  'ish-ratio': 'ratio',
  'ish-her2-copies': 'her2-copies',
  'ish-cep17-copies': 'cep17-copies',
  'ish-cells-counted': 'cells',
  'ish-interpretation': 'ish',
};

const kindOfPercent: Readonly<Record<SitePercentKind, PartKind>> = {
  'any-membrane': 'percent-any',
  'faint-incomplete': 'percent-faint',
  'complete-intense': 'percent-complete',
  unspecified: 'percent',
};

function partOf({ gives, percent }: SiteExpression): PartKind {
  return percent === undefined ? kindOf[gives] : kindOfPercent[percent];
}

/** The laboratory's words in those of Herald: `ihc:1+` is read as "1+". */
function translated(text: string, { words }: SiteExpression): string {
  return words.get(text.trim().toLowerCase())?.replace(/^ihc:/, '') ?? text;
}

/** A found value as the element that would hold it in a component. */
function elementOf(found: unknown, expression: SiteExpression): Fields | undefined {
  if (typeof found === 'string') return { valueString: translated(found, expression) };
  if (typeof found === 'number') return { valueDecimal: found };
  const fields = asFields(found);
  if (fields === undefined) return undefined;
  if ('numerator' in fields) return { valueRatio: fields };
  if ('low' in fields || 'high' in fields) return { valueRange: fields };
  if ('value' in fields) return { valueQuantity: fields };
  const concept = 'coding' in fields || 'text' in fields ? fields : { coding: [fields] };
  const own = [textAt(concept, 'text'), textAt(fields, 'display'), textAt(fields, 'code')].find(
    (text) => text !== undefined && expression.words.has(text.toLowerCase()),
  );
  return own === undefined ? { valueCodeableConcept: concept } : { valueString: translated(own, expression) };
}

function verbatimOf(found: unknown, read: ReadValue): string {
  if (typeof found === 'string' || typeof found === 'number') return `${found}`;
  return wordsOf(readConcept(asFields(found))) ?? read.verbatim;
}

function siteValue(found: unknown, expression: SiteExpression, knowledge: Knowledge): SiteValue | undefined {
  const element = elementOf(found, expression);
  const kind = partOf(expression);
  const read = element === undefined ? undefined : readValue(element, { kind }, knowledge);
  if (read === undefined) return undefined;
  const value = { ...read, path: expression.path, verbatim: verbatimOf(found, read) };
  if (expression.verified) return { kind, value };
  const says = statement({ empty: 'unverified-code', unverified: true });
  return { kind, value: { ...value, says, sentence: [] } };
}

const nothingFound: SiteValues = { kind: undefined, values: [], gaps: [] };

/**
 * Runs the expressions of the sites that wait for a resource of this type and code. What fails is a gap with the expression as path.
 * Cost: one look-up for a resource that no expression waits for.
 */
export function readSiteValues(record: FhirRecord, knowledge: Knowledge): SiteValues {
  if (!knowledge.sites.haveExpressions) return nothingFound;
  const expressions = knowledge.sites.expressionsFor(record.type, conceptAt(record.resource, 'code'));
  const values: SiteValue[] = [];
  const gaps: Gap[] = [];
  for (const expression of expressions) {
    const { path } = expression;
    const evaluated = expression.evaluate(record.resource);
    if (evaluated.kind === 'failed') {
      gaps.push({ reference: record.reference, problem: evaluated.problem, path });
      continue;
    }
    for (const found of evaluated.values) {
      const value = siteValue(found, expression, knowledge);
      if (value === undefined) gaps.push({ reference: record.reference, problem: 'VALUE_NOT_UNDERSTOOD', path });
      else values.push(value);
    }
  }
  const [first] = expressions;
  return { kind: first === undefined ? undefined : partOf(first), values, gaps };
}
