import type { Her2Finding } from './her2-findings.js';
import { loinc, type Made, type Maker, observation, snomed } from './resource.js';

/** Where a result is written down. */
interface Test {
  readonly maker: Maker;
  readonly finding: Her2Finding;
  readonly date: string;
  readonly specimen: { readonly reference: string };
}

const ihcCode = loinc('85319-2', 'HER2 [Presence] in Breast cancer specimen by Immune stain');
const ishCode = loinc('85318-4', 'ERBB2 gene duplication [Presence] in Breast cancer specimen by FISH');
const overallCode = loinc('48676-1', 'HER2 [Interpretation] in Tissue');
const ratioCode = loinc('49683-6', 'ERBB2 gene copy number/Chromosome 17 copy number in Tissue by FISH');
const copiesCode = loinc('74860-8', 'ERBB2 gene copy number/nucleus in Tissue by FISH');
const cep17Code = loinc('74861-6', 'Chromosome 17 copy number/nucleus in Tissue by FISH');
const negative = loinc('LA6577-6', 'Negative');
const positive = loinc('LA6576-8', 'Positive');
const scoreAnswers = { '0': 'LA6111-4', '1+': 'LA11841-6', '2+': 'LA11842-4', '3+': 'LA11843-2' } as const;

type Score = keyof typeof scoreAnswers;

const scoreAnswer = (score: Score): unknown => loinc(scoreAnswers[score], score);

const at = ({ date, specimen }: Test): Readonly<Record<string, unknown>> => ({ effectiveDateTime: date, specimen });

/** How a report tells the staining of a score 0, in English and German. */
const stainingWords = {
  faint: {
    en: [
      'faint incomplete membrane staining in 5% of tumor cells',
      'faint, barely perceptible membrane staining in 8 % of cells',
    ],
    de: ['schwache inkomplette Membranfärbung in 5 % der Tumorzellen'],
  },
  none: { en: ['no membrane staining', 'no staining observed'], de: ['keine Membranfärbung'] },
} as const;

function words({ maker, finding }: Test, language: 'en' | 'de'): string {
  const score = finding.score ?? '';
  const named = language === 'en' ? `IHC ${score}` : `HER2-Score ${score}`;
  if (finding.staining === undefined) return named;
  const [first, ...rest] = stainingWords[finding.staining][language];
  return `${named}, ${maker.chance.pick([first, ...rest])}`;
}

/** A way to write the IHC score down. */
type Form = (test: Test, score: Score) => readonly Made[];

const stainingComponents = ({ finding, maker }: Test): readonly unknown[] => {
  if (finding.staining === undefined) return [];
  const value = finding.staining === 'none' ? 0 : maker.chance.between(1, 10);
  return [
    {
      code: { text: 'Percentage of tumor cells with any membrane staining' },
      valueQuantity: { value, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
    },
  ];
};

const forms = {
  'coded answer': (test, score) => [
    observation(test.maker, ihcCode, {
      ...at(test),
      valueCodeableConcept: scoreAnswer(score),
      ...(test.finding.staining === undefined ? {} : { component: stainingComponents(test) }),
    }),
  ],
  'text of the answer': (test) => [
    observation(test.maker, ihcCode, { ...at(test), valueCodeableConcept: { text: words(test, 'en') } }),
  ],
  string: (test) => [observation(test.maker, ihcCode, { ...at(test), valueString: words(test, 'en') })],
  'German string': (test) => [observation(test.maker, ihcCode, { ...at(test), valueString: words(test, 'de') })],
  'component of the interpretation': (test, score) => [
    observation(test.maker, overallCode, {
      ...at(test),
      component: [{ code: ihcCode, valueCodeableConcept: scoreAnswer(score) }, ...stainingComponents(test)],
    }),
  ],
  'conclusion of the report': (test) => [
    {
      resourceType: 'DiagnosticReport',
      id: test.maker.newId(),
      status: 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'PAT' }] }],
      code: loinc('22637-3', 'Pathology report final diagnosis'),
      subject: test.maker.subject,
      specimen: [test.specimen],
      effectiveDateTime: test.date,
      conclusion: `Invasive carcinoma of the breast, no special type. HER2: ${words(test, 'en')}.`,
    },
  ],
} as const satisfies Readonly<Record<string, Form>>;

