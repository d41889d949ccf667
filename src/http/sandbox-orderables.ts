import type { Drug, Knowledge } from '../knowledge/schema.js';

/** Something that the sandbox can draft: a drug of the knowledge, or a HER2 test. */
export interface Orderable {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  /** Names that a typed text may find it by. */
  readonly words: readonly string[];
  readonly resourceType: 'MedicationRequest' | 'ServiceRequest';
  readonly coding?: { readonly system: string; readonly code: string; readonly display: string };
}

function ofDrug({ name, names, codings, class: kind }: Drug): Orderable {
  const coding = codings.find((each) => each.verified && each.kind === 'ingredient') ?? codings[0];
  return {
    ...{ id: name, label: name, kind, words: names, resourceType: 'MedicationRequest' },
    ...(coding === undefined ? {} : { coding: { system: coding.system, code: coding.code, display: coding.display } }),
  };
}

const loinc = 'http://loinc.org';

const tests: readonly Orderable[] = [
  {
    ...{
      id: 'test-ish',
      label: 'HER2 ISH',
      kind: 'test',
      words: ['her2', 'ish', 'fish'],
      resourceType: 'ServiceRequest',
    },
    coding: {
      ...{ system: loinc, code: '85318-4' },
      display: 'ERBB2 gene duplication [Presence] in Breast cancer specimen by FISH',
    },
  },
  {
    ...{ id: 'test-ihc', label: 'HER2 IHC', kind: 'test', words: ['her2', 'ihc'], resourceType: 'ServiceRequest' },
    coding: { system: loinc, code: '85319-2', display: 'HER2 [Presence] in Breast cancer specimen by Immune stain' },
  },
];

/** Everything that can be drafted: the HER2 tests, then the drugs by name. */
export function orderables({ drugs }: Knowledge): readonly Orderable[] {
  return [...tests, ...drugs.all.map(ofDrug).sort((a, b) => (a.label < b.label ? -1 : 1))];
}
