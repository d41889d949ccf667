import { describe, expect, it } from '@jest/globals';
import { her2Of, ihc, ish, lineOf, type Resource, s1, test, verdict, words } from '../../support/her2-bundle.js';

type Row = readonly [fact: string, given: readonly Resource[], wanted: string];

const anyMembrane = 'Percentage of tumor cells with membrane staining';
const faint = 'Percentage of tumor cells with faint incomplete membrane staining';
const complete = 'Percentage of tumor cells with uniform intense complete membrane staining';
const unknownKind = 'Percentage of cells';

function facts(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    it.each(rows)('%s', (_fact, given, wanted) => {
      expect(lineOf(her2Of(given))).toBe(wanted);
    });
  });
}

facts('IHC with staining', [
  ['IHC 1+ alone is HER2-low', [s1, ihc('1+')], 'low | negative | - | - | ELIGIBILITY_REVIEW |'],
  ['IHC 2+ alone needs reflex ISH', [s1, ihc('2+')], 'equivocal | equivocal | - | IHC2_NEEDS_ISH | ORDER_REFLEX_ISH |'],
  [
    'IHC 0 whose staining nobody described is never null',
    [s1, ihc('0')],
    'indeterminate | negative | - | IHC0_STAINING_NOT_REPORTED | REQUEST_IHC_STAINING_DETAIL |',
  ],
  [
    '0 % complete intense staining says nothing of faint staining',
    [s1, ihc('0', [[complete, 0]])],
    'indeterminate | negative | - | IHC0_STAINING_NOT_REPORTED | REQUEST_IHC_STAINING_DETAIL |',
  ],
  [
    '0 % of an unknown kind of staining is not null',
    [s1, ihc('0', [[unknownKind, 0]])],
    'indeterminate | negative | - | IHC0_STAINING_NOT_REPORTED | REQUEST_IHC_STAINING_DETAIL |',
  ],
  [
    'staining intensity "none" with score 0 is null',
    [s1, ihc('0', [['Membrane staining intensity', 'none']])],
    'null | negative | - | - | NO_HER2_LOW_ULTRALOW_INDICATION |',
  ],
  [
    'stated faint staining with score 0 is ultralow without a percentage',
    [s1, ihc('0', [['Membrane staining intensity', 'faint']])],
    'ultralow | negative | - | - | ELIGIBILITY_REVIEW |',
  ],
  [
    'a percentage of unknown kind does not disturb 1+',
    [s1, ihc('1+', [[unknownKind, 0]])],
    'low | negative | - | - | ELIGIBILITY_REVIEW | PERCENT_KIND_UNKNOWN',
  ],
  [
    '1+ without any membrane staining contradicts itself',
    [s1, ihc('1+', [[anyMembrane, 0]])],
    'indeterminate | negative | - | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '1+ with faint staining in 5 % contradicts itself',
    [s1, ihc('1+', [[faint, 5]])],
    'indeterminate | negative | - | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '3+ with complete intense staining in 5 % contradicts itself',
    [s1, ihc('3+', [[complete, 5]])],
    'indeterminate | indeterminate | - | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    'strong incomplete staining without a score is handled as 2+',
    [
      s1,
      {
        ...test('85319-2', {}),
        component: [
          { code: { text: 'Membrane staining intensity' }, valueString: 'strong' },
          { code: { text: 'Membrane staining completeness' }, valueString: 'incomplete' },
        ],
      },
    ],
    'equivocal | equivocal | - | IHC2_NEEDS_ISH | ORDER_REFLEX_ISH | SCORE_DERIVED_FROM_DESCRIPTION',
  ],
]);

