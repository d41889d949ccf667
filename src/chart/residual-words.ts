import type { Codes } from '../knowledge/schema.js';
import { clausesIn, isDenied } from './clauses.js';
import { valuesOf } from './code-entries.js';
import type { Concept } from './fields.js';

const completePhrases = [
  'pcr',
  'pathologic complete response',
  'pathological complete response',
  'complete pathologic response',
  'complete pathological response',
  'pathologische komplettremission',
  'komplette pathologische remission',
  'rcb 0',
];
const invasiveWords = new Set(['invasive', 'invasiv', 'invasives', 'invasiver', 'invasiven']);
const residualWords = new Set(['residual', 'residuales', 'residuale', 'residueller', 'resttumor']);
const tumourWords = new Set(['tumor', 'tumour', 'disease', 'cancer', 'carcinoma', 'karzinom', 'resttumor']);
const notReached = new Set(['achieved', 'reached', 'obtained', 'erreicht']);

/** What one clause says; both where it contradicts itself. */
type Said = { present: boolean; absent: boolean };

/** ypT and ypN: invasive tumour in the breast or a node is residual disease; ypT0 or ypTis is none only without positive nodes. */
function byCategory(words: readonly string[]): Said {
  const present = words.some((word) => /^ypt[1-4]/.test(word) || /ypn[1-3]/.test(word));
  return { present, absent: !present && words.some((word) => word.startsWith('ypt0') || word.startsWith('yptis')) };
}

/** Complete response: affirmed means none left, denied ("no pCR", "non-pCR", "pCR not achieved") means some left. */
function byResponse(clause: readonly string[]): Said {
  const at = clause.findIndex((_, from) =>
    completePhrases.some((phrase) => phrase.split(' ').every((word, offset) => clause[from + offset] === word)),
  );
  if (at < 0) return { present: false, absent: false };
  const after = clause.findIndex((word, from) => from > at && notReached.has(word));
  const denied =
    ['no', 'non', 'not', 'kein', 'keine', 'ohne', 'without'].includes(clause[at - 1] ?? '') ||
    ['no', 'nein'].includes(clause.at(-1) ?? '') ||
    (after > 0 && ['not', 'nicht'].includes(clause[after - 1] ?? ''));
  if (denied) return { present: true, absent: false };
  return { present: false, absent: !isDenied(clause, at) };
}

/** "Residual invasive carcinoma", its denial, "no residual tumour", "no invasive carcinoma". */
function byResidue(clause: readonly string[]): Said {
  let present = false;
  let absent = false;
  clause.forEach((word, at) => {
    if (residualWords.has(word)) {
      const kind = clause.slice(at, at + 4);
      const denied = isDenied(clause, at);
      if (kind.some((each) => invasiveWords.has(each))) {
        if (denied) absent = true;
        else present = true;
      } else if (denied && kind.some((each) => tumourWords.has(each))) absent = true;
    } else if (invasiveWords.has(word) && ['no', 'kein', 'keine'].includes(clause[at - 1] ?? '')) absent = true;
    if (word === 'rcb' && ['i', 'ii', 'iii', '1', '2', '3'].includes(clause[at + 1] ?? '')) present = true;
  });
  return { present, absent };
}

/** Invasive tumour left after neoadjuvant treatment, in words: residue, complete response, ypT and RCB class. */
function inWords(text: string): 'present' | 'absent' | undefined {
  const clauses = clausesIn(text);
  const said = [byCategory(clauses.flat()), ...clauses.flatMap((clause) => [byResponse(clause), byResidue(clause)])];
  const present = said.some((each) => each.present);
  const absent = said.some((each) => each.absent);
  if (present === absent) return undefined;
  return present ? 'present' : 'absent';
}

/** Reads a response answer: by code, else by words; nothing where the words say both or neither. */
export function residualIn(concept: Concept, codes: Codes): 'present' | 'absent' | undefined {
  const values = valuesOf(concept, 'staging', codes);
  if (values.includes('residual:present')) return 'present';
  if (values.includes('residual:absent')) return 'absent';
  const texts = [concept.text, ...concept.codings.map(({ display }) => display)].filter((each) => each !== undefined);
  return inWords(texts.join('; '));
}
