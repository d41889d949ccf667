import { breastCancer } from './breast-cancer.js';
import { chanceOf } from './chance.js';
import { drawFinding } from './her2-findings.js';
import { daysBefore, type Made, type Maker } from './resource.js';
import { unrelated } from './unrelated.js';

/** What is known of a patient because we made them. */
interface Truth {
  readonly patient: string;
  readonly breastCancer: boolean;
  /** Category that the record supports, `her2-null` and `her2-none` as in tables. */
  readonly category: string;
  /** The rule that gives the category. */
  readonly rule: string;
  /** How the result is written down. */
  readonly form: string;
  readonly advanced: boolean;
}

export interface SyntheticPatient {
  readonly resources: readonly Made[];
  readonly truth: Truth;
}

/** The cohort that is asked for. */
export interface Cohort {
  readonly seed: number;
  /** Share of the patients who have breast cancer, 0 to 1. */
  readonly breastShare: number;
}

/** Makes a patient of a cohort. The same seed and number give the same patient, whatever the size of the cohort. */
export function syntheticPatient(number: number, { seed, breastShare }: Cohort): SyntheticPatient {
  const chance = chanceOf(seed, number);
  const id = `syn-${seed}-${number}`;
  let made = 0;
  const maker: Maker = {
    chance,
    subject: { reference: `Patient/${id}` },
    newId: () => {
      made += 1;
      return `${id}-${made}`;
    },
  };
  const patient: Made = {
    resourceType: 'Patient',
    id,
    active: true,
    name: [{ family: `Synthetic${number}`, given: ['Test'] }],
    gender: chance.happens(0.99) ? 'female' : 'male',
    birthDate: daysBefore('2026-06-30', chance.between(30 * 365, 85 * 365)),
  };
  if (!chance.happens(breastShare)) {
    const truth = { category: 'her2-none', rule: 'no breast cancer', form: 'nothing', advanced: false };
    return { resources: [patient, ...unrelated(maker)], truth: { patient: id, breastCancer: false, ...truth } };
  }
  const finding = drawFinding(chance);
  const { resources, form, advanced } = breastCancer(maker, finding);
  return {
    resources: [patient, ...resources, ...unrelated(maker)],
    truth: { patient: id, breastCancer: true, category: finding.category, rule: finding.rule, form, advanced },
  };
}
