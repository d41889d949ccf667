import { describe, expect, it } from '@jest/globals';
import { describeStaining } from '../../../src/chart/her2/describe.js';
import { mergeIsh, mergeStaining, saysSomething, statement } from '../../../src/chart/her2/statement.js';
import type { PercentKind, Staining } from '../../../src/clinical/facts/her2.js';
import { exactly } from '../../../src/clinical/facts/measured.js';

describe('a description of staining without a score', () => {
  const described = (members: Partial<Staining>, ...percents: readonly (readonly [PercentKind, number])[]) =>
    describeStaining({
      membrane: undefined,
      intensity: undefined,
      completeness: undefined,
      ...members,
      percents: percents.map(([kind, percent]) => ({ kind, percent: exactly(percent) })),
    });
  const asTwo = { words: ['equivocal'], notes: ['SCORE_DERIVED_FROM_DESCRIPTION'] };
  const asOne = { words: ['described'], notes: ['DESCRIPTION_SUGGESTS_1PLUS'] };
  const asUltralow = { words: ['described'], notes: ['DESCRIPTION_SUGGESTS_ULTRALOW'] };
  const open = { words: ['described'], notes: [] };
  it.each([
    [described({}, ['complete-intense', 10]), asTwo],
    [described({}, ['complete-intense', 11]), open],
    [described({}, ['complete-intense', 0]), open],
    [described({ completeness: 'incomplete', intensity: 'moderate' }), asTwo],
    [described({ completeness: 'incomplete', intensity: 'strong' }), asTwo],
    [described({ completeness: 'incomplete', intensity: 'weak' }), open],
    [described({ intensity: 'strong' }), open],
    [described({ completeness: 'complete', intensity: 'weak' }, ['any-membrane', 11]), asTwo],
    [described({ completeness: 'complete', intensity: 'moderate' }, ['any-membrane', 11]), asTwo],
    [described({ completeness: 'complete', intensity: 'faint' }, ['any-membrane', 11]), asTwo],
    [described({ completeness: 'complete', intensity: 'strong' }, ['any-membrane', 11]), open],
    [described({ completeness: 'complete', intensity: 'weak' }, ['any-membrane', 10]), open],
    [described({ completeness: 'complete', intensity: 'weak' }, ['unspecified', 20]), open],
    [described({ intensity: 'weak' }, ['any-membrane', 20]), open],
    [described({}, ['faint-incomplete', 11]), asOne],
    [described({}, ['faint-incomplete', 10]), asUltralow],
    [described({}, ['faint-incomplete', 0]), open],
    [described({}, ['any-membrane', 11]), open],
  ])('%j is %j', (said, wanted) => expect(said).toEqual(wanted));
});

describe('what a percentage beside intensity and completeness counts', () => {
  const kindOf = (intensity: Staining['intensity'], completeness: Staining['completeness'], percent = 20) =>
    mergeStaining([
      statement({ percents: [{ kind: 'unspecified', percent: exactly(percent) }] }),
      statement({ ...(intensity === undefined ? {} : { intensity }) }),
      statement({ ...(completeness === undefined ? {} : { completeness }) }),
    ])?.percents[0]?.kind;
  it.each([
    ['faint', 'incomplete', 'faint-incomplete'],
    ['weak', 'incomplete', 'faint-incomplete'],
    ['strong', 'complete', 'complete-intense'],
    ['moderate', 'incomplete', 'any-membrane'],
    ['strong', 'incomplete', 'any-membrane'],
    ['weak', 'complete', 'any-membrane'],
    ['weak', undefined, 'unspecified'],
    [undefined, 'complete', 'unspecified'],
  ] as const)('%s and %s: %s', (intensity, completeness, kind) => {
    expect(kindOf(intensity, completeness)).toBe(kind);
  });
  it('0 % of moderate staining says nothing of other staining, 0 % of none does', () => {
    expect(kindOf('moderate', 'incomplete', 0)).toBe('unspecified');
    expect(kindOf('none', 'incomplete', 0)).toBe('any-membrane');
  });
  it('of several descriptions the strongest counts', () => {
    const merged = mergeStaining([
      statement({ intensity: 'weak', completeness: 'incomplete', membrane: 'present' }),
      statement({ intensity: 'strong', completeness: 'complete', membrane: 'none' }),
    ]);
    expect(merged).toEqual({ percents: [], membrane: 'present', intensity: 'strong', completeness: 'complete' });
    expect(mergeStaining([statement({ intensity: 'weak' }), statement({ intensity: 'moderate' })])?.intensity).toBe(
      'weak',
    );
    expect(mergeStaining([statement({ scores: ['0'] })])).toBeUndefined();
    expect(mergeIsh([undefined])).toBeUndefined();
  });
});

it.each([
  [statement({}), false],
  [statement({ notes: ['AMBIGUOUS_TERM'] }), false],
  [statement({ empty: 'pending' }), false],
  [statement({ ish: { recount: false, ratio: undefined } }), false],
  [statement({ percents: [] }), false],
  [statement({ ish: { cells: 20 } }), true],
  [statement({ scores: ['0'] }), true],
  [statement({ words: ['low'] }), true],
  [statement({ percents: [{ kind: 'unspecified', percent: exactly(0) }] }), true],
  [statement({ membrane: 'none' }), true],
  [statement({ intensity: 'none' }), true],
  [statement({ completeness: 'complete' }), true],
  [statement({ invalid: true }), true],
])('%j says something: %s', (said, is) => expect(saysSomething(said)).toBe(is));
