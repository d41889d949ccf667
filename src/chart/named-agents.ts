import type { Gap } from '../clinical/facts/evidence.js';
import type { CodeRole } from '../knowledge/roles.js';
import type { Knowledge } from '../knowledge/schema.js';
import { wordsIn } from './clauses.js';
import { entriesOf } from './code-entries.js';
import { drugsGivenTogether } from './drug-combination.js';
import { recogniseDrug } from './drugs.js';
import { type Concept, wordsOf } from './fields.js';
import { type Agent, regimenAgents } from './regimens.js';
import { textMemory } from './text-memory.js';

/** Drugs, or the class of drugs, that a concept names. */
export interface NamedAgents {
  readonly agents: readonly Agent[];
  /** False where only codes say so whose meaning was not checked against their terminology. */
  readonly verified: boolean;
  /** Why nothing could be taken from a concept that names a drug. */
  readonly problem?: Gap['problem'];
}

/** A concept and words beside it, such as the display of a reference. */
export interface Named {
  readonly concept?: Concept;
  readonly words?: string;
}

const classOfProcedure: Partial<Record<CodeRole<'procedures'>, Agent>> = {
  chemotherapy: { name: 'chemotherapy', class: 'chemotherapy', taxane: false, antiHer2: false },
  'endocrine-therapy': { name: 'endocrine therapy', class: 'endocrine', taxane: false, antiHer2: false },
  'anti-her2-therapy': { name: 'anti-HER2 therapy', class: 'anti-her2-mab', taxane: false, antiHer2: true },
  immunotherapy: { name: 'immunotherapy', class: 'immunotherapy', taxane: false, antiHer2: false },
  'ovarian-ablation': { name: 'ovarian ablation', class: 'ovarian-suppression', taxane: false, antiHer2: false },
};

/** Names of therapies that name no drug; words of setting around them are left aside. */
const roleOfWords: ReadonlyMap<string, CodeRole<'procedures'>> = new Map([
  ['chemotherapy', 'chemotherapy'],
  ['chemotherapie', 'chemotherapy'],
  ['endocrine therapy', 'endocrine-therapy'],
  ['hormone therapy', 'endocrine-therapy'],
  ['hormonal therapy', 'endocrine-therapy'],
  ['endokrine therapie', 'endocrine-therapy'],
  ['hormontherapie', 'endocrine-therapy'],
  ['antihormontherapie', 'endocrine-therapy'],
  ['anti her2 therapy', 'anti-her2-therapy'],
  ['antihormonelle therapie', 'endocrine-therapy'],
]);
const settingWords = new Set(
  'adjuvant neoadjuvant neo palliative palliativ systemic adjuvante neoadjuvante palliative'.split(' '),
);

const memory = textMemory<CodeRole<'procedures'> | undefined>();

function roleOfName(text: string): CodeRole<'procedures'> | undefined {
  return memory(text, () => {
    const words = wordsIn(text).filter((word) => !settingWords.has(word));
    return roleOfWords.get(words.join(' '));
  });
}

/** The first regimen among the words of a concept, its displays and codes. */
function regimenOf(text: string, concept: Concept | undefined): readonly Agent[] | undefined {
  const named = regimenAgents(text);
  if (named.length > 0) return named;
  for (const { code, display } of concept?.codings ?? []) {
    for (const name of [display, code]) {
      const agents = name === undefined || name === text ? [] : regimenAgents(name);
      if (agents.length > 0) return agents;
    }
  }
  return undefined;
}

/** A regimen by its abbreviation, else a class of drugs by code or name. */
function regimenOrClass({ concept, words }: Named, { codes }: Knowledge): NamedAgents {
  const text = words ?? wordsOf(concept) ?? '';
  const regimen = regimenOf(text, concept);
  if (regimen !== undefined) return { agents: regimen, verified: true };
  const entries = entriesOf(concept, 'procedures', codes);
  const role = entries[0]?.role ?? roleOfName(text);
  const agent = role === undefined ? undefined : classOfProcedure[role];
  const verified = entries.length === 0 || entries.some((entry) => entry.verified);
  return { agents: agent === undefined ? [] : [agent], verified };
}

/** Reads the drugs that a medication or procedure concept names: by code, by name, as a combination, a regimen or a class. */
export function namedAgents(named: Named, knowledge: Knowledge): NamedAgents {
  const found = recogniseDrug(named.concept, named.words, knowledge.drugs);
  const none = (problem: Gap['problem']): NamedAgents => ({ agents: [], verified: true, problem });
  switch (found.kind) {
    case 'drug':
      return { agents: [found.drug], verified: found.verified };
    case 'conflict':
      return none('CODE_AGAINST_TEXT');
    case 'ambiguous': {
      // Several codes are several claims about one product; several names in a text without a code are a combination.
      const coded = named.concept?.codings.some((coding) => knowledge.drugs.byCode(coding) !== undefined) === true;
      const text = named.words ?? wordsOf(named.concept) ?? '';
      const together = coded ? [] : drugsGivenTogether(text, knowledge.drugs);
      return together.length > 0 ? { agents: together, verified: true } : none('DRUG_AMBIGUOUS');
    }
    case 'none':
      return regimenOrClass(named, knowledge);
    default:
      return found satisfies never;
  }
}

/** Drugs that several concepts of one record name (what a procedure used), each once. */
export function agentsOfAll(concepts: readonly Concept[], knowledge: Knowledge): NamedAgents {
  const read = concepts.map((concept) => namedAgents({ concept }, knowledge));
  const byName = new Map(read.flatMap(({ agents }) => agents.map((agent) => [agent.name, agent] as const)));
  return { agents: [...byName.values()], verified: read.every(({ verified }) => verified) };
}