facts('dual-probe ISH', [
  [
    '2+ with group 1 is positive',
    [s1, ihc('2+'), ish({ ratio: 2.6, copies: 5 })],
    'positive | positive | 1 | - | ELIGIBILITY_REVIEW |',
  ],
  [
    '2+ with group 2 waits for the recount',
    [s1, ihc('2+'), ish({ ratio: 2.2, copies: 3.5 })],
    'equivocal | equivocal | 2 | ISH_GROUP2_NEEDS_RECOUNT | ISH_RECOUNT_AND_ADJUDICATE |',
  ],
  [
    '2+ with group 2 recounted is HER2-low',
    [s1, ihc('2+'), ish({ ratio: 2.2, copies: 3.5, recount: true })],
    'low | negative-with-comment | 2 | - | ELIGIBILITY_REVIEW |',
  ],
  [
    '2+ with group 3 waits for the recount',
    [s1, ihc('2+'), ish({ ratio: 1.6, copies: 6.5 })],
    'equivocal | equivocal | 3 | ISH_GROUP3_NEEDS_RECOUNT | ISH_RECOUNT_AND_ADJUDICATE |',
  ],
  [
    '2+ with group 3 called not amplified contradicts itself',
    [s1, ihc('2+'), ish({ ratio: 1.6, copies: 6.5, says: 'not amplified' })],
    'indeterminate | indeterminate | 3 | ISH_INTERPRETATION_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '2+ with group 4 called not amplified is HER2-low',
    [s1, ihc('2+'), ish({ ratio: 1.5, copies: 4.8, says: 'not amplified' })],
    'low | negative-with-comment | 4 | - | ELIGIBILITY_REVIEW |',
  ],
  [
    '2+ with group 4 called amplified contradicts itself',
    [s1, ihc('2+'), ish({ ratio: 1.5, copies: 4.8, says: 'amplified' })],
    'indeterminate | indeterminate | 4 | ISH_INTERPRETATION_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '2+ with group 4 called equivocal is counted again',
    [s1, ihc('2+'), ish({ ratio: 1.5, copies: 4.8, says: 'equivocal' })],
    'equivocal | equivocal | 4 | LEGACY_ISH_EQUIVOCAL | ISH_RECOUNT_AND_ADJUDICATE | LEGACY_ISH_RULES_SUSPECTED',
  ],
  [
    '1+ with group 4 called equivocal is HER2-low by its numbers',
    [s1, ihc('1+'), ish({ ratio: 1.5, copies: 4.8, says: 'equivocal' })],
    'low | negative-with-comment | 4 | - | ELIGIBILITY_REVIEW | LEGACY_ISH_RULES_SUSPECTED',
  ],
  [
    '3+ with group 5 is positive and discordant',
    [s1, ihc('3+'), ish({ ratio: 1.2, copies: 2.5 })],
    'positive | positive | 5 | - | REVIEW_DISCORDANCE | IHC_ISH_DISCORDANT',
  ],
  [
    '0 with group 1 is positive and discordant',
    [s1, ihc('0'), ish({ ratio: 2.6, copies: 5 })],
    'positive | positive | 1 | - | REVIEW_DISCORDANCE | IHC_ISH_DISCORDANT',
  ],
  [
    'null with group 2 stays null, with comment',
    [s1, ihc('0', [[anyMembrane, 0]]), ish({ ratio: 2.2, copies: 3.5 })],
    'null | negative-with-comment | 2 | - | NO_HER2_LOW_ULTRALOW_INDICATION |',
  ],
  [
    'a recount that moved the group needs adjudication',
    [
      s1,
      ihc('2+'),
      ish({ ratio: 2.2, copies: 3.8 }),
      ish({ ratio: 2.2, copies: 4.3, recount: true }, { id: 'recount' }),
    ],
    'equivocal | equivocal | 1 | ISH_GROUP2_NEEDS_RECOUNT | ISH_RECOUNT_AND_ADJUDICATE |',
  ],
  [
    'a recount with its verdict supersedes the first count',
    [
      s1,
      ihc('2+'),
      ish({ ratio: 2.2, copies: 3.8 }),
      ish({ ratio: 2.2, copies: 4.3, recount: true, says: 'amplified' }, { id: 'recount' }),
    ],
    'positive | positive | 1 | - | ELIGIBILITY_REVIEW |',
  ],
  [
    'ISH group 1 without IHC is positive',
    [s1, ish({ ratio: 2.6, copies: 5 })],
    'positive | positive | 1 | - | ELIGIBILITY_REVIEW | SCORE_NOT_REPORTED',
  ],
  [
    'ISH group 2 without IHC needs IHC',
    [s1, ish({ ratio: 2.2, copies: 3.5 })],
    'indeterminate | indeterminate | 2 | ISH_GROUP2_NEEDS_IHC | ORDER_IHC_SAME_TISSUE |',
  ],
  [
    'ISH not amplified without IHC is not HER2-low',
    [s1, ish({ says: 'not amplified' })],
    'indeterminate | negative | - | ISH_NEGATIVE_WITHOUT_IHC | ORDER_IHC_SAME_TISSUE |',
  ],
]);

