import { addMonths, type ClinicalDate, type Day, earliestDay, latestDay } from '../clinical/facts/dates.js';
import type { Evidence, Gap } from '../clinical/facts/evidence.js';
import type { Safety } from '../clinical/facts/safety.js';
import type { CodeRole } from '../knowledge/roles.js';
import type { Codes, Knowledge } from '../knowledge/schema.js';
import { cite, sortEvidence } from './cite.js';
import { affirming } from './clauses.js';
import { byDate, conditionDate, observationDate } from './clinical-date.js';
import { entriesOf, valuesOf } from './code-entries.js';
import { type Concept, conceptAt, type Fields, numberAt, objectAt, objectsAt, textAt, wordsOf } from './fields.js';
import { isActive, isDocumented, resultUse } from './record-status.js';
import { type FhirRecord, type Records, recordsOf } from './records.js';
import { textMemory } from './text-memory.js';

type Role = CodeRole<'safety'>;

interface Sign {
  readonly role: 'ild' | 'pregnant' | 'not-pregnant' | 'renal-impairment' | 'neutropenia';
  readonly date?: ClinicalDate;
  readonly evidence: Evidence;
}

/** Words that name a condition where no code of the list does. */
const namesOf = {
  ild: ['interstitial lung disease', 'pneumonitis', 'pulmonary fibrosis', 'interstitielle lungenerkrankung', 'ild'],
  'renal-impairment': [
    'chronic kidney disease stage 3',
    'chronic kidney disease stage 4',
    'chronic kidney disease stage 5',
    'renal impairment',
    'renal failure',
    'niereninsuffizienz',
  ],
  neutropenia: ['neutropenia', 'neutropenie'],
  pregnancy: ['pregnant', 'pregnancy', 'schwanger', 'schwangerschaft'],
  lvef: [
    'left ventricular ejection fraction',
    'lv ejection fraction',
    'lvef',
    'linksventrikuläre ejektionsfraktion',
    'linksventrikuläre auswurffraktion',
  ],
  'pregnancy-status': ['pregnancy status', 'schwangerschaftsstatus'],
} as const satisfies Partial<Record<Role, readonly string[]>>;

/** First words of all names: a text without any of them names nothing, which is most texts. */
const firstWords = new RegExp(
  [...new Set(Object.values(namesOf).flatMap((names) => names.map((name) => name.split(' ', 1)[0] ?? name)))].join('|'),
  'i',
);

const named = (
  ['ild', 'renal-impairment', 'neutropenia', 'pregnancy', 'lvef', 'pregnancy-status'] as const satisfies readonly Role[]
).map((role) => ({ role, isNamedIn: affirming(namesOf[role]) }));
const memory = textMemory<readonly Role[]>();

function rolesInWords(words: string): readonly Role[] {
  if (!firstWords.test(words)) return [];
  return named.filter(({ isNamedIn }) => isNamedIn(words)).map(({ role }) => role);
}

function rolesOf(concept: Concept | undefined, codes: Codes): readonly Role[] {
  const coded = entriesOf(concept, 'safety', codes);
  // A pregnancy code whose value is not "pregnant" (termination) says nothing.
  if (coded.length > 0)
    return [
      ...new Set(
        coded.filter(({ role, value }) => role !== 'pregnancy' || value === 'pregnant').map(({ role }) => role),
      ),
    ];
  const words = wordsOf(concept);
  return words === undefined ? [] : memory(words, () => rolesInWords(words));
}

/** ILD counts as history, whether resolved or not; the others only while active. */
function conditionSigns(record: FhirRecord, codes: Codes): readonly Sign[] {
  if (!isDocumented(record.resource)) return [];
  const concept = conceptAt(record.resource, 'code');
  const date = conditionDate(record.resource);
  const dated = date === undefined ? {} : { date };
  const over = !isActive(record.resource) || record.resource.abatementDateTime !== undefined;
  const evidence = cite(record, { path: 'code', verbatim: wordsOf(concept) ?? '', ...dated });
  return rolesOf(concept, codes).flatMap((role): readonly Sign[] => {
    if (role === 'ild') return [{ role, ...dated, evidence }];
    if (over) return [];
    if (role === 'pregnancy') return [{ role: 'pregnant', ...dated, evidence }];
    return role === 'renal-impairment' || role === 'neutropenia' ? [{ role, ...dated, evidence }] : [];
  });
}

