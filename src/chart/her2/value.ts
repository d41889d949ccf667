import type { Measured, PercentKind } from '../../clinical/facts/her2.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { booleanAt, type Concept, conceptAt, type Fields, isSaidAbsent, textAt, wordsOf } from '../fields.js';
import { readAnswer } from './answer.js';
import { ishStatement } from './ish-numbers.js';
import type { PartKind } from './parts.js';
import { type ReadNumber, readNumber } from './read-number.js';
import { readShortWords, type TestKind } from './short-words.js';
import { type Statement, saysSomething, statement } from './statement.js';
import { readText, type TextStatement } from './text.js';

/** The value of an Observation or component, read: what it says, where, and its words. */
export interface ReadValue {
  readonly path: string;
  readonly verbatim: string;
  /** What the value says of the test asked for. */
  readonly says: Statement;
  /** What a sentence says besides, of other tests or specimens. */
  readonly sentence: readonly TextStatement[];
  readonly understood: boolean;
}

/** The test or part that a value answers, and the earliest year of the record's own dates. */
export interface Asked {
  readonly kind: PartKind;
  readonly year?: number | undefined;
}

/** What may stand after a number that is a score. Any other word makes it a number of something else: "3 cm". */
const scoreUnits: ReadonlySet<string> = new Set(['', '1', '+', 'score', '{score}', '{ihc score}']);
const isScoreUnit = (unit: string): boolean => unit.split(' ').every((each) => scoreUnits.has(each));

/** What may stand after a number that is the result of a gene test. */
const countUnits = /^[\d/{}: ]*$|ratio|quotient|cop|signal|cell|nucle|kopie/;

/** Score 0-3 as a bare number. */
function scoreOfNumber({ measured, unit }: ReadNumber): Statement | undefined {
  if (measured === undefined || measured.min !== measured.max) return undefined;
  if (unit.includes('%')) return percentStatement('unspecified', measured);
  if (!isScoreUnit(unit)) return undefined;
  const scores = ['0', '1+', '2+', '3+'] as const;
  const score = scores[measured.min];
  return score === undefined ? undefined : statement({ scores: [score] });
}

function percentStatement(kind: PercentKind, percent: Measured): Statement {
  const beyond = percent.min < 0 || (Number.isFinite(percent.max) && percent.max > 100) || percent.min > 100;
  return beyond ? statement({ invalid: true }) : statement({ percents: [{ kind, percent }] });
}

function countStatement(name: 'ratio' | 'her2Copies' | 'cep17Copies', { measured }: ReadNumber): Statement {
  return measured === undefined ? statement({ invalid: true, ish: {} }) : ishStatement({ [name]: measured });
}

const percentUnit = /%|percent|per cent|prozent|pct/;

/** "0.3" without a percent sign may be 0.3 % or 30 %: every value between, of cells nobody named. */
function countedPercent(kind: PercentKind, { measured, unit }: ReadNumber): Statement | undefined {
  if (measured === undefined) return undefined;
  const { min, max } = measured;
  const whole = unit === '' ? max >= 1 : max > 1;
  if (percentUnit.test(unit) || whole || max <= 0) return percentStatement(kind, measured);
  return percentStatement('unspecified', { ...measured, min, max: max * 100 });
}

function numberStatement(kind: PartKind, number: ReadNumber): Statement | undefined {
  const { measured } = number;
  switch (kind) {
    case 'ratio':
      return countStatement('ratio', number);
    case 'her2-copies':
      return countStatement('her2Copies', number);
    case 'cep17-copies':
      return countStatement('cep17Copies', number);
    case 'cells':
      return measured === undefined ? undefined : ishStatement({ cells: measured.min });
    case 'percent-any':
      return countedPercent('any-membrane', number);
    case 'percent-faint':
      return countedPercent('faint-incomplete', number);
    case 'percent-complete':
      return countedPercent('complete-intense', number);
    case 'percent':
      return countedPercent('unspecified', number);
    case 'ish':
    case 'panel':
      // The laboratory's number on a gene test is the HER2/CEP17 ratio, unless its unit counts signals.
      if (!countUnits.test(number.unit)) return undefined;
      return countStatement(/cop|signal|cell|nucle/.test(number.unit) ? 'her2Copies' : 'ratio', number);
    case 'ihc':
    case 'overall':
      return scoreOfNumber(number);
    default:
      return undefined;
  }
}

const intensityWords = [
  [/none|absent|keine|negative/, 'none'],
  [/strong|intense|stark|kräftig/, 'strong'],
  [/moderate|mäßig|mittel/, 'moderate'],
  [/faint|barely|kaum/, 'faint'],
  [/weak|schwach|mild/, 'weak'],
] as const;

/** "faint", "incomplete": the words of an intensity or completeness component. */
function describedBy(kind: PartKind, words: string): Statement | undefined {
  const text = words.toLowerCase().slice(0, 100);
  if (kind === 'intensity') {
    const found = intensityWords.find(([pattern]) => pattern.test(text));
    return found === undefined ? undefined : statement({ intensity: found[1] });
  }
  if (kind !== 'completeness') return undefined;
  if (/incomplete|inkomplett|unvollständig|partial|basolateral|lateral/.test(text))
    return statement({ completeness: 'incomplete' });
  return /complete|komplett|vollständig|circumferential/.test(text)
    ? statement({ completeness: 'complete' })
    : undefined;
}