facts('ISH that is incomplete, invalid or contradicts itself', [
  [
    'no CEP17 signal is no count',
    [s1, ihc('2+'), ish({ copies: 5, cep17: 0 })],
    'equivocal | equivocal | - | INVALID_VALUE | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    'a negative ratio leaves 1+ open',
    [s1, ihc('1+'), ish({ ratio: -1, copies: 2 })],
    'indeterminate | indeterminate | - | INVALID_VALUE | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '3+ stays positive beside an impossible ISH number',
    [s1, ihc('3+'), ish({ ratio: -1, copies: 2 })],
    'positive | positive | - | - | ELIGIBILITY_REVIEW | ISH_UNINTERPRETABLE',
  ],
  [
    'copies without ratio by dual probe do not decide 2+',
    [s1, ihc('2+'), ish({ copies: 5 })],
    'equivocal | equivocal | - | ISH_INCOMPLETE | REQUEST_ISH_DETAILS |',
  ],
  [
    'copies of an unknown probe do not decide 2+',
    [s1, ihc('2+'), ish({ copies: 3, probe: undefined })],
    'equivocal | equivocal | - | ISH_INCOMPLETE | REQUEST_ISH_DETAILS |',
  ],
  [
    'copies under 4.0 by any probe leave 1+ HER2-low',
    [s1, ihc('1+'), ish({ copies: 3, probe: undefined })],
    'low | negative | - | - | ELIGIBILITY_REVIEW |',
  ],
  [
    'ratio over 2.0 alone leaves 1+ open',
    [s1, ihc('1+'), ish({ ratio: '>2.0' })],
    'indeterminate | indeterminate | - | ISH_INCOMPLETE | REQUEST_ISH_DETAILS |',
  ],
  [
    '"greater than 1.8" says nothing of 2.0',
    [s1, ihc('2+'), test('85318-4', words('greater than 1.8'))],
    'equivocal | equivocal | - | ISH_INCOMPLETE | REQUEST_ISH_DETAILS | ISH_UNINTERPRETABLE',
  ],
  [
    'an ISH text that is not understood leaves 2+ open',
    [s1, ihc('2+'), test('85318-4', words('see report'))],
    'equivocal | equivocal | - | ISH_INCOMPLETE | REQUEST_ISH_DETAILS | ISH_UNINTERPRETABLE',
  ],
  [
    '1+ with a ratio against its copies is open',
    [s1, ihc('1+'), ish({ ratio: 2.5, copies: 4, cep17: 4 })],
    'indeterminate | indeterminate | - | ISH_NUMBERS_INCONSISTENT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '3+ stays positive beside inconsistent ISH numbers',
    [s1, ihc('3+'), ish({ ratio: 2.5, copies: 4, cep17: 4 })],
    'positive | positive | - | - | ELIGIBILITY_REVIEW | DATA_CONFLICT',
  ],
]);

