import { describe, expect, it } from '@jest/globals';
import {
  type Cell,
  categoryTable,
  type IhcState,
  ihcStates,
  ishStates,
} from '../../../src/clinical/her2/category-table.js';

/** What each sign of the table below stands for: category, ASCO/CAP status, reason, discordance. */
const meaning: Readonly<Record<string, string>> = {
  P: 'positive positive',
  'P!': 'positive positive discordant',
  L: 'low negative',
  Lc: 'low negative-with-comment',
  U: 'ultralow negative',
  Uc: 'ultralow negative-with-comment',
  N: 'null negative',
  Nc: 'null negative-with-comment',
  '0?': 'indeterminate negative IHC0_STAINING_NOT_REPORTED',
  '0?c': 'indeterminate negative-with-comment IHC0_STAINING_NOT_REPORTED',
  '0+': 'indeterminate negative AMBIGUOUS_0PLUS',
  '0+c': 'indeterminate negative-with-comment AMBIGUOUS_0PLUS',
  'n?': 'indeterminate negative NEGATIVE_WITHOUT_SCORE',
  'n?c': 'indeterminate negative-with-comment NEGATIVE_WITHOUT_SCORE',
  eq: 'indeterminate indeterminate LEGACY_ISH_EQUIVOCAL',
  '2': 'equivocal equivocal IHC2_NEEDS_ISH',
  '2p': 'equivocal equivocal ISH_PENDING',
  '2o': 'equivocal equivocal ISH_OTHER_SPECIMEN',
  '2g2': 'equivocal equivocal ISH_GROUP2_NEEDS_RECOUNT',
  '2g3': 'equivocal equivocal ISH_GROUP3_NEEDS_RECOUNT',
  '2g4': 'equivocal equivocal ISH_GROUP4_NEEDS_RECOUNT',
  '2s': 'equivocal equivocal SINGLE_PROBE_4_TO_6',
  '2e': 'equivocal equivocal LEGACY_ISH_EQUIVOCAL',
  '2i': 'equivocal equivocal LAB_INDETERMINATE',
  '2f': 'equivocal equivocal TEST_FAILED',
  '-': 'none none NO_USABLE_RESULT',
  '-p': 'none none PENDING',
  '-f': 'none none TEST_FAILED',
  g2: 'indeterminate indeterminate ISH_GROUP2_NEEDS_IHC',
  g3: 'indeterminate indeterminate ISH_GROUP3_NEEDS_IHC',
  g4: 'indeterminate indeterminate ISH_GROUP4_NEEDS_IHC',
  s: 'indeterminate indeterminate SINGLE_PROBE_4_TO_6',
  'i-': 'indeterminate negative ISH_NEGATIVE_WITHOUT_IHC',
  li: 'indeterminate indeterminate LAB_INDETERMINATE',
  pr: 'indeterminate indeterminate PRESENCE_WITHOUT_SCORE',
  am: 'indeterminate indeterminate AMBIGUOUS_NOTATION',
  de: 'indeterminate indeterminate NO_SCORE_REPORTED',
};

/**
 * One row per IHC state. Columns: not done, pending, other specimen, group 1, 2, 2 confirmed, 3, 3 confirmed, 4, 4 confirmed, 5,
 * single probe >= 6.0, 4.0-<6.0, < 4.0, amplified, not amplified, equivocal, indeterminate, failed.
 */
const rows: Record<IhcState, string> = {
  'not done': '- -p - P g2 g2 g3 g3 g4 g4 i- P s i- P i- eq li -f',
  '0, no membrane staining': 'N N N P! Nc Nc Nc Nc Nc Nc N P! N N P! N eq N N',
  '0, membrane staining': 'U U U P! Uc Uc Uc Uc Uc Uc U P! U U P! U eq U U',
  '0, staining not reported': '0? 0? 0? P! 0?c 0?c 0?c 0?c 0?c 0?c 0? P! 0? 0? P! 0? eq 0? 0?',
  '0+': '0+ 0+ 0+ P! 0+c 0+c 0+c 0+c 0+c 0+c 0+ P! 0+ 0+ P! 0+ eq 0+ 0+',
  '1+': 'L L L P! Lc Lc Lc Lc Lc Lc L P! L L P! L eq L L',
  '2+': '2 2p 2o P 2g2 Lc 2g3 P 2g4 Lc L P 2s L P L 2e 2i 2f',
  '3+': 'P P P P P P P P P P P! P P P! P P! P P P',
  'negative, no score': 'n? n? n? P! n?c n?c n?c n?c n?c n?c n? P! n? n? P! n? eq n? n?',
  'positive, no score': 'P P P P P P P P P P P! P P P! P P! P P P',
  'present, no score': 'pr pr pr P pr pr pr pr pr pr pr P pr pr P pr pr pr pr',
  'ambiguous notation': 'am am am P am am am am am am am P am am P am am am am',
  'described, no score': 'de de de P de de de de de de de P de de P de de de de',
  indeterminate: 'li li li P li li li li li li li P li li P li li li li',
};

const wordsOf = (cell: Cell): string =>
  [cell.category, cell.status, cell.reason, cell.discordant === true ? 'discordant' : undefined]
    .filter((each) => each !== undefined)
    .join(' ');

describe.each(ihcStates)('IHC %s', (ihc) => {
  const signs = rows[ihc].split(' ');
  it.each(
    ishStates.map((ish, column) => ({ ish, wanted: meaning[signs[column] ?? ''] ?? 'no such sign' })),
  )(`with ISH $ish is $wanted`, ({ ish, wanted }) => {
    expect(wordsOf(categoryTable[ihc][ish])).toBe(wanted);
  });
});

describe('the category table as a whole', () => {
  it('asks for IHC on the same tissue where a single probe alone counts 4.0 to under 6.0', () => {
    expect(categoryTable['not done']['single probe, 4.0 to under 6.0'].step).toBe('ORDER_IHC_SAME_TISSUE');
  });

  it('never calls a score 0 null unless the absence of membrane staining is documented', () => {
    const nulls = ihcStates.filter((ihc) => ishStates.some((ish) => categoryTable[ihc][ish].category === 'null'));
    expect(nulls).toEqual(['0, no membrane staining']);
  });
});
