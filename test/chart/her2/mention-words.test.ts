import { describe, expect, it } from '@jest/globals';
import { isMention } from '../../../src/chart/her2/mentions.js';
import type { PhraseFinding } from '../../../src/chart/phrase/phrase.js';

/** The place of a finding stands in square brackets: "HER2 [3+] expected". */
function at(marked: string) {
  const [left = '', verbatim = '', right = ''] = marked.split(/[[\]]/);
  const span = { start: left.length, end: left.length + verbatim.length };
  return { text: `${left}${verbatim}${right}`, placed: { span, verbatim } };
}
const kinds = {
  score: { kind: 'score', score: '3+' },
  verdict: { kind: 'verdict', verdict: 'positive', test: 'overall' },
  negative: { kind: 'verdict', verdict: 'negative', test: 'overall' },
  category: { kind: 'category', category: 'low' },
  ish: { kind: 'ish', interpretation: 'not-amplified' },
  none: { kind: 'staining', membrane: 'none' },
  stained: { kind: 'staining', membrane: 'present' },
  status: { kind: 'status', status: 'pending', test: 'ihc' },
} as const;
const mentioned = (kind: keyof typeof kinds, marked: string): boolean => {
  const { text, placed } = at(marked);
  const finding: PhraseFinding = { ...kinds[kind], ...placed };
  return isMention(finding, text);
};

describe('a score that is not said of this tumour', () => {
  it.each([
    ...'would be enough|wäre nötig|must be|required|needed|is necessary|expected|erforderlich|wird gefordert|verlangt|nötig|notwendig|erwartet'.split(
      '|',
    ),
    ...'unlikely|unwahrscheinlich|möglich|is possible|favored|favoured|suspected|vermutet'.split('|'),
    ...'not seen|not identified|not present|was not detected|not found|not observed|not reached|not met|not confirmed|absent'.split(
      '|',
    ),
    ...'bestätigen|bitte zu bestätigen|disputed|revoked|widerrufen|canceled|cancelled|storniert'.split('|'),
    ...'nicht nachweisbar|nicht erkennbar|nicht vorhanden|nicht nachgewiesen|nicht erreicht|nicht bestätigt'.split('|'),
    ...'provided that|assuming so|presuming so|unless other|conditional on|contingent on|subject to review|sofern|vorausgesetzt|vorbehaltlich'.split(
      '|',
    ),
    ...'unter der voraussetzung|unter annahme|unter dem vorbehalt'.split('|'),
    ...'per clinician|according to the oncologist|per referral|per surgeon|laut klinik|laut einsender|laut zuweiser|laut überweisung'.split(
      '|',
    ),
    ...'disregard|void|invalid|ungültig|wrong slide|falscher block|falsches präparat|verwechselt'.split('|'),
    ...'edge artefact|crush artifact|artefakt|randartefakt|nonspecific|non-specific|unspezifisch'.split('|'),
    ...'staining expected|areas not seen|or more required|or higher needed|oder mehr erforderlich'.split('|'),
    ...'preliminary|report provisional|befund vorläufig|pending|ausstehend.|please repeat|will repeat|bitte wiederholen|wird wiederholt'.split(
      '|',
    ),
    ...'repeat test pending|retest requested|second opinion awaited|zweitmeinung angefordert|final report to follow|confirmation in progress|endbefund steht aus|wiederholung geplant|endbefund folgt'.split(
      '|',
    ),
    ...'on outside block|from the prior biopsy|per old report|am alten block|an früherer stanze|aus auswärtigem material|laut externem befund|on previous|from an older block|aus vorheriger probe'.split(
      '|',
    ),
    ...'in the mother|of her sister|in grandmother|bei der tante|of the daughter|in brother|in her aunt|bei ihrer großmutter|beim vater|bei der schwester|bei ihrer tochter|beim bruder'.split(
      '|',
    ),
    ...'if amplified|until review|falls bestätigt'.split('|'),
    ...'tumors are treated|breast cancers|carcinomas|patients|cases|populations|cohorts|tumoren|karzinome|fälle|patientinnen'.split(
      '|',
    ),
  ])('"HER2 3+ %s"', (words) => {
    expect(mentioned('score', `HER2 [3+] ${words}`)).toBe(true);
  });

  it.each([
    'insufficient for [3+]',
    'not enough for HER2 [3+]',
    'not sufficient for [3+]',
    'ungenügend für HER2 [3+]',
    'nicht ausreichend für [3+]',
    'per patient HER2 [3+]',
    'laut anamnese: HER2 [3+]',
    'per referral, HER2 [3+]',
    'preliminary HER2 [3+]',
    'provisional: [3+]',
    'vorläufiger HER2 [3+]',
    'T-DXd is given for HER2 [3+]',
    'enhertu approved in her2 [3+]',
    'trastuzumab bei HER2 [3+]',
    'zugelassen ab HER2 IHC [3+]',
    'where HER2 [3+]',
    'ab HER2 [3+]',
    'control tissue: HER2 [3+]',
    'on-slide control: [3+]',
    'Kontrollgewebe: HER2 [3+]',
    'sample text: HER2 [3+]',
    'example: [3+]',
    'dummy report: [3+]',
    'Musterbefund: HER2 [3+]',
    'elsewhere as [3+]',
    'andernorts als HER2 [3+]',
    'the guideline calls HER2 [3+] positive',
    'Leitlinie nennt [3+]',
    'ASCO/CAP considers [3+]',
    'FDA defines [3+]',
    'was [3+] in 2019',
    'were scored [3+] back in 2019',
    'war [3+] (positiv) im Jahr 2019',
    'wurde als [3+] in 2019',
    'had been reported as [3+] in march 2019',
  ])('"%s"', (marked) => {
    expect(mentioned('score', marked)).toBe(true);
  });

  it.each([
    'no. [3]',
    'nr. [3]',
    '# [3]',
    'level [3]',
    'Niveau [3]',
    'lot [3]',
    'slide [3]',
    'block [3]',
    'stage [3]',
    'run [3]',
  ])('"%s" numbers something', (marked) => {
    expect(mentioned('score', marked)).toBe(true);
    expect(mentioned('score', marked.replace('3', '3+'))).toBe(false);
  });

  it('one of two readers', () => {
    expect(mentioned('score', '[1+] (pathologist A), 0 (pathologist B)')).toBe(true);
    expect(mentioned('score', '[1+] (reader 1) and 2 (reader 2)')).toBe(true);
    expect(mentioned('score', '[1+] (pathologist A)')).toBe(false);
  });
});