facts('overall verdicts', [
  [
    'Positive alone is positive without a score',
    [s1, test('48676-1', verdict('Positive'))],
    'positive | positive | - | - | ELIGIBILITY_REVIEW | SCORE_NOT_REPORTED',
  ],
  [
    'Negative alone is no category',
    [s1, test('85319-2', verdict('Negative'))],
    'indeterminate | negative | - | NEGATIVE_WITHOUT_SCORE | REQUEST_IHC_SCORE |',
  ],
  [
    '2+ with overall Negative implies an ISH that is not shown',
    [s1, ihc('2+'), test('48676-1', verdict('Negative'))],
    'equivocal | equivocal | - | ISH_NOT_SHOWN | REQUEST_ISH_DETAILS | OVERALL_IMPLIES_ISH',
  ],
  [
    '3+ with overall Negative contradicts itself',
    [s1, ihc('3+'), test('48676-1', verdict('Negative'))],
    'indeterminate | indeterminate | - | OVERALL_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    'not amplified with overall Positive contradicts itself',
    [s1, ish({ says: 'not amplified' }), test('48676-1', verdict('Positive'))],
    'indeterminate | indeterminate | - | OVERALL_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '2+ not amplified with overall Negative is HER2-low',
    [s1, ihc('2+'), ish({ says: 'not amplified' }), test('48676-1', verdict('Negative'))],
    'low | negative | - | - | ELIGIBILITY_REVIEW |',
  ],
]);

facts('notations', [
  [
    '0/3+ is score 0',
    [s1, test('85319-2', words('0/3+'))],
    'indeterminate | negative | - | IHC0_STAINING_NOT_REPORTED | REQUEST_IHC_STAINING_DETAIL | AMBIGUOUS_TERM',
  ],
  [
    '1+/3 is score 1+',
    [s1, test('85319-2', words('1+/3'))],
    'low | negative | - | - | ELIGIBILITY_REVIEW | AMBIGUOUS_TERM',
  ],
  ['++ is 2+', [s1, test('85319-2', words('++'))], 'equivocal | equivocal | - | IHC2_NEEDS_ISH | ORDER_REFLEX_ISH |'],
  [
    'a single + is ambiguous',
    [s1, test('85319-2', words('+'))],
    'indeterminate | indeterminate | - | AMBIGUOUS_NOTATION | REQUEST_IHC_SCORE | AMBIGUOUS_TERM',
  ],
  [
    '2+ to 3+ is not settled',
    [s1, test('85319-2', words('2+ to 3+'))],
    'indeterminate | indeterminate | - | RANGE_SCORE | PATHOLOGIST_CLARIFICATION | RANGE_SCORE',
  ],
  [
    'HER2-low (IHC 2+) without ISH is asserted',
    [s1, test('85319-2', words('HER2-low (IHC 2+)'))],
    'low | negative | - | - | ELIGIBILITY_REVIEW | CATEGORY_ASSERTED OVERALL_IMPLIES_ISH',
  ],
  [
    '2+ with "FISH to follow" awaits ISH',
    [s1, test('85319-2', words('HER2 2+ (equivocal). FISH to follow.'))],
    'equivocal | equivocal | - | ISH_PENDING | AWAIT_ISH |',
  ],
]);

it('complete intense staining that contradicts a score is shown with its percentage', () => {
  const [specimen] = her2Of([s1, ihc('1+', [[complete, 60]])]).specimens;
  expect(specimen).toMatchObject({ reason: 'SCORE_PERCENT_CONFLICT', ihc: { score: '1+', stainedPercent: 60 } });
  expect(her2Of([s1, ihc('0', [[complete, 0]])]).specimens[0]?.ihc).not.toHaveProperty('stainedPercent');
});

