import type { IshReading, Measured } from '../../clinical/facts/her2.js';
import { type Statement, statement } from './statement.js';

/**
 * Highest numbers that a count can give: far above any amplification that signals can be counted in, so that only a slip of the pen
 * or a percentage in the place of a ratio is beyond them. No source gives such a limit; the project's own.
 */
const highest = { ratio: 100, her2Copies: 200, cep17Copies: 100 } as const;

const names = ['ratio', 'her2Copies', 'cep17Copies'] as const;

/** A count that cannot be: negative, nothing at all (no signal is a failed test, not a result), or beyond counting. */
function isImpossible(name: (typeof names)[number], { min, max }: Measured): boolean {
  return min < 0 || max <= 0 || min > highest[name];
}

/** Numbers of an ISH count as a statement; impossible ones are left out of it and make it invalid. */
export function ishStatement(ish: Partial<IshReading>): Statement {
  const wrong = names.filter((name) => {
    const number = ish[name];
    return number !== undefined && isImpossible(name, number);
  });
  const noCells = ish.cells !== undefined && ish.cells <= 0;
  if (wrong.length === 0 && !noCells) return statement({ ish });
  const left = { ...ish, ...(noCells ? { cells: undefined } : {}) };
  for (const name of wrong) left[name] = undefined;
  return statement({ ish: left, invalid: true });
}