describe('a score that is said of this tumour', () => {
  it.each([
    'HER2 [3+]',
    'HER2 [3+], strong complete staining of 80 % of cells',
    'HER2 [3+]\nnot seen before',
    'expected; HER2 [3+]',
    'preliminary\nHER2 [3+]',
    'HER2 [3+]. FISH pending',
    'HER2 [3+], in keeping with 2019',
    'was [3+] in 2019-03',
    'was [3+]',
    'insufficient for FISH. HER2 [3+]',
    'control passed. HER2 [3+]',
    'HER2 [3+] in breast, gastric biopsy benign',
  ])('"%s"', (marked) => expect(mentioned('score', marked)).toBe(false));

  it('what stands more than 80 characters away says nothing of it', () => {
    expect(mentioned('score', `gastric ${'x'.repeat(71)} [3+]`)).toBe(true);
    expect(mentioned('score', `gastric ${'x'.repeat(90)} [3+]`)).toBe(false);
    expect(mentioned('score', `[3+] ${'x'.repeat(90)} gastric`)).toBe(false);
  });
});

describe('of another organ', () => {
  it.each([
    'gastric',
    'stomach',
    'Magen',
    'colorectal',
    'kolorektal',
    'endometrial',
    'urothelial',
    'Ösophagus',
    'esophagus',
  ])('"%s biopsy: 3+", unless the breast or a metastasis is named', (organ) => {
    expect(mentioned('score', `${organ} biopsy: [3+]`)).toBe(true);
    expect(mentioned('score', `[3+] in ${organ}`)).toBe(true);
    for (const own of ['breast', 'Mammakarzinom', 'metastasis', 'Brust'])
      expect(mentioned('score', `${organ} ${own}: [3+]`)).toBe(false);
  });
});