/** The test whose answers a part takes. */
export function testOf(kind: PartKind): TestKind {
  if (kind === 'overall') return 'overall';
  const ish: readonly PartKind[] = ['ish', 'panel', 'ratio', 'her2-copies', 'cep17-copies', 'cells', 'recount'];
  return ish.includes(kind) ? 'ish' : 'ihc';
}

/** A coded score with a text that plainly says another one: both, so that the contradiction shows. */
function withText(coded: Statement, text: Statement | undefined): Statement {
  if (text === undefined) return coded;
  if (coded.scores.length === 0)
    return {
      ...text,
      ...(coded.ish === undefined ? {} : { ish: coded.ish }),
      words: [...new Set([...coded.words, ...text.words])],
    };
  const other = text.scores.filter((score) => !coded.scores.includes(score));
  return other.length === 0 || text.range === true ? coded : { ...coded, scores: [...coded.scores, ...other].sort() };
}

/** A string value beside a coded one, which R4 does not allow: what it plainly says is kept, so that a contradiction shows. */
function withSecondValue(element: Fields, coded: Statement | undefined, test: TestKind): Statement | undefined {
  const second = textAt(element, 'valueString');
  const said = second === undefined ? undefined : readShortWords(second, test);
  return coded === undefined ? said : withText(coded, said);
}

function conceptStatement(concept: Concept, kind: PartKind, knowledge: Knowledge): Statement | undefined {
  const test = testOf(kind);
  const coded = readAnswer(concept, knowledge.codes, test);
  const text =
    concept.text === undefined ? undefined : (describedBy(kind, concept.text) ?? readShortWords(concept.text, test));
  const usable = coded !== undefined && coded.empty === undefined;
  if (usable) return withText(coded, text);
  return text ?? coded;
}

/** A text beside a code may add the staining, or another score: read where it is more than a score or verdict. */
function besideCode(text: string, { kind, year }: Asked, knowledge: Knowledge): readonly TextStatement[] {
  const test = testOf(kind);
  if (describedBy(kind, text) !== undefined || readShortWords(text, test) !== undefined) return [];
  return readText(text, { test, words: knowledge.phrases, year }).filter((each) => each.method === test);
}

/**
 * Reads value[x] of an Observation or component as an answer to the test or part that its code names. A value beside the reason why
 * there is none (which FHIR forbids: obs-6) is not understood: one of the two is wrong.
 */
export function readValue(element: Fields, asked: Asked, knowledge: Knowledge): ReadValue | undefined {
  const value = readPlainValue(element, asked, knowledge);
  if (value === undefined || !isSaidAbsent(element)) return value;
  return { ...value, says: statement({ empty: 'not-understood' }), sentence: [], understood: false };
}

function readPlainValue(element: Fields, asked: Asked, knowledge: Knowledge): ReadValue | undefined {
  const { kind, year } = asked;
  const flag = booleanAt(element, 'valueBoolean');
  if (kind === 'recount') {
    if (flag === undefined) return undefined;
    return {
      path: 'valueBoolean',
      verbatim: `${flag}`,
      says: statement({ ish: { recount: flag } }),
      sentence: [],
      understood: true,
    };
  }
  const concept = conceptAt(element, 'valueCodeableConcept');
  const text = textAt(element, 'valueString') ?? concept?.text;
  const path = concept === undefined ? 'valueString' : 'valueCodeableConcept';
  const test = testOf(kind);
  const short =
    concept !== undefined
      ? withSecondValue(element, conceptStatement(concept, kind, knowledge), test)
      : text === undefined
        ? undefined
        : (describedBy(kind, text) ?? readShortWords(text, test));
  const verbatim = text ?? wordsOf(concept) ?? '';
  if (short !== undefined && (short.empty === undefined || text === undefined)) {
    const sentence = concept?.text === undefined ? [] : besideCode(concept.text, asked, knowledge);
    return { path, verbatim, says: short, sentence, understood: true };
  }
  const number = readNumber(element);
  const counted = number === undefined ? undefined : numberStatement(kind, number.number);
  if (number !== undefined && counted !== undefined) {
    return { path: number.path, verbatim: number.number.verbatim, says: counted, sentence: [], understood: true };
  }
  if (text !== undefined) {
    const sentence = readText(text, { test, words: knowledge.phrases, year });
    const understood = sentence.some((each) => saysSomething(each.statement) || each.statement.empty !== undefined);
    return { path, verbatim, says: short ?? statement({}), sentence, understood };
  }
  if (concept === undefined && number === undefined) return undefined;
  return {
    path: number?.path ?? path,
    verbatim: number?.number.verbatim ?? verbatim,
    says: short ?? statement({}),
    sentence: [],
    understood: short !== undefined,
  };
}
