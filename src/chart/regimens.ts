import type { Drug } from '../knowledge/schema.js';
import { wordsIn } from './clauses.js';
import { textMemory } from './text-memory.js';

/** What a therapy is, whether a record names a drug or only a regimen or class. */
export type Agent = Pick<Drug, 'name' | 'class' | 'taxane' | 'antiHer2'>;

const chemotherapy = (name: string): Agent => ({ name, class: 'chemotherapy', taxane: false, antiHer2: false });
const taxane: Agent = { name: 'taxane', class: 'chemotherapy', taxane: true, antiHer2: false };
const antibody = (name: string): Agent => ({ name, class: 'anti-her2-mab', taxane: false, antiHer2: true });

const doxorubicin = chemotherapy('doxorubicin');
const epirubicin = chemotherapy('epirubicin');
const cyclophosphamide = chemotherapy('cyclophosphamide');
const fluorouracil = chemotherapy('fluorouracil');
const carboplatin = chemotherapy('carboplatin');
const methotrexate = chemotherapy('methotrexate');
const trastuzumab = antibody('trastuzumab');
const pertuzumab = antibody('pertuzumab');

/** Regimen abbreviations that mean one thing in breast cancer. TC, TAC's letters apart, and bare T, H or P are left out: they are not unambiguous. */
const regimens: ReadonlyMap<string, readonly Agent[]> = new Map([
  ['ac', [doxorubicin, cyclophosphamide]],
  ['ddac', [doxorubicin, cyclophosphamide]],
  ['ec', [epirubicin, cyclophosphamide]],
  ['ac t', [doxorubicin, cyclophosphamide, taxane]],
  ['act', [doxorubicin, cyclophosphamide, taxane]],
  ['ddac t', [doxorubicin, cyclophosphamide, taxane]],
  ['ac th', [doxorubicin, cyclophosphamide, taxane, trastuzumab]],
  ['ac thp', [doxorubicin, cyclophosphamide, taxane, trastuzumab, pertuzumab]],
  ['ec t', [epirubicin, cyclophosphamide, taxane]],
  ['ec d', [epirubicin, cyclophosphamide, taxane]],
  ['fec', [fluorouracil, epirubicin, cyclophosphamide]],
  ['fec d', [fluorouracil, epirubicin, cyclophosphamide, taxane]],
  ['fac', [fluorouracil, doxorubicin, cyclophosphamide]],
  ['cmf', [cyclophosphamide, methotrexate, fluorouracil]],
  ['tac', [taxane, doxorubicin, cyclophosphamide]],
  ['tch', [taxane, carboplatin, trastuzumab]],
  ['tchp', [taxane, carboplatin, trastuzumab, pertuzumab]],
  ['thp', [taxane, trastuzumab, pertuzumab]],
]);

const around = new Set(
  'chemotherapy chemotherapie chemo regimen protocol schema therapy x cycles cycle zyklen neoadjuvant adjuvant neo palliative dose dense'.split(
    ' ',
  ),
);

function regimenIn(text: string): readonly Agent[] {
  const words = wordsIn(text).filter((word) => !around.has(word) && !/^\d+x?$/.test(word));
  return words.length > 3 ? [] : (regimens.get(words.join(' ')) ?? []);
}

const memory = textMemory<readonly Agent[]>();

/** Drugs of a regimen, where a text is nothing but its abbreviation (with words such as "chemotherapy" or a number of cycles). */
export function regimenAgents(text: string): readonly Agent[] {
  return memory(text, () => regimenIn(text));
}