describe('a category that is spoken of', () => {
  it.each([
    ...'no|: no|(no)|none|nein|not assessed|nicht bestimmt|n/a|negative|absent|keine|entfällt|unknown|unbekannt|pending|ausstehend|status: no|kategorie nein'
      .split('|')
      .map((after) => `HER2-[low] ${after}`),
    ...'if confirmed|unless amplified|when confirmed|once known|provided that|pending ISH|depending on ISH|falls negativ|wenn negativ|sofern|sobald|abhängig|vorbehaltlich'
      .split('|')
      .map((after) => `HER2-[low] ${after}`),
    ...'patients|tumors|trial|study|screening|therapy|handout|vs ultralow|or null|/ultralow|/ HER2-null|breast cancers|disease is treated|was discussed|wurde besprochen|wird nicht berichtet|is not reported|entity|has never|disease may'
      .split('|')
      .map((after) => `HER2-[low] ${after}`),
    'bei negativer ISH HER2-[low]',
    'with no amplification her2-[low]',
    'if not amplified her2-[low]',
    'HER2-null or [low]',
    'negative vs. HER2-[low]',
    'asks about HER2-[low]',
    'for HER2-[low]',
    'on HER2-[low]',
    'see HER2-[low]',
    'fragt nach HER2-[low]',
    'excludes HER2-[low]',
    'discussed HER2-[low]',
    'regarding the HER2-[low]',
    'not classified as HER2-[low]',
    'does not count as HER2-[low]',
    'nicht als HER2-[low]',
  ])('"%s"', (marked) => expect(mentioned('category', marked)).toBe(true));

  it.each([
    'HER2-[low]',
    'Category: HER2-[low] (IHC 1+)',
    'HER2-[low], not amplified',
    'HER2-[low] carcinoma',
    'HER2-[low] disease is present',
    'HER2-[low] breast carcinoma',
  ])('"%s" is not', (marked) => expect(mentioned('category', marked)).toBe(false));
});

describe('a verdict that is spoken of', () => {
  it.each([
    'HER2 [positive] (low)',
    'HER2 [positive] weak',
    'HER2 [positive] schwach',
    'for HER2-[positive] disease',
    'about HER2 [positive] cancer',
    'HER2-[positive] patients',
    'guidelines regard [positive]',
    'HER2 [positive] not confirmed',
  ])('"%s"', (marked) => expect(mentioned('verdict', marked)).toBe(true));

  it.each([
    'HER2 [positive]',
    'HER2-[positive] disease',
    'stains for HER2 [positive]',
    'HER2 [positive] (strong)',
  ])('"%s" is not', (marked) => expect(mentioned('verdict', marked)).toBe(false));

  it('a negative that is weak stays negative', () => {
    expect(mentioned('negative', 'HER2 [negative] (low)')).toBe(false);
  });
});

describe('an ISH result that is spoken of', () => {
  it.each([
    'no ISH [negative] result available',
    'keine FISH-[negativ]',
    'FISH in 2018 was [negative]',
    'CISH von 2018 [negative]',
    'hybridization of 2018: [negative]',
    'CEP17 [not amplified]',
    'CEP-17: [not amplified]',
    'centromere 17 is [not amplified]',
    'Zentromer 17 ist [not amplified]',
    'TOP2A [amplified]',
    'topoisomerase ii alpha was [amplified]',
    'FISH [negative] on outside block',
  ])('"%s"', (marked) => expect(mentioned('ish', marked)).toBe(true));

  it.each([
    'FISH [negative]',
    'no ISH [not amplified]',
    'FISH of 2018-03-01 [negative]',
    'HER2 and CEP17 counted: HER2 [not amplified]',
  ])('"%s" is not', (marked) => expect(mentioned('ish', marked)).toBe(false));
});

describe('staining that is not of all, or not of the tumour', () => {
  it.each([
    '[no staining] in most cells',
    '[no staining] of the control',
    '[keine Färbung] in den meisten Zellen',
    '[no staining] in the majority',
    '[no staining] of stroma',
    '[no staining] in normal ducts',
    'mostly [no staining]',
    'predominantly tumor with [no staining]',
    'überwiegend [keine Färbung]',
    'fast [keine Färbung]',
    'control shows [no staining]',
  ])('"%s"', (marked) => {
    expect(mentioned('none', marked)).toBe(true);
    expect(mentioned('stained', marked)).toBe(false);
  });

  it.each(['[no staining]', '[no staining] in tumor cells', '[no staining] required'])('"%s" is', (marked) => {
    expect(mentioned('none', marked)).toBe(false);
  });
});

it('the state of a test is never a mention', () => {
  expect(mentioned('status', 'gastric: [pending] if amplified')).toBe(false);
});
