import { enCodes } from './en-codes.js';
import type { Finding, IshWords, StainWords, Wording } from './wording.js';

const drug = 'Enhertu (fam-trastuzumab deruxtecan-nxki)';

function list(parts: readonly (string | undefined)[]): string {
  return parts.flatMap((each) => each ?? []).join(', ');
}

function stain({ score, percent, intensity, completeness }: StainWords): string {
  const detail = list([
    percent === undefined ? undefined : `${percent} % stained`,
    intensity === 'none' ? 'no membrane staining' : intensity,
    completeness,
  ]);
  const named = score === undefined ? 'no IHC score' : `IHC ${score}`;
  return detail === '' ? named : `${named} (${detail})`;
}

function ish({ interpretation, ratio, her2Copies, group }: IshWords): string {
  const numbers = list([
    ratio === undefined ? undefined : `ratio ${ratio}`,
    her2Copies === undefined ? undefined : `${her2Copies} HER2 copies per cell`,
    group === undefined ? undefined : `group ${group}`,
  ]);
  const named = `ISH ${interpretation?.replace('not-', 'not ') ?? 'reported'}`;
  return numbers === '' ? named : `${named} (${numbers})`;
}

/** "HER2-low (IHC 1+, 2026-05-01)"; without what was measured where nothing was. */
function short({ category, measured, date }: Finding): string {
  const named = category.includes('HER2') ? category : `HER2 ${category}`;
  return measured === '' ? `${named} (${date})` : `${named} (${measured}, ${date})`;
}

const needSummary = {
  'ish-same-specimen': 'no ISH found, status open; consider ISH on the same specimen',
  'dual-probe-ish': 'single-probe ISH leaves it open; consider dual-probe ISH',
  'ish-recount': 'ISH group with IHC 2+ leaves it open; consider a blinded recount',
  'ish-details': 'ISH numbers do not decide; consider asking for the ISH details',
  'ihc-same-tissue': 'ISH without IHC; consider IHC on the same tissue',
  'ihc-score': 'no IHC score found; consider asking pathology for it',
  'staining-detail': 'membrane staining not described; consider asking pathology',
  'repeat-test': 'no result from the tissue; consider a repeat test',
  'invasive-tissue-test': 'no result of the invasive tumour; consider a HER2 test',
  'metastatic-site-test': 'result is of an old primary; consider a test of the metastasis',
  clarification: 'results on record disagree; consider asking pathology',
  'not-found': '',
} as const;