facts('staining against the score', [
  [
    '1+ with faint staining in 5 % beside group 1 is positive: it is so at every score',
    [s1, ihc('1+', [[faint, 5]]), ish({ ratio: 3, copies: 7 })],
    'positive | positive | 1 | - | REVIEW_DISCORDANCE | DATA_CONFLICT IHC_ISH_DISCORDANT',
  ],
  [
    '3+ with complete intense staining in 5 % beside group 1 is positive',
    [s1, ihc('3+', [[complete, 5]]), ish({ ratio: 3, copies: 7 })],
    'positive | positive | 1 | - | ELIGIBILITY_REVIEW | DATA_CONFLICT',
  ],
  [
    '3+ with complete intense staining in 5 % beside group 5 stays open',
    [s1, ihc('3+', [[complete, 5]]), ish({ ratio: 1.2, copies: 2.5 })],
    'indeterminate | indeterminate | 5 | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '1+ with faint staining in 5 % beside group 1 called not amplified has no ASCO/CAP status',
    [s1, ihc('1+', [[faint, 5]]), ish({ ratio: 3, copies: 7, says: 'not amplified' })],
    'indeterminate | indeterminate | 1 | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '2+ without staining beside a positive ISH is positive',
    [s1, ihc('2+', [[anyMembrane, 0]]), ish({ ratio: 3, copies: 7 })],
    'positive | positive | 1 | - | ELIGIBILITY_REVIEW | DATA_CONFLICT',
  ],
  [
    '1+ with complete intense staining in 60 % may be 3+: the ASCO/CAP status is open',
    [s1, ihc('1+', [[complete, 60]])],
    'indeterminate | indeterminate | - | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '0 with complete intense staining in 60 % may be 3+, also beside group 5',
    [s1, ihc('0', [[complete, 60]]), ish({ ratio: 1.2, copies: 2.5 })],
    'indeterminate | indeterminate | 5 | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '0 with strong staining in 30 % contradicts itself',
    [s1, test('85319-2', words('0, strong membrane staining in 30 % of cells'))],
    'indeterminate | indeterminate | - | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '0 with incomplete staining in 40 % contradicts itself',
    [s1, test('85319-2', words('0, incomplete membrane staining in 40 % of cells'))],
    'indeterminate | negative | - | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '1+ with strong staining in 80 % contradicts itself',
    [s1, test('85319-2', words('1+, strong membrane staining in 80 % of cells'))],
    'indeterminate | indeterminate | - | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '3+ described as faint and incomplete contradicts itself',
    [s1, test('85319-2', words('3+ (faint incomplete membrane staining in 5 %)'))],
    'indeterminate | indeterminate | - | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '3+ with weak intensity contradicts itself',
    [s1, ihc('3+', [['Membrane staining intensity', 'weak']])],
    'indeterminate | indeterminate | - | SCORE_PERCENT_CONFLICT | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    '3+ with some faint staining beside the intense does not contradict itself',
    [s1, test('85319-2', words('3+, complete intense staining in 80 %, faint incomplete staining in 15 %'))],
    'positive | positive | - | - | ELIGIBILITY_REVIEW |',
  ],
  [
    '0 % moderate incomplete staining does not say that nothing is stained',
    [s1, test('85319-2', words('0, moderate incomplete membrane staining in 0 % of cells'))],
    'indeterminate | negative | - | IHC0_STAINING_NOT_REPORTED | REQUEST_IHC_STAINING_DETAIL |',
  ],
]);

facts('several reads of one specimen', [
  [
    '0 and 1+ conflict and are both negative',
    [s1, ihc('0'), ihc('1+', [], { id: 'second' })],
    'indeterminate | negative | - | CONFLICTING_READS | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT MULTIPLE_READS',
  ],
  [
    'two equal reads are one',
    [s1, ihc('1+'), ihc('1+', [], { id: 'second' })],
    'low | negative | - | - | ELIGIBILITY_REVIEW |',
  ],
  [
    '2+ and 3+ without ISH conflict',
    [s1, ihc('2+'), ihc('3+', [], { id: 'second' })],
    'indeterminate | indeterminate | - | CONFLICTING_READS | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT MULTIPLE_READS',
  ],
  [
    'a coded 1+ beside a string value 3+ contradicts itself',
    [s1, { ...ihc('1+'), valueString: '3+' }],
    'indeterminate | indeterminate | - | CONFLICTING_READS | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    'a coded 1+ whose text says 2+ contradicts itself',
    [
      s1,
      test('85319-2', {
        valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: 'LA11841-6' }], text: '2+' },
      }),
    ],
    'indeterminate | indeterminate | - | CONFLICTING_READS | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
  [
    'a coded 1+ whose note says 3+ contradicts itself',
    [s1, { ...ihc('1+'), note: [{ text: 'HER2 score 3+' }] }],
    'indeterminate | indeterminate | - | CONFLICTING_READS | PATHOLOGIST_CLARIFICATION | DATA_CONFLICT',
  ],
]);
