import type { EmptyValue, Her2Word, IhcScore, IshReading, Staining } from '../../clinical/facts/her2.js';
import type { Her2Flag } from '../../clinical/her2/vocabulary.js';

/** What one value or component says of HER2, before it is put together with the others of its result. */
export interface Statement {
  readonly scores: readonly IhcScore[];
  /** Two scores as the ends of a range. */
  readonly range?: true;
  readonly zeroPlus?: true;
  readonly words: readonly Her2Word[];
  readonly percents?: Staining['percents'];
  readonly membrane?: 'none' | 'present';
  readonly intensity?: NonNullable<Staining['intensity']>;
  readonly completeness?: NonNullable<Staining['completeness']>;
  readonly ish?: Partial<IshReading>;
  readonly notes: readonly Her2Flag[];
  readonly invalid?: true;
  readonly empty?: EmptyValue;
  /** The matched code has a display that nobody checked. */
  readonly unverified?: true;
  /** The statement is about a non-invasive component only. */
  readonly inSitu?: true;
}

/** A statement with the members given; the rest says nothing. */
export function statement(members: Partial<Statement>): Statement {
  return { scores: [], words: [], notes: [], ...members };
}

/** True where the statement carries a value of any kind. */
export function saysSomething(each: Statement): boolean {
  return (
    each.scores.length > 0 ||
    each.words.length > 0 ||
    (each.percents?.length ?? 0) > 0 ||
    each.membrane !== undefined ||
    each.intensity !== undefined ||
    each.completeness !== undefined ||
    each.invalid === true ||
    (each.ish !== undefined && Object.values(each.ish).some((member) => member !== undefined && member !== false))
  );
}

const firstOf = <T>(values: readonly (T | undefined)[]): T | undefined => values.find((value) => value !== undefined);

/** The ISH members of several statements; the first that names a member wins. */
export function mergeIsh(parts: readonly (Partial<IshReading> | undefined)[]): IshReading | undefined {
  const given = parts.filter((part) => part !== undefined);
  if (given.length === 0) return undefined;
  const pick = <K extends keyof IshReading>(name: K) => firstOf(given.map((part) => part[name]));
  return {
    probe: pick('probe'),
    ratio: pick('ratio'),
    her2Copies: pick('her2Copies'),
    cep17Copies: pick('cep17Copies'),
    cells: pick('cells'),
    recount: given.some((part) => part.recount === true),
    interpretation: pick('interpretation'),
    statedGroup: pick('statedGroup'),
    unreadable: given.some((part) => part.unreadable === true),
  };
}

/** The staining members of several statements; undefined where none says anything of staining. */
export function mergeStaining(parts: readonly Statement[]): Staining | undefined {
  const percents = parts.flatMap((part) => part.percents ?? []);
  const membrane = firstOf(parts.map((part) => part.membrane));
  // Of several descriptions the strongest decides what the staining could be scored.
  const strong = parts.some((part) => part.intensity === 'strong');
  const complete = parts.some((part) => part.completeness === 'complete');
  const intensity = strong ? ('strong' as const) : firstOf(parts.map((part) => part.intensity));
  const completeness = complete ? ('complete' as const) : firstOf(parts.map((part) => part.completeness));
  const nothing =
    percents.length === 0 && membrane === undefined && intensity === undefined && completeness === undefined;
  if (nothing) return undefined;
  return {
    percents: percents.map((each) => ({ ...each, kind: kindBeside(each, intensity, completeness) })),
    membrane,
    intensity,
    completeness,
  };
}

type Percent = Staining['percents'][number];

/** Intensity and completeness beside a percentage of unknown kind say what was counted; 0 % of that says nothing of other staining. */
function kindBeside(
  { kind, percent }: Percent,
  intensity: Staining['intensity'],
  completeness: Staining['completeness'],
): Percent['kind'] {
  if (kind !== 'unspecified' || intensity === undefined || completeness === undefined) return kind;
  const faint = intensity === 'faint' || intensity === 'weak';
  if (faint && completeness === 'incomplete') return 'faint-incomplete';
  if (intensity === 'strong' && completeness === 'complete') return 'complete-intense';
  return percent.max === 0 && intensity !== 'none' ? 'unspecified' : 'any-membrane';
}
