import { textMemory } from './text-memory.js';

/** Longest text of a coded or named element that is read. */
const textLimit = 2000;

/** Words that deny or doubt everything after them in their clause. */
const denials = new Set(
  (
    'no not without denies denied kein keine keinen keiner keinem keinerlei ohne nicht suspected suspicion ' +
    'possible possibly probable questionable rule exclude verdacht family familiär fear'
  ).split(' '),
);
/** Words that deny what stands just before them: "metastases: none", "metastases not seen". */
const denialsAfter = new Set(['none', 'absent', 'excluded', 'unlikely', 'ausgeschlossen', 'keine']);
const notSeen = new Set(
  'seen identified detected found present evident shown documented nachweisbar nachgewiesen'.split(' '),
);
const turns = new Set(['but', 'however', 'aber', 'jedoch']);

function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || code >= 192;
}

type Clauses = readonly (readonly string[])[];

/** Lower-case words of a text: letters and digits, everything else separates; at most 2,000 characters are read. */
export function wordsIn(text: string): readonly string[] {
  const clauses = clausesIn(text);
  return clauses.length === 1 ? (clauses[0] ?? []) : clauses.flat();
}

function splitClauses(text: string): Clauses {
  const lower = text.slice(0, textLimit).toLowerCase();
  const clauses: string[][] = [[]];
  let word = '';
  const endWord = (): void => {
    if (turns.has(word)) clauses.push([]);
    else if (word !== '') clauses.at(-1)?.push(word);
    word = '';
  };
  for (const character of lower) {
    if (isWordCode(character.charCodeAt(0))) word += character;
    else {
      endWord();
      if (character === ';' || character === '\n' || character === '.') clauses.push([]);
    }
  }
  endWord();
  return clauses.filter((clause) => clause.length > 0);
}

const memory = textMemory<Clauses>();

/** Words of each clause of a text (clauses end at `.`, `;`, line ends and "but"). Linear in the length of the text. */
export function clausesIn(text: string): Clauses {
  return memory(text, () => splitClauses(text));
}

/** True where the words of `phrase` (separated by single spaces) stand in a row at `at`. */
function standsAt(clause: readonly string[], at: number, phrase: readonly string[]): boolean {
  return phrase.every((word, offset) => clause[at + offset] === word);
}

/** The clause says one of the phrases, denied or not. */
export function mentions(clause: readonly string[], phrases: readonly string[]): boolean {
  return phrases.some((phrase) => {
    const words = phrase.split(' ');
    return clause.some((_, at) => standsAt(clause, at, words));
  });
}

function deniesAfter(clause: readonly string[], at: number): boolean {
  const word = clause[at] ?? '';
  const next = clause[at + 1] ?? '';
  if (word === 'ruled') return next === 'out';
  if (word === 'not' || word === 'nicht') return notSeen.has(next);
  return denialsAfter.has(word);
}

function deniesBefore(clause: readonly string[], by: number, at: number): boolean {
  const word = clause[by] ?? '';
  // "non-metastatic", but not the lymphoma of "non-Hodgkin lymphoma"; "risk of metastasis", but not "high-risk breast cancer".
  if (word === 'non') return by === at - 1;
  if (word === 'risk' || word === 'risiko') return ['of', 'for', 'von', 'für'].includes(clause[by + 1] ?? '');
  return denials.has(word);
}

/** True where a word before `at`, or one of the three words after it, denies or doubts what stands at `at`. */
export function isDenied(clause: readonly string[], at: number): boolean {
  return (
    clause.some((_, by) => by < at && deniesBefore(clause, by, at)) ||
    [at + 1, at + 2, at + 3].some((after) => deniesAfter(clause, after))
  );
}

/** A test whether a text says one of the phrases in a clause that neither denies nor doubts it. */
export function affirming(phrases: readonly string[]): (text: string) => boolean {
  const split = phrases.map((phrase) => phrase.split(' '));
  const before = textMemory<boolean>();
  const affirms = (text: string): boolean =>
    clausesIn(text).some((clause) =>
      clause.some((_, at) => split.some((phrase) => standsAt(clause, at, phrase)) && !isDenied(clause, at)),
    );
  return (text) => before(text, () => affirms(text));
}
