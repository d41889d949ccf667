import { read } from '../../src/chart/read.js';
import { indexRecords } from '../../src/chart/records.js';
import type { Her2Assessment } from '../../src/clinical/assessment.js';
import { categorize } from '../../src/clinical/her2/categorize.js';
import { loadKnowledge } from '../../src/knowledge/load.js';
import type { Knowledge } from '../../src/knowledge/schema.js';

/** FHIR resources of one invented patient with breast cancer, for tests of the HER2 core. */
export type Resource = Readonly<Record<string, unknown>>;

export const today = '2026-11-24';

const loinc = 'http://loinc.org';
const scoreCodes = { '0': 'LA6111-4', '1+': 'LA11841-6', '2+': 'LA11842-4', '3+': 'LA11843-2' } as const;

export const coded = (code: string, system = loinc): Resource => ({ coding: [{ system, code }] });

export const breastCancer: Resource = {
  resourceType: 'Condition',
  id: 'breast-cancer',
  code: coded('254837009', 'http://snomed.info/sct'),
};

export const metastasis = (onset: string): Resource => ({
  resourceType: 'Condition',
  id: 'metastasis',
  code: coded('C78.7', 'http://hl7.org/fhir/sid/icd-10-cm'),
  onsetDateTime: onset,
});

export const specimen = (id: string, collected: string | undefined, site = 'Breast'): Resource => ({
  resourceType: 'Specimen',
  id,
  collection: { ...(collected === undefined ? {} : { collectedDateTime: collected }), bodySite: { text: site } },
});

interface Placing {
  readonly id?: string;
  readonly status?: string;
  readonly date?: string | undefined;
  readonly specimen?: string | undefined;
}

const placed = (placing: Placing): Resource => {
  const date = 'date' in placing ? placing.date : '2026-06-01';
  const at = 'specimen' in placing ? placing.specimen : 's1';
  return {
    resourceType: 'Observation',
    status: placing.status ?? 'final',
    ...(date === undefined ? {} : { effectiveDateTime: date }),
    ...(at === undefined ? {} : { specimen: { reference: `Specimen/${at}` } }),
  };
};

/** IHC by coded score, with components by their words. */
export const ihc = (
  score: keyof typeof scoreCodes,
  components: readonly (readonly [string, number | string])[] = [],
  placing: Placing = {},
): Resource => ({
  ...placed(placing),
  id: placing.id ?? 'ihc',
  code: coded('85319-2'),
  valueCodeableConcept: coded(scoreCodes[score]),
  component: components.map(([text, value]) => ({
    code: { text },
    ...(typeof value === 'number' ? { valueQuantity: { value, unit: '%' } } : { valueString: value }),
  })),
});

/** Any HER2 test by code with any value members. */
export const test = (code: string, value: Resource, placing: Placing = {}): Resource => ({
  ...placed(placing),
  id: placing.id ?? `test-${code}`,
  code: coded(code),
  ...value,
});

export const words = (text: string): Resource => ({ valueString: text });
export const verdict = (text: string): Resource => ({ valueCodeableConcept: { text } });

interface Counts {
  readonly ratio?: number | string;
  readonly copies?: number;
  readonly cep17?: number;
  readonly cells?: number;
  readonly recount?: boolean;
  readonly says?: string;
  readonly probe?: 'dual' | 'single' | undefined;
}

const quantity = (value: number | string): Resource =>
  typeof value === 'number'
    ? { valueQuantity: { value } }
    : { valueQuantity: { value: Number(value.replace(/[<>=]+/, '')), comparator: value.replace(/[^<>=]+/, '') } };

/** ISH by FISH code with counts as components. */
export const ish = (counts: Counts, placing: Placing = {}): Resource => {
  const component = (code: string, value: number | string | undefined) =>
    value === undefined ? [] : [{ code: coded(code), ...quantity(value) }];
  const probe = 'probe' in counts ? counts.probe : 'dual';
  return {
    ...placed(placing),
    id: placing.id ?? 'ish',
    code: coded('85318-4'),
    ...(probe === undefined ? {} : { method: { text: `${probe}-probe in situ hybridization` } }),
    ...(counts.says === undefined ? {} : { valueCodeableConcept: { text: counts.says } }),
    component: [
      ...component('49683-6', counts.ratio),
      ...component('74860-8', counts.copies),
      ...component('74861-6', counts.cep17),
      ...component('62361-1', counts.cells),
      ...(counts.recount === true ? [{ code: { text: 'Blinded recount' }, valueBoolean: true }] : []),
    ],
  };
};

export const s1 = specimen('s1', '2026-06-01');

let loaded: Knowledge | undefined;
/** The knowledge, loaded once per test file. */
export const knowledge = (): Knowledge => {
  loaded ??= loadKnowledge();
  return loaded;
};

/** HER2 of the resources given. Breast cancer is documented unless `bare` is true. */
export function her2Of(
  resources: readonly Resource[],
  options: { asOf?: string; bare?: boolean } = {},
): Her2Assessment {
  const asOf = options.asOf ?? today;
  const all = options.bare === true ? resources : [breastCancer, ...resources];
  return categorize(read(indexRecords(all.map((resource) => ({ resource }))), knowledge(), asOf), asOf);
}

/** The answer in one line, for tables: category, status, group, reason, step, flags. */
export const lineOf = (answer: Her2Assessment): string =>
  [
    answer.category,
    answer.ascoCapStatus,
    answer.ishGroup ?? '-',
    answer.reason ?? '-',
    answer.nextStep,
    answer.flags.join(' '),
  ]
    .join(' | ')
    .trimEnd();
