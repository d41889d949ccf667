import type { Her2Finding } from './her2-findings.js';
import { writeTest } from './her2-forms.js';
import { coded, daysBefore, loinc, type Made, type Maker, observation, snomed } from './resource.js';

const status = 'http://terminology.hl7.org/CodeSystem/condition';
const icd10 = 'http://hl7.org/fhir/sid/icd-10-cm';
const lastDay = '2026-06-30';

function condition(maker: Maker, code: unknown, date: string): Made {
  return {
    resourceType: 'Condition',
    id: maker.newId(),
    clinicalStatus: coded(`${status}-clinical`, 'active', 'Active'),
    verificationStatus: coded(`${status}-ver-status`, 'confirmed', 'Confirmed'),
    code,
    subject: maker.subject,
    onsetDateTime: date,
  };
}

const diagnoses: readonly [unknown, ...unknown[]] = [
  snomed('254837009', 'Malignant neoplasm of breast (disorder)'),
  coded(icd10, 'C50.911', 'Malignant neoplasm of unspecified site of right female breast'),
  coded(icd10, 'C50.412', 'Malignant neoplasm of upper-outer quadrant of left female breast'),
  { text: 'Mammakarzinom links' },
];
const metastases: readonly [unknown, ...unknown[]] = [
  snomed('94381002', 'Secondary malignant neoplasm of liver (disorder)'),
  snomed('94222008', 'Secondary malignant neoplasm of bone (disorder)'),
  coded(icd10, 'C78.00', 'Secondary malignant neoplasm of unspecified lung'),
];

function receptors(maker: Maker, positive: boolean, date: string): readonly Made[] {
  const answer = positive ? loinc('LA6576-8', 'Positive') : loinc('LA6577-6', 'Negative');
  const percent = positive ? maker.chance.between(20, 100) : 0;
  const unit = { unit: '%', system: 'http://unitsofmeasure.org', code: '%' };
  return [
    observation(maker, loinc('16112-5', 'Estrogen receptor [Interpretation] in Tissue'), {
      effectiveDateTime: date,
      valueCodeableConcept: answer,
    }),
    observation(
      maker,
      loinc('85329-1', 'Cells.estrogen receptor/100 cells in Breast cancer specimen by Immune stain'),
      {
        effectiveDateTime: date,
        valueQuantity: { value: percent, ...unit },
      },
    ),
    observation(maker, loinc('16113-3', 'Progesterone receptor [Interpretation] in Tissue'), {
      effectiveDateTime: date,
      valueCodeableConcept: answer,
    }),
  ];
}

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const endocrine: readonly [unknown, ...unknown[]] = [
  coded(rxnorm, '10324', 'tamoxifen'),
  { text: 'Letrozol 2,5 mg' },
  { text: 'anastrozole 1 mg tablet' },
];

interface Course {
  readonly drug: unknown;
  readonly intent: 'palliative' | 'adjuvant';
  readonly start: string;
  readonly end: string;
  readonly reason?: unknown;
}

const intents = {
  palliative: snomed('363676003', 'Palliative - procedure intent'),
  adjuvant: snomed('373846009', 'Adjuvant - intent'),
} as const;

function course(maker: Maker, { drug, intent, start, end, reason }: Course): Made {
  return {
    resourceType: 'MedicationStatement',
    id: maker.newId(),
    extension: [
      {
        url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-treatment-intent',
        valueCodeableConcept: intents[intent],
      },
    ],
    status: 'stopped',
    ...(reason === undefined ? {} : { statusReason: [reason] }),
    medicationCodeableConcept: drug,
    subject: maker.subject,
    effectivePeriod: { start, end },
  };
}

/** Treatment of advanced disease: an endocrine line where hormone receptors allow it, chemotherapy for some. */
function advancedTherapies(maker: Maker, hormonePositive: boolean, since: string): readonly Made[] {
  const { chance } = maker;
  const made: Made[] = [];
  if (hormonePositive) {
    const progressed = chance.happens(0.6);
    made.push(
      course(maker, {
        drug: chance.pick(endocrine),
        intent: 'palliative',
        start: daysBefore(since, -20),
        end: daysBefore(since, -200),
        ...(progressed ? { reason: snomed('271299001', "Patient's condition worsened (finding)") } : {}),
      }),
    );
  }
  if (chance.happens(hormonePositive ? 0.3 : 0.7)) {
    const drug = coded(rxnorm, '194000', 'capecitabine');
    made.push(
      course(maker, { drug, intent: 'palliative', start: daysBefore(since, -210), end: daysBefore(since, -300) }),
    );
  }
  return made;
}

/** Copies and mistakes as they come in real data; none of them changes what the record says. */
function mess(maker: Maker, tests: readonly Made[]): readonly Made[] {
  const { chance } = maker;
  const [first] = tests.filter(({ resourceType }) => resourceType === 'Observation');
  if (first === undefined) return [];
  const made: Made[] = [];
  if (chance.happens(0.04)) made.push(first);
  if (chance.happens(0.03)) {
    const wrong = loinc('LA11843-2', '3+');
    made.push({ ...first, id: maker.newId(), status: 'entered-in-error', valueCodeableConcept: wrong });
  }
  return made;
}

/** A patient's breast cancer as the record has it. */
export interface MadeCancer {
  readonly resources: readonly Made[];
  readonly form: string;
  readonly advanced: boolean;
}

/** Makes the diagnosis, tissue, tests, spread and therapies of a patient with breast cancer. */
export function breastCancer(maker: Maker, finding: Her2Finding): MadeCancer {
  const { chance } = maker;
  const advanced = chance.happens(0.3);
  const hormonePositive = chance.happens(0.8);
  const tested = daysBefore(lastDay, chance.between(320, 700));
  const specimen: Made = {
    resourceType: 'Specimen',
    id: maker.newId(),
    status: 'available',
    type: snomed('119376003', 'Tissue specimen'),
    subject: maker.subject,
    collection: { collectedDateTime: tested, bodySite: snomed('76752008', 'Breast structure') },
  };
  const { resources, form } = writeTest({
    maker,
    finding,
    date: tested,
    specimen: { reference: `Specimen/${specimen.id}` },
  });
  const spread = advanced
    ? [condition(maker, chance.pick(metastases), tested), ...advancedTherapies(maker, hormonePositive, tested)]
    : [
        observation(maker, loinc('21907-1', 'Distant metastases.clinical [Class] Cancer'), {
          effectiveDateTime: tested,
          valueCodeableConcept: { text: 'M0' },
        }),
      ];
  return {
    form,
    advanced,
    resources: [
      condition(maker, chance.pick(diagnoses), tested),
      ...(finding.score === undefined && finding.onlyNegative !== true ? [] : [specimen]),
      ...receptors(maker, hormonePositive, tested),
      ...resources,
      ...spread,
      ...mess(maker, resources),
    ],
  };
}