/** eGFR below 60 mL/min/1.73 m2 is at least moderately reduced (the label's renal impairment wording). */
const reducedEgfr = 60;

function renalSign(record: FhirRecord): readonly Sign[] {
  const value = numberAt(objectAt(record.resource, 'valueQuantity'), 'value');
  if (value === undefined || value < 0 || value >= reducedEgfr) return [];
  const date = observationDate(record.resource);
  const dated = date === undefined ? {} : { date };
  const evidence = cite(record, { path: 'valueQuantity', verbatim: String(value), ...dated });
  return [{ role: 'renal-impairment', ...dated, evidence }];
}

function pregnancySign(record: FhirRecord, codes: Codes): readonly Sign[] {
  const answer = conceptAt(record.resource, 'valueCodeableConcept');
  const values = valuesOf(answer, 'safety', codes);
  const words = wordsOf(answer) ?? textAt(record.resource, 'valueString') ?? '';
  const plain = words.toLowerCase();
  const pregnant =
    values.includes('pregnant') || (values.length === 0 && (plain === 'pregnant' || plain === 'schwanger'));
  const not = values.includes('not-pregnant') || (values.length === 0 && plain === 'not pregnant');
  if (pregnant === not) return [];
  const date = observationDate(record.resource);
  const dated = date === undefined ? {} : { date };
  return [
    {
      role: pregnant ? 'pregnant' : 'not-pregnant',
      ...dated,
      evidence: cite(record, { path: 'value', verbatim: words, ...dated }),
    },
  ];
}

/** Ejection fraction in percent; a fraction (unit 1) is converted. */
function percentOf(quantity: Fields): number | undefined {
  const value = numberAt(quantity, 'value');
  const unit = textAt(quantity, 'code') ?? textAt(quantity, 'unit') ?? '%';
  if (value === undefined) return undefined;
  const percent = unit === '1' && value <= 1 ? value * 100 : value;
  return percent > 0 && percent <= 100 ? percent : undefined;
}

/** "45 %", "45-50 %" (the lower end: a warning too many is the smaller error); other texts are not read. */
function quantityIn(text: string): Fields | undefined {
  const found = /^\s{0,5}(\d{1,3}(?:[.,]\d{1,3})?)(?:\s{0,3}[-–]\s{0,3}\d{1,3})?\s{0,3}%?\s{0,5}$/.exec(
    text.slice(0, 40),
  );
  return found?.[1] === undefined ? undefined : { value: Number(found[1].replace(',', '.')), unit: '%' };
}

/** The measured quantity of a holder, or the one that its text states. */
function measuredIn(holder: Fields): { readonly quantity: Fields; readonly name: string } | undefined {
  const quantity = objectAt(holder, 'valueQuantity');
  if (quantity !== undefined) return { quantity, name: 'valueQuantity' };
  const read = quantityIn(textAt(holder, 'valueString') ?? '');
  return read === undefined ? undefined : { quantity: read, name: 'valueString' };
}

type Lvef = NonNullable<Safety['lvef']>;

function lvefOf(record: FhirRecord, codes: Codes): readonly Lvef[] | Gap {
  const components = objectsAt(record.resource, 'component').map((holder, at) => ({ holder, at: `component[${at}].` }));
  const date = observationDate(record.resource);
  const dated = date === undefined ? {} : { date };
  const found = [{ holder: record.resource, at: '' }, ...components].flatMap(({ holder, at }) => {
    if (!rolesOf(conceptAt(holder, 'code'), codes).includes('lvef')) return [];
    const measured = measuredIn(holder);
    if (measured === undefined) return [];
    const { quantity, name } = measured;
    const verbatim = `${String(quantity.value)} ${textAt(quantity, 'unit') ?? ''}`.trim();
    return [{ percent: percentOf(quantity), path: `${at}${name}`, verbatim }];
  });
  if (found.some(({ percent }) => percent === undefined))
    return { reference: record.reference, problem: 'VALUE_INVALID', path: 'valueQuantity' };
  return found.flatMap(({ percent, path, verbatim }) =>
    percent === undefined ? [] : [{ percent, ...dated, evidence: [cite(record, { path, verbatim, ...dated })] }],
  );
}

