import { describe, expect, it } from '@jest/globals';
import { cellOfOneIhc, ishWouldSettle, settledCell, sharedStatus } from '../../../src/clinical/her2/combine-cells.js';
import { her2Of, ihc, ish, lineOf, s1 } from '../../support/her2-bundle.js';

describe('one IHC state beside an ISH that may be either', () => {
  it.each([
    ['0, staining not reported', 'IHC0_STAINING_NOT_REPORTED'],
    ['0+', 'AMBIGUOUS_0PLUS'],
    ['negative, no score', 'NEGATIVE_WITHOUT_SCORE'],
    ['present, no score', 'PRESENCE_WITHOUT_SCORE'],
    ['ambiguous notation', 'AMBIGUOUS_NOTATION'],
    ['described, no score', 'NO_SCORE_REPORTED'],
    ['indeterminate', 'LAB_INDETERMINATE'],
  ] as const)('%s still lacks what IHC lacks, not what ISH lacks', (state, reason) => {
    expect(cellOfOneIhc(state, ['amplified', 'not amplified'])).toEqual({
      category: 'indeterminate',
      status: 'indeterminate',
      reason,
    });
  });

  it('2+ stays equivocal until the ISH is complete', () => {
    expect(cellOfOneIhc('2+', ['amplified', 'not amplified'])).toEqual({
      category: 'equivocal',
      status: 'equivocal',
      reason: 'ISH_INCOMPLETE',
    });
  });

  it('1+ is open while the ISH may be amplified', () => {
    expect(cellOfOneIhc('1+', ['amplified', 'not amplified'])).toEqual({
      category: 'indeterminate',
      status: 'indeterminate',
      reason: 'ISH_INCOMPLETE',
    });
  });
});

describe('readings that settle alike', () => {
  it('none at all settle nothing', () => {
    expect(settledCell([])).toBeUndefined();
  });

  it('negative with and without comment are both negative', () => {
    expect(
      sharedStatus([
        { category: 'low', status: 'negative' },
        { category: 'low', status: 'negative-with-comment' },
      ]),
    ).toBe('negative');
  });

  it('a discordance of some readings is no discordance of all', () => {
    const [agreeing, discordant] = [
      { category: 'positive', status: 'positive' },
      { category: 'positive', status: 'positive', discordant: true },
    ] as const;
    expect(settledCell([agreeing, discordant])).toEqual(agreeing);
    expect(settledCell([discordant])).toEqual(discordant);
  });
});

it('an ISH settles 1+ or 2+ whichever way it comes out, and does not settle 0 or 1+', () => {
  expect(ishWouldSettle(['1+', '2+'])).toBe(true);
  expect(ishWouldSettle(['0, no membrane staining', '1+'])).toBe(false);
});

it('a 0 whose staining nobody described asks for the staining where its ISH ratio is only "at most 2.0"', () => {
  expect(lineOf(her2Of([s1, ihc('0'), ish({ ratio: '<=2.0', copies: 5 })]))).toContain('IHC0_STAINING_NOT_REPORTED');
});
