import type { Fields } from '../../chart/fields.js';
import type { Drug, Knowledge } from '../../knowledge/schema.js';

/** Something that can be drafted: a drug of the knowledge, or a HER2 test. */
export interface Orderable {
  readonly id: string;
  readonly label: string;
  readonly kind: string;
  readonly words: readonly string[];
  readonly draft: (patient: string, on: string) => Fields;
}

function drugDraft({ name, codings }: Drug): Orderable['draft'] {
  const coding = codings.find((each) => each.verified && each.kind === 'ingredient') ?? codings[0];
  return (patient, on) => ({
    resourceType: 'MedicationRequest',
    id: 'draft-order',
    status: 'draft',
    intent: 'order',
    medicationCodeableConcept: {
      ...(coding === undefined
        ? {}
        : { coding: [{ system: coding.system, code: coding.code, display: coding.display }] }),
      text: name,
    },
    subject: { reference: `Patient/${patient}` },
    authoredOn: on,
  });
}

function testDraft(code: string, display: string): Orderable['draft'] {
  return (patient, on) => ({
    resourceType: 'ServiceRequest',
    id: 'draft-order',
    status: 'draft',
    intent: 'order',
    code: { coding: [{ system: 'http://loinc.org', code, display }], text: display },
    subject: { reference: `Patient/${patient}` },
    authoredOn: on,
  });
}

const tests: readonly Orderable[] = [
  {
    id: 'test-ish',
    label: 'HER2 ISH',
    kind: 'test',
    words: ['her2', 'ish', 'fish'],
    draft: testDraft('85318-4', 'ERBB2 gene duplication [Presence] in Breast cancer specimen by FISH'),
  },
  {
    id: 'test-ihc',
    label: 'HER2 IHC',
    kind: 'test',
    words: ['her2', 'ihc'],
    draft: testDraft('85319-2', 'HER2 [Presence] in Breast cancer specimen by Immune stain'),
  },
];

/** Everything that can be drafted, drugs by name. */
export function orderables(knowledge: Knowledge): readonly Orderable[] {
  const drugs = knowledge.drugs.all
    .map(
      (drug): Orderable => ({
        id: drug.name,
        label: drug.name,
        kind: drug.class,
        words: drug.names,
        draft: drugDraft(drug),
      }),
    )
    .sort((a, b) => (a.label < b.label ? -1 : 1));
  return [...tests, ...drugs];
}

/** What a typed text finds: names that start with it first, then names that contain it. */
export function findOrderables(all: readonly Orderable[], typed: string): readonly Orderable[] {
  const text = typed.trim().toLowerCase();
  if (text === '') return all;
  const named = (test: (name: string) => boolean): readonly Orderable[] =>
    all.filter(({ label, words }) => [label.toLowerCase(), ...words].some(test));
  const first = named((name) => name.startsWith(text));
  return [...first, ...named((name) => name.includes(text)).filter((each) => !first.includes(each))];
}
