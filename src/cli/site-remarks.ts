import type { SiteFile } from '../knowledge/site-schema.js';

/** Something in a sound site file that a person may want to know before it goes into use. */
export interface SiteRemark {
  readonly path: string;
  readonly remark: string;
}

const unverified =
  'is not verified, so it settles no category: check it with the laboratory, then set "verified" to true';

const ofValue: Readonly<Record<string, string>> = {
  negative:
    'says negative without a score: the category stays indeterminate (low, ultralow and null are all negative); ask for the score',
  absent: 'says negative without a score, never null: ask for the score',
  present: 'says present without a score: ask for the score',
  'ihc:0':
    'is score 0, which leaves ultralow and null open: does the laboratory send membrane staining too? If so, map it as well',
  'category:null': "takes the laboratory's word for HER2-null: make sure that it means 0 without any membrane staining",
  'category:low': "takes the laboratory's word for HER2-low",
  'category:ultralow': "takes the laboratory's word for HER2-ultralow",
};

function ofCodes(member: string, codes: readonly { readonly verified: boolean }[]): readonly SiteRemark[] {
  return codes.flatMap(({ verified }, index) =>
    verified ? [] : [{ path: `${member}[${index}]`, remark: unverified }],
  );
}

function ofAnswers({ answers, expressions }: SiteFile): readonly SiteRemark[] {
  const hasStaining = expressions.some(({ gives }) => gives === 'staining-percent');
  return answers.flatMap(({ display, value }, index) => {
    const path = `answers[${index}]`;
    const remark = value === 'ihc:0' && hasStaining ? undefined : ofValue[value];
    const zeroPlus = /0\s?\+/.test(display) && value === 'ihc:0';
    return [
      ...(remark === undefined ? [] : [{ path, remark: `"${display}" ${remark}` }]),
      ...(zeroPlus ? [{ path, remark: `"${display}" speaks of 0+: some laboratories mean ultralow by it` }] : []),
    ];
  });
}

/** Remarks on a sound site file: what is unverified, what settles nothing, what is easily meant otherwise. */
export function siteRemarks(site: SiteFile): readonly SiteRemark[] {
  const empty = site.tests.length + site.answers.length + site.expressions.length + site.receptorTests.length === 0;
  return [
    ...(empty ? [{ path: '', remark: 'maps nothing: add tests, answers or expressions' }] : []),
    ...ofCodes('tests', site.tests),
    ...ofCodes('answers', site.answers),
    ...ofCodes('receptorTests', site.receptorTests),
    ...ofCodes('receptorAnswers', site.receptorAnswers),
    ...ofCodes('expressions', site.expressions),
    ...ofAnswers(site),
  ];
}
