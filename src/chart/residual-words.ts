import type { Codes } from '../knowledge/schema.js';
import { clausesIn, isDenied, mentions } from './clauses.js';
import type { Concept } from './fields.js';

const completePhrases = [
  'pcr',
  'pathologic complete response',
  'pathological complete response',
  'rcb 0',
  'ypt0',
  'yptis',
];
const invasiveLeft = /^ypt[1-4]|^ypn[1-3]/;

/** Invasive tumour left after neoadjuvant treatment, in words: denied ("no residual invasive"), complete response, ypT and RCB class. */
function inWords(text: string): 'present' | 'absent' | undefined {
  let present = false;
  let absent = false;
  for (const clause of clausesIn(text)) {
    clause.forEach((word, at) => {
      if (invasiveLeft.test(word)) present = true;
      if (word === 'rcb' && ['i', 'ii', 'iii', '1', '2', '3'].includes(clause[at + 1] ?? '')) present = true;
      if (word !== 'residual') return;
      const kind = clause.slice(at + 1, at + 4);
      if (!kind.includes('invasive')) return;
      if (isDenied(clause, at)) absent = true;
      else present = true;
    });
    const first = clause.findIndex((_, at) => mentions(clause.slice(at), completePhrases));
    if (first >= 0 && !isDenied(clause, first)) absent = true;
  }
  if (present === absent) return undefined;
  return present ? 'present' : 'absent';
}

/** Reads a response answer: by code, else by words; nothing where the words say both or neither. */
export function residualIn(concept: Concept, codes: Codes): 'present' | 'absent' | undefined {
  const values = concept.codings.flatMap((coding) => codes.find('staging', coding)?.value ?? []);
  if (values.includes('residual:present')) return 'present';
  if (values.includes('residual:absent')) return 'absent';
  const texts = [concept.text, ...concept.codings.map(({ display }) => display)].filter((each) => each !== undefined);
  return inWords(texts.join('; '));
}
