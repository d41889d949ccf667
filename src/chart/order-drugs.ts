import type { Gap } from '../clinical/facts/evidence.js';
import type { Knowledge } from '../knowledge/schema.js';
import { drugsGivenTogether } from './drug-combination.js';
import { type RecognisedDrug, recogniseDrug } from './drugs.js';
import { type Concept, conceptAt, objectAt, objectsAt, referenceAt, textAt, wordsOf } from './fields.js';
import { type FhirRecord, type Records, resolve } from './records.js';

/** Where drafts look for the Medication that they only refer to: beside the draft first, then in the record. */
export interface DrugSources {
  readonly drafts: Records;
  readonly records: Records;
  readonly knowledge: Knowledge;
}

export interface NamedDrug {
  readonly recognised: Exclude<RecognisedDrug, { readonly kind: 'none' | 'ambiguous' }>;
  readonly path: string;
  readonly words: string;
}

export interface DrugsRead {
  readonly drugs: readonly NamedDrug[];
  readonly gaps: readonly Gap[];
}

interface Named {
  readonly concept: Concept | undefined;
  readonly words: string | undefined;
  readonly path: string;
}

interface Names {
  readonly product?: Named;
  /** Read only where the product says nothing. */
  readonly ingredients: readonly Named[];
  readonly gaps: readonly Gap[];
}

function fromMedication(medication: FhirRecord, words: string | undefined): Names {
  const path = 'medicationReference';
  const ingredients = objectsAt(medication.resource, 'ingredient').map((each) => ({
    concept: conceptAt(each, 'itemCodeableConcept'),
    words: undefined,
    path,
  }));
  return { product: { concept: conceptAt(medication.resource, 'code'), words, path }, ingredients, gaps: [] };
}

function namesOf(request: FhirRecord, sources: DrugSources): Names {
  const concept = conceptAt(request.resource, 'medicationCodeableConcept');
  if (concept !== undefined) {
    return { product: { concept, words: undefined, path: 'medicationCodeableConcept' }, ingredients: [], gaps: [] };
  }
  const reference = referenceAt(request.resource, 'medicationReference');
  const words = textAt(objectAt(request.resource, 'medicationReference'), 'display');
  const medication =
    reference === undefined
      ? undefined
      : (resolve(sources.drafts, request, reference) ?? resolve(sources.records, request, reference));
  if (medication !== undefined) return fromMedication(medication, words);
  if (words !== undefined) {
    return { product: { concept: undefined, words, path: 'medicationReference.display' }, ingredients: [], gaps: [] };
  }
  if (reference === undefined) return { ingredients: [], gaps: [] };
  const gap: Gap = { reference: request.reference, problem: 'REFERENCE_NOT_RESOLVED', path: 'medicationReference' };
  return { ingredients: [], gaps: [gap] };
}

/** Words that join drugs of one order: "Enhertu + pertuzumab". A slash or parentheses may mean the same drug, and join nothing. */
const joined = /\+|&|\b(?:and|und|plus|with|mit)\b/i;
const unclear = /[/()]/;

/** The drugs of an order whose one text joins several of them; none where a code has a say. */
function orderedTogether({ concept, words, path }: Named, { drugs }: Knowledge): readonly NamedDrug[] {
  const codings = concept?.codings ?? [];
  if (codings.some((coding) => drugs.byCode(coding) !== undefined)) return [];
  const texts = [concept?.text, words, ...codings.map(({ display }) => display)].flatMap((each) => each ?? []);
  const [text] = texts;
  if (text === undefined || new Set(texts).size > 1 || !joined.test(text) || unclear.test(text)) return [];
  return drugsGivenTogether(text, drugs).map((drug) => ({
    recognised: { kind: 'drug', drug, by: 'text', verified: true },
    path,
    words: text,
  }));
}

function recogniseAll(request: FhirRecord, names: readonly Named[], knowledge: Knowledge): DrugsRead {
  const drugs: NamedDrug[] = [];
  const gaps: Gap[] = [];
  for (const each of names) {
    const recognised = recogniseDrug(each.concept, each.words, knowledge.drugs);
    if (recognised.kind === 'none') continue;
    if (recognised.kind === 'ambiguous') {
      const together = orderedTogether(each, knowledge);
      drugs.push(...together);
      if (together.length > 0) continue;
      gaps.push({ reference: request.reference, problem: 'DRUG_AMBIGUOUS', path: each.path });
      continue;
    }
    const name = recognised.kind === 'drug' ? recognised.drug.name : recognised.coded.name;
    drugs.push({ recognised, path: each.path, words: wordsOf(each.concept) ?? each.words ?? name });
  }
  return { drugs, gaps };
}

/**
 * The drugs that a MedicationRequest names: its concept, else the Medication it refers to (contained, beside it, in the record;
 * ingredients where its code says nothing), else the display of the reference. Words that fit two drugs are a gap.
 */
export function readOrderedDrugs(request: FhirRecord, sources: DrugSources): DrugsRead {
  const names = namesOf(request, sources);
  const product = recogniseAll(request, names.product === undefined ? [] : [names.product], sources.knowledge);
  const ingredients =
    product.drugs.length > 0 ? { drugs: [], gaps: [] } : recogniseAll(request, names.ingredients, sources.knowledge);
  return {
    drugs: [...product.drugs, ...ingredients.drugs],
    gaps: [...names.gaps, ...product.gaps, ...ingredients.gaps],
  };
}