/** The numbers of a dual-probe test of group 1 or 5. */
function counts({ maker, finding }: Test): { readonly ratio: number; readonly copies: number; readonly cep17: number } {
  const cep17 = maker.chance.between(18, 24) / 10;
  const copies =
    finding.ish === 'positive'
      ? (cep17 * maker.chance.between(25, 45)) / 10
      : (cep17 * maker.chance.between(10, 15)) / 10;
  const rounded = Math.round(copies * 100) / 100;
  return { ratio: Math.round((rounded / cep17) * 100) / 100, copies: rounded, cep17 };
}

const quantity = (value: number): unknown => ({ value, unit: '1', system: 'http://unitsofmeasure.org', code: '1' });

const ishForms = {
  'coded verdict': (test) => [
    observation(test.maker, ishCode, {
      ...at(test),
      valueCodeableConcept: test.finding.ish === 'positive' ? positive : negative,
    }),
  ],
  'SNOMED verdict': (test) => [
    observation(test.maker, ishCode, {
      ...at(test),
      valueCodeableConcept:
        test.finding.ish === 'positive' ? snomed('10828004', 'Positive') : snomed('260385009', 'Negative'),
    }),
  ],
  'ratio and copies': (test) => {
    const { ratio, copies, cep17 } = counts(test);
    return [
      observation(test.maker, ratioCode, { ...at(test), valueQuantity: quantity(ratio) }),
      observation(test.maker, copiesCode, { ...at(test), valueQuantity: quantity(copies) }),
      observation(test.maker, cep17Code, { ...at(test), valueQuantity: quantity(cep17) }),
    ];
  },
  'valueRatio with components': (test) => {
    const { copies, cep17 } = counts(test);
    return [
      observation(test.maker, ratioCode, {
        ...at(test),
        valueRatio: { numerator: { value: copies }, denominator: { value: cep17 } },
        component: [
          { code: copiesCode, valueQuantity: quantity(copies) },
          { code: cep17Code, valueQuantity: quantity(cep17) },
        ],
      }),
    ];
  },
  string: (test) => [
    observation(test.maker, ishCode, {
      ...at(test),
      valueString: test.finding.ish === 'positive' ? 'amplified' : 'not amplified',
    }),
  ],
  'German string': (test) => [
    observation(test.maker, ishCode, {
      ...at(test),
      valueString: test.finding.ish === 'positive' ? 'amplifiziert' : 'nicht amplifiziert',
    }),
  ],
} as const satisfies Readonly<Record<string, (test: Test) => readonly Made[]>>;

/** The results of a finding as a laboratory might send them, and how they are written. */
export interface WrittenTest {
  readonly resources: readonly Made[];
  readonly form: string;
}

type FormName = keyof typeof forms;
type IshFormName = keyof typeof ishForms;

const formShares: readonly [readonly [FormName, number], ...(readonly [FormName, number])[]] = [
  ['coded answer', 35],
  ['text of the answer', 20],
  ['string', 15],
  ['German string', 8],
  ['component of the interpretation', 10],
  ['conclusion of the report', 12],
];
const ishNames: readonly [IshFormName, ...IshFormName[]] = [
  'coded verdict',
  'SNOMED verdict',
  'ratio and copies',
  'valueRatio with components',
  'string',
  'German string',
];

/** Writes a finding in one of the forms that laboratories use. Nothing for a patient without a result. */
export function writeTest(test: Test): WrittenTest {
  const { maker, finding } = test;
  if (finding.onlyNegative === true)
    return {
      form: 'verdict alone',
      resources: [observation(maker, ihcCode, { ...at(test), valueCodeableConcept: negative })],
    };
  if (finding.score === undefined) return { form: 'nothing', resources: [] };
  const form = maker.chance.weighted(formShares);
  const ihc = forms[form](test, finding.score);
  if (finding.ish === undefined) return { form, resources: ihc };
  const ishForm = maker.chance.pick(ishNames);
  return { form: `${form}; ISH ${ishForm}`, resources: [...ihc, ...ishForms[ishForm](test)] };
}