/** Sources of each sentence: see the functions that place them (src/cards) and the test that traces them. */
export const en: Wording = {
  ...enCodes,
  heading: {
    finding: 'Finding',
    rule: 'Rule',
    noted: 'Noted',
    draft: 'Draft',
    earlier: 'Other result',
    documented: 'Documented',
    undocumented: 'Not documented',
    documentedFalse: 'Documented as not met',
    onRecord: 'Label warnings on record',
    notReceived: 'Not received or not read',
    limits: 'Limits',
    options: 'Options',
    sources: 'Sources',
  },
  categoryRule: {
    positive: 'IHC 3+ or positive ISH is HER2-positive.',
    low: 'IHC 1+, or IHC 2+ with negative ISH, matches the HER2-low definition.',
    ultralow:
      'IHC 0 with membrane staining (faint or incomplete, up to 10 % of cells) matches the HER2-ultralow definition.',
    null: 'IHC 0 without membrane staining is called HER2-null.',
    equivocal: 'IHC 2+ is equivocal until ISH settles it.',
    indeterminate: 'The results received fit no single category.',
    none: 'Nothing received can be given a category.',
  },
  groupRule: {
    1: 'ISH group 1: ratio 2.0 or more, 4.0 copies or more.',
    2: 'ISH group 2: ratio 2.0 or more, below 4.0 copies.',
    3: 'ISH group 3: ratio below 2.0, 6.0 copies or more.',
    4: 'ISH group 4: ratio below 2.0, 4.0 to below 6.0 copies.',
    5: 'ISH group 5: ratio below 2.0, below 4.0 copies.',
  },
  derivedScore: 'no score reported; the described pattern is handled as 2+',
  indicationTitle: {},
  moreRecords: (count) => `+${count} more`,
  indicationsTogether: (count) => `${count} indications`,
  inForceSince: (date) => `label in force since ${date}`,
  stain,
  ish,
  noIsh: 'no ISH received',
  specimen: ({ reference, site }) => (site === undefined ? reference : `${reference} (${site})`),
  dateUnknown: 'date unknown',
  asOfDate: (date) => `as of ${date}`,
  recordStatus: (status) => `status ${status}`,
  judged: ({ status, category }) => `ASCO/CAP status: ${status}; T-DXd category: ${category}`,
  because: (reason) => `Not settled: ${reason}.`,
  earlierResult: ({ category, date, reference }) => list([category, date, reference]),
  summary: {
    discuss: (finding, earlierPositive) => [
      ...(earlierPositive === undefined
        ? []
        : [`${short(finding)}, earlier positive (${earlierPositive}): consider discussing ${drug} eligibility`]),
      `${short(finding)}: consider discussing ${drug} eligibility`,
      `${short({ ...finding, measured: '' })}: consider discussing ${drug} eligibility`,
    ],
    completeTesting: (finding, need, asOf) =>
      need === 'not-found'
        ? [`No readable HER2 result in the data received (${asOf})`]
        : [`${short(finding)}: ${needSummary[need]}`, `HER2 (${finding.date}): ${needSummary[need]}`],
    contradiction: (finding, reason) => [
      `HER2 result of ${finding.date}: ${reason}; consider asking pathology`,
      `HER2 result of ${finding.date} is contradictory; consider asking pathology`,
    ],
    discordance: (finding, earlier) => [
      ...(earlier === undefined
        ? []
        : [`HER2 results differ: ${short(finding)}, ${short(earlier)}; consider a second look`]),
      `${short(finding)}: results on record disagree; consider a second look`,
    ],
    earlierPositive: (drugs, finding, earlierDate) => [
      `${drugs} drafted: ${short(finding)}, HER2-positive on record (${earlierDate}); consider a second look`,
      `Anti-HER2 drug drafted: ${short(finding)}, positive on record (${earlierDate}); consider a second look`,
    ],
    codeAgainstText: (coded, text, date) => [
      `Draft (${date}): the code says ${coded}, the text says ${text}; consider checking which is meant`,
      `Draft (${date}): code and text name different drugs; consider checking which is meant`,
    ],
    notOverexpressed: (drugs, finding) => [
      `${drugs} drafted, but no HER2 overexpression is documented: ${short(finding)}`,
      `Anti-HER2 drug drafted, but no HER2 overexpression is documented: ${short(finding)}`,
    ],
    noIndication: (finding) => [
      `T-DXd (Enhertu) drafted: no labelled breast indication documented; ${short(finding)}`,
      `T-DXd (Enhertu) drafted: no labelled breast indication documented (HER2 ${finding.date})`,
    ],
    safety: (concerns, date) => [
      `T-DXd (Enhertu) drafted with a label warning on record: ${concerns} (${date})`,
      `T-DXd drafted; on record: ${concerns} (${date})`,
    ],
  },
  orderRule: {
    notOverexpressed:
      'Trastuzumab, pertuzumab, T-DM1 and the HER2 kinase inhibitors work where HER2 is overexpressed or amplified.',
    noIndication: (region) =>
      `Each breast indication of T-DXd (${region}) needs all of its conditions; other tumours are not judged here.`,
    breastOnly: 'Other tumours are not judged here.',
    safety: {
      'interstitial-lung-disease': 'Boxed warning: interstitial lung disease and pneumonitis.',
      'lvef-below-50': 'Not studied where LVEF was below 50 % before treatment.',
      pregnancy: 'Boxed warning: embryo-fetal toxicity.',
    },
    earlierPositive:
      'HER2 can change between specimens: anti-HER2 drugs work where HER2 is overexpressed or amplified.',
    codeAgainstText:
      'Trastuzumab, T-DM1 and T-DXd are not interchangeable; code and text of a draft are read as one drug only where they agree.',
    notFound: 'A missing result is no finding: the result may have a local code or stand in an unread document.',
  },
  draftOf: (name, words) => (words === name ? name : `${name} (${words})`),
  codeAndText: (coded, text) => `code: ${coded}; text: ${text}`,
  orderOnly: 'request without an administration',
  unverified: 'code not verified',
  received: {
    unavailable: (keys) => `not received: ${keys}`,
    partial: (keys) => `received in part: ${keys}`,
    unread: (count, references) => `${count} not used${references === '' ? '' : `: ${references}`}`,
    nothingMissing: 'nothing known to be missing',
    lvefAbsent: 'no LVEF',
    receptorsAbsent: 'no ER/PR status',
    searched: 'searched: HER2 test codes of tissue in results and reports',
  },
  limits: {
    US: 'Assay not read (confirm that an FDA-approved or -authorized test was used); HER2 is heterogeneous; 0 and 1+ are hard to tell apart; ultralow data are exploratory.',
    EU: 'Assay not read (confirm that a CE-marked or validated test was used); HER2 is heterogeneous; 0 and 1+ are hard to tell apart; ultralow data are exploratory.',
  },
  limitsShort: 'Assay not read; HER2 is heterogeneous; 0 or 1+ is hard to tell; ultralow data are exploratory.',
  option: {
    'discuss-drug': `Consider discussing ${drug} eligibility, e.g. at the tumour board`,
    'confirm-test': 'Ask pathology which test was used',
    'other-options': 'Weigh the other guideline options',
    'ask-pathology': 'Ask pathology for a second look',
    'discuss-results': 'Discuss the results at the tumour board',
    'check-drug': 'Check that the drafted drug is the one meant',
    'review-safety': 'Review the label warnings and monitoring',
    'document-missing': 'Document what is missing',
    'retest-metastasis': 'Test or re-read tissue of a metastasis',
    'no-action': 'No action',
  },
  needOption: {
    'ish-same-specimen': 'HER2 ISH on the same specimen, or a new test on a new one',
    'dual-probe-ish': 'Dual-probe ISH on the same specimen',
    'ish-recount': 'Blinded recount of at least 20 cells',
    'ish-details': 'Ask the laboratory for probe, ratio and copy numbers',
    'ihc-same-tissue': 'HER2 IHC on the same tissue',
    'ihc-score': 'Ask pathology for the IHC score',
    'staining-detail': 'Ask pathology: any membrane staining, in what percentage of cells',
    'repeat-test': 'Repeat the HER2 test on suitable tissue',
    'invasive-tissue-test': 'HER2 test of the invasive tumour',
    'metastatic-site-test': 'HER2 test of a metastasis, if tissue is available',
    clarification: 'Ask pathology for a second look',
    'not-found': 'Look for the result in reports outside this data',
  },
  basedOn: (sources, knowledge, asOf) => `${sources}; knowledge ${knowledge}; as of ${asOf}`,
  intendedUser: 'For oncology clinicians, not patients: to be reviewed with its basis; it decides nothing.',
  syntheticOnly: 'For synthetic data only.',
  draft: {
    ish: { label: 'Draft: HER2 ISH on the same specimen', code: 'HER2 in situ hybridisation (reflex, same specimen)' },
    'dual-probe-ish': {
      label: 'Draft: dual-probe HER2 ISH',
      code: 'HER2 dual-probe in situ hybridisation (same specimen)',
    },
    ihc: { label: 'Draft: HER2 IHC on the same tissue', code: 'HER2 immunohistochemistry (same tissue)' },
    'score-report': {
      label: 'Draft: pathology to report the HER2 IHC score',
      code: 'Pathology: report the HER2 IHC score',
    },
    'staining-reread': {
      label: 'Draft: pathology re-read of HER2 membrane staining',
      code: 'Pathology re-read: HER2 membrane staining at IHC 0 (present or absent, percentage of cells)',
    },
    'ish-review': {
      label: 'Draft: pathology review of the HER2 ISH count',
      code: 'Pathology review: HER2 in situ hybridisation (probe, ratio, copy numbers, recount)',
    },
    'pathology-review': {
      label: 'Draft: pathology review of the HER2 results',
      code: 'Pathology review: HER2 results that disagree',
    },
    'repeat-test': {
      label: 'Draft: HER2 test on suitable tissue',
      code: 'HER2 test on suitable invasive tumour tissue',
    },
    'metastatic-site-test': { label: 'Draft: HER2 test of a metastasis', code: 'HER2 test of metastatic tissue' },
    echocardiogram: {
      label: 'Draft: echocardiogram (LVEF)',
      code: 'Echocardiogram: left ventricular ejection fraction',
    },
    'tumour-board': { label: 'Draft: tumour-board discussion', code: 'Tumour-board discussion' },
  },
  draftReason: (finding) => `HER2 finding: ${finding}`,
  override: {
    'already-done': 'Already done or requested',
    'not-this-patient': 'Does not apply to this patient',
    'disagree-with-result': 'I read the results differently',
    'risk-outweighs': 'Risk outweighs benefit for this patient',
    'patient-declines': 'Patient declines',
    'not-available': 'Not available here',
    'not-now': 'Not now',
    'wrong-recipient': 'Not for me to decide',
  },
  sourceLabel: 'Herald HER2 decision support',
  topic: {
    result: 'HER2-low or HER2-ultralow result',
    testing: 'HER2 testing incomplete',
    review: 'HER2 results or draft to look at again',
    draft: 'Drafted drug and HER2 result',
    safety: 'Drafted T-DXd and label warnings',
  },
  evidenceLabel: 'The whole story: timeline, sources, conditions',
  linkLabel: (title, date) => `${title} (${date})`,
  labelLink: (publisher) => `Enhertu label and approvals (${publisher})`,
  sourceName: {
    'asco-cap': 'ASCO/CAP',
    consensus: 'Consensus (Rakha)',
    'cds-guidance': 'FDA CDS guidance',
    'own-rule': 'Herald rule',
    'ema-label': 'EMA label',
    'fda-label': 'FDA label',
  },
};