/** The newest measurement; of several of one day the lowest. */
function newestLvef(measured: readonly Lvef[]): Lvef | undefined {
  let newest: Lvef | undefined;
  for (const each of measured) {
    if (newest === undefined || (byDate(each.date, newest.date) || newest.percent - each.percent) >= 0) newest = each;
  }
  return newest;
}

function has(signs: readonly Sign[], role: Sign['role']): { readonly evidence: readonly Evidence[] } | undefined {
  const evidence = signs.filter((sign) => sign.role === role).map((sign) => sign.evidence);
  return evidence.length === 0 ? undefined : { evidence: sortEvidence(evidence) };
}

/** A pregnancy is over ten months after it was recorded, whether or not anybody closed the entry. */
const pregnancyMonths = 10;

function pregnancyOf(signs: readonly Sign[], asOf: Day): Safety['pregnancy'] {
  const said = signs.filter(
    ({ role, date }) =>
      role === 'not-pregnant' ||
      (role === 'pregnant' && (date === undefined || addMonths(latestDay(date), pregnancyMonths) >= asOf)),
  );
  // Of one day, "pregnant" stands: a warning too many is the smaller error.
  const newest = [...said].sort((a, b) => byDate(a.date, b.date) || (a.role === 'pregnant' ? 1 : -1)).at(-1);
  if (newest === undefined) return undefined;
  return { status: newest.role === 'pregnant' ? 'pregnant' : 'not-pregnant', evidence: [newest.evidence] };
}

function observed(
  record: FhirRecord,
  codes: Codes,
): { readonly signs: readonly Sign[]; readonly lvef: readonly Lvef[]; readonly gap?: Gap } {
  const concept = conceptAt(record.resource, 'code');
  const roles = rolesOf(concept, codes);
  const measured = lvefOf(record, codes);
  if ('problem' in measured) return { signs: [], lvef: [], gap: measured };
  const pregnancy =
    roles.includes('pregnancy-status') || roles.includes('pregnancy') ? pregnancySign(record, codes) : [];
  return { signs: [...pregnancy, ...(roles.includes('renal-function') ? renalSign(record) : [])], lvef: measured };
}

/** Reads what the label warnings of trastuzumab deruxtecan name. Records dated after `asOf` are not used. */
export function readSafety(
  records: Records,
  knowledge: Knowledge,
  asOf: Day,
): { readonly safety: Safety; readonly gaps: readonly Gap[] } {
  const { codes } = knowledge;
  const known = (date: ClinicalDate | undefined): boolean => date === undefined || earliestDay(date) <= asOf;
  const signs: Sign[] = recordsOf(records, 'Condition').flatMap((record) => conditionSigns(record, codes));
  const lvefs: Lvef[] = [];
  const gaps: Gap[] = [];
  for (const record of recordsOf(records, 'Observation')) {
    if (!resultUse(record).usable) continue;
    const read = observed(record, codes);
    signs.push(...read.signs);
    lvefs.push(...read.lvef);
    if (read.gap !== undefined) gaps.push(read.gap);
  }
  const dated = signs.filter(({ date }) => known(date));
  const ild = has(dated, 'ild');
  const lvef = newestLvef(lvefs.filter(({ date }) => known(date)));
  const pregnancy = pregnancyOf(dated, asOf);
  const renalImpairment = has(dated, 'renal-impairment');
  const neutropenia = has(dated, 'neutropenia');
  const safety: Safety = {
    ...(ild === undefined ? {} : { interstitialLungDisease: ild }),
    ...(lvef === undefined ? {} : { lvef }),
    ...(pregnancy === undefined ? {} : { pregnancy }),
    ...(renalImpairment === undefined ? {} : { renalImpairment }),
    ...(neutropenia === undefined ? {} : { neutropenia }),
  };
  return { safety, gaps };
}
