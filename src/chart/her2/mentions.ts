import type { PhraseFinding } from '../phrase/phrase.js';

/** Characters read on either side of a finding: bounds the work for each. */
const nearby = 80;

const name = String.raw`(?:(?:the|an?|her|der|die|das|dem|den|eine[rmn]?|status) )*(?:her-?\s?2(?:[-/ ]?neu)?|c-?erb-?b-?2|erbb-?2)(?:[- ]status)?[-\s:]*`;
const method = String.raw`(?:(?:ihc|score|is|of|von|immunohistochemistry|status)[\s:]*)*`;

/** What stands before a finding, to its start; the last sentence alone. */
function before(text: string, { span }: PhraseFinding): string {
  const window = text.slice(Math.max(0, span.start - nearby), span.start).toLowerCase();
  const sentence = Math.max(window.lastIndexOf('\n'), window.lastIndexOf(';'));
  return window.slice(sentence + 1);
}

/** What stands after a finding, to the end of its line. */
function after(text: string, { span }: PhraseFinding): string {
  const window = text.slice(span.end, span.end + nearby).toLowerCase();
  const line = window.indexOf('\n');
  return line < 0 ? window : window.slice(0, line);
}

/** "HER2 3+ would be required", "1+ expected", "3+ unlikely", "3+ not seen", "3+ - disregard", "3+, wrong slide": the value is not said of this tumour. */
const disowned = new RegExp(
  String.raw`^\)?[\s,:(–-]{0,3}(?:staining |areas? |or (?:more|higher|above) |oder mehr )?(?:(?:is|are|was|were|wird|ist) )?(?:` +
    [
      'would|wäre|must|muss|required|needed|necessary|expected|erforderlich|gefordert|verlangt|nötig|notwendig|erwartet',
      'unlikely|unwahrscheinlich|möglich|possible|favou?red|suspected|vermutet',
      'not (?:seen|identified|present|detected|found|observed|reached|met|confirmed)|absent',
      '(?:bitte )?(?:zu )?bestätigen|disputed|revoked|widerrufen|cancell?ed|storniert',
      'nicht (?:nachweisbar|erkennbar|vorhanden|nachgewiesen|erreicht|bestätigt)',
      '(?:provided|assuming|presuming|unless|conditional|contingent|subject to|sofern|vorausgesetzt|vorbehaltlich)\\b',
      'unter (?:der |dem )?(?:voraussetzung|annahme|vorbehalt)',
      '(?:per|according to|laut) (?:the )?(?:clinician|oncologist|referr|surgeon|klinik|einsend|zuweis|überweis)',
      'disregard|void|invalid|ungültig|wrong|falsche[rsn]? (?:block|schnitt|präparat|pat)|verwechsel',
      '(?:edge |crush |rand-?)?(?:artefact|artifact|artefakt)|non-?specific|unspezifisch',
    ].join('|') +
    ')',
);

/** "repeat pending", "final report to follow", "bitte wiederholen", "preliminary": the laboratory has not finished with the value. */
const unfinished =
  /^\)?[\s,;:(–-]{0,3}(?:(?:(?:befund|result|report) )?(?:preliminary|provisional|vorläufig)|(?:pending|ausstehend)\s*(?:[.,;)]|$)|(?:bitte |please |will |to |wird )?(?:be )?(?:repeat|re-?test|wiederhol|second opinion|zweitmeinung|final report|endbefund|confirmat)[^.;]{0,30}(?:pending|awaited|to follow|requested|in progress|ausstehend|steht|folgt|angefordert|geplant)|(?:bitte wiederholen|please repeat|will repeat|wird wiederholt))/;

/** "FISH negative on outside block", "3+ in the mother", "3+ if amplified": of other tissue, of others, under a condition. */
const ofOther =
  /^\)?\s*(?:on|from|per|am|an|aus|laut)\s+(?:the\s+|an?\s+)?(?:outside|prior|previous|old(?:er)?|alten|alter|auswärtig|extern|früher|vorherig)|^\)?\s*(?:in|of|bei|beim)\s+(?:(?:the|her|der|ihrer|ihrem|dem)\s+)?(?:(?:grand)?(?:mother|father)|sister|daughter|brother|aunt|(?:groß)?(?:mutter|vater)|schwester|tochter|bruder|tante)|^\)?\s+(?:if|unless|until|sofern|falls)\b/;

/** "insufficient for 3+", "preliminary HER2 1+", "T-DXd is given for HER2 1+". */
const supposed = new RegExp(
  String.raw`(?:(?:insufficient|not (?:enough|sufficient)|ungenügend|nicht ausreichend) (?:for|für) (?:${name})?|(?:per|laut) (?:the )?(?:patient|pt\b|anamnes|referral)[a-z]*[,:]? ${name}|(?:preliminary|provisional|vorläufig\w*)[\s:]+(?:${name})?|(?:t-?dxd|enhertu|deruxtecan|trastuzumab|pertuzumab|approved|zugelassen|zulassung)\b[^.;]{0,40}\b(?:for|in|bei|für|ab) ${name}|\b(?:ab|provided|where) ${name})${method}$`,
);

/** "HER2 3+ tumors are treated ...", "HER2 1+ cases": of any such tumour. */
const anySuch =
  /^\)?\s+(?:breast )?(?:tumou?rs|cancers|carcinomas|patients|cases|populations?|cohorts?|tumoren|karzinome|fälle|patientinnen)\b/;

/** "was 3+ in 2019": a result of that year. */
const wasThen = /\b(?:was|were|had been|war|waren|wurde)\s*(?:scored |reported as |als )?(?:ihc |score )?$/;
const inYear = /^\)?\s*(?:\([a-zäöü]+\)\s*)?(?:in|im jahre?|back in)\s+(?:[a-zäöü]+\s+)?(?:19|20)\d\d\b(?![-./]\d)/;

/** "control tissue: HER2 3+", "sample text: HER2 3+", "elsewhere as 3+": of a control, a pattern, another house. */
const ofPattern = new RegExp(
  String.raw`(?:(?:[ck]ontroll?\w*|on-slide control)(?: (?:tissue|slide|section|gewebe|schnitt))?|(?:sample|example|dummy|placeholder|mock)(?: (?:text|report|result))?|(?:muster|beispiel)(?:text|befund)?|elsewhere(?: as)?|anderenorts|andernorts)[\s:,=-]{1,3}(?:als )?(?:${name})?(?:score )?(?:von |of )?${method}$`,
);

/** "The guideline calls HER2 3+ positive": a rule, whose score and verdict are nobody's. */
const quotedRule =
  /(?:leitlinien?|guidelines?|asco(?:\/cap)?|fda|consensus|konsensus)\s+(?:nennt|wertet|bezeichnet|calls?|considers?|defines?|regards?)\b[^.;:,]{0,30}$/;

/** "no ISH negative result available": the verdict of a test that there was not. */
const withoutTest = /\b(?:no|keine?)\s+(?:ish|fish|cish|sish|dish)[\s:-]*$/;

/** "HER2-low if FISH is negative", "bei negativer ISH HER2-low": a category under a condition. */
const conditional =
  /^[\s,()–-]{0,3}(?:if|unless|when|once|provided|pending|depending|falls|wenn|sofern|sobald|abhängig|vorbehaltlich)\b/;
const underCondition = /\b(?:bei|with|if|wenn)\s+(?:neg\w*|fehlend\w*|a negative|no|not)\.?\s+[a-z-]+\s+[^.;]{0,25}$/;

/** "HER2-low or ultralow": one of two. */
const alternative = new RegExp(
  String.raw`(?:low|null|positive?|negative?)\s*(?:vs\.?|versus|or|oder|/)\s*(?:${name})?$`,
);

/** "FISH in 2018 was negative": a year without a day is that of an earlier test. */
const testOfYear = /(?:\b[cds]?f?ish|hybridi[sz]\w+)[^.;,]{0,20}\b(?:from|in|of|von|aus)\s+(?:19|20)\d\d\b(?![-./]\d)/;

/** "CEP17 not amplified": of another gene or the chromosome. */
const ofOtherProbe = /(?:cep-?17|centromere 17|zentromer 17|top2a|topoisomerase[a-z ]*)\s*(?::|is|was|ist)?\s*$/;

/** "1+ (pathologist A), 0 (pathologist B)": one of two reads, of which the other is a bare digit. */
const ofOneReader =
  /^\s*\((?:patholog|reader|observer|befunder|untersucher)[^)]{0,20}\)[\s,;]*(?:and|und)?\s*[0-3]\s*\(/;

/** "no. 3", "level 3": a digit that numbers something. */
const numbers = /(?:\bno\.?|\bnr\.?|#|level|niveau|number|nummer|run|lot|slide|block|stage|stufe|version)\s*$/;

/** "for HER2-positive disease", "asks about HER2-low", "discussed HER2-low": spoken of, not found. */
const topicBefore = new RegExp(
  String.raw`(?:\b(?:for|about|on|see|vs\.?|versus|or|oder|bei|für|über|nach|auf|um|anforderung|zu|fragt nach|excludes?|excluding|discuss(?:ed|ion of)?|regarding|re:|bezüglich|education|applicable to)|\b(?:not|nicht|cannot|never|does(?: not|n't)) (?:[a-zäöüß]+ ){0,3}(?:as|for|of|als|für)) ${name}$`,
);

const kinds =
  'patients|patientinnen|tumou?rs|cancers|carcinomas|karzinome|tumoren|populations?|drugs?|agents?|medikament|trials?|stud(?:y|ies)|studie|notes?\\b|handout|guidelines?|criteria|kriteri|evaluation|assessment|screening|therap|treatment|behandlung|regimen|testing|testung|bestimmung|nachmeldung|re-?evalu|prüfung|abklärung|einstufung|zellen in der kontrolle|cohort|arm\\b';
/** "HER2-low patients", "HER2-low trial", "HER2-positive disease is treated", "HER2-low was discussed", "HER2-low is not reported". */
const topicAfter = new RegExp(
  String.raw`^[\s)-]*(?:(?:status|category|kategorie|breast|metastatic)\s+)*(?:(?:vs|versus|or|oder)\b|/\s*(?:her-?2[-\s]*)?(?:ultra|low|null)|${kinds}|(?:disease|erkrankung|cancer|karzinom|tumou?r)\s+(?:is|are|wird|werden|may|can|should)\b(?! (?:present|seen|identified|diagnosed))|[^.;,:(]{0,40}\b(?:discussed|besprochen|diskutiert|erörtert|requested|angefordert|empfohlen|comprises|umfasst|entity|(?:not|nicht) (?:validat|validiert|report|bericht|assess|beurteil))|(?:is|was|are|has|have|wird|wurde|ist)\s+(?:not|nicht|no longer|never)\b)`,
);

/** "ultralow: no", "HER2-low negative", "HER2-ultralow not assessed". */
const denied =
  /^(?:\s*\((?:no|nein)\)|[\s-]*(?:status|category|kategorie)?\s*[:=]?\s*(?:no|none|nein|not|nicht|n\/a|neg\w*|absent|keine?|entfällt|unknown|unbekannt|pending|ausstehend)(?![\w/-])(?!\s*(?:amplif|gene)))/;

/** "positive (low)": neither the one nor the other. */
const lowered = /^\s*\(?\s*(?:low|weak|faint|niedrig|gering|schwach)\b/;

const gastric = /gastric|stomach|magen|colorectal|kolorektal|endometri|urothel|ösophag|esophag/;
const breast = /breast|mamm|metast|brust/;
/** A tumour of another organ in the same line. */
function ofOtherOrgan(left: string, right: string): boolean {
  const around = left + right;
  return gastric.test(around) && !breast.test(around);
}

/** "no staining in most cells", "no staining of the control": not of all, not of the tumour. */
const mostAfter =
  /^[^.,;]{0,15}\b(?:in|of|bei|in den|der)\s+(?:(?:the|den|der)\s+)?(?:most|majority|many|some|nearly|almost|meisten|vielen|mehrheit|überwiegend|kontroll|control|stroma|normal)/;
const mostBefore =
  /(?:mostly|largely|predominantly|almost|nearly|virtually|most|majority|meisten|überwiegend\w*|weitgehend|größtenteils|nahezu|fast|praktisch|stroma|kontrolle|control)\s+(?:[a-zäöüß]+\s+){0,3}$/;
const ofMost = (finding: PhraseFinding, left: string, right: string): boolean =>
  finding.kind === 'staining' && finding.membrane === 'none' && (mostAfter.test(right) || mostBefore.test(left));

const noun = /^\s*(?:breast\s+|metastatic\s+)?(?:disease|erkrankung|cancer|karzinom|mammakarzinom|tumou?r)/;

/** Is a category, or a verdict that stands as an adjective ("HER2-positive disease"), spoken of? */
function isTopic(finding: PhraseFinding, left: string, right: string): boolean {
  if (finding.kind === 'category') {
    if (denied.test(right) || conditional.test(right) || underCondition.test(left)) return true;
    if (alternative.test(left)) return true;
    return topicBefore.test(left) || topicAfter.test(right);
  }
  if (finding.kind !== 'verdict') return false;
  if (finding.verdict === 'positive' && lowered.test(right)) return true;
  const adjective = left.endsWith('-') || noun.test(right);
  return topicAfter.test(right) || (adjective && topicBefore.test(left));
}

/**
 * Is a result only mentioned (required, supposed, spoken of, of other tissue, not finished) rather than stated?
 * @param text the text that the finding was read in
 * @returns true where the finding says nothing of this tumour; reads a bounded stretch on either side
 */
export function isMention(finding: PhraseFinding, text: string): boolean {
  if (finding.kind === 'status' || finding.kind === 'heterogeneous') return false;
  const left = before(text, finding);
  const right = after(text, finding);
  if (ofOtherOrgan(left, right) || ofMost(finding, left, right) || isTopic(finding, left, right)) return true;
  if (finding.kind === 'staining') return false;
  if (disowned.test(right) || unfinished.test(right) || ofOther.test(right) || supposed.test(left)) return true;
  const score = finding.kind === 'score' || finding.kind === 'score-range';
  if ((score || finding.kind === 'verdict') && quotedRule.test(left)) return true;
  if (score && (anySuch.test(right) || ofPattern.test(left) || (wasThen.test(left) && inYear.test(right)))) return true;
  if (finding.kind === 'ish' && /^(?:neg|pos)/i.test(finding.verbatim) && withoutTest.test(left)) return true;
  if (finding.kind === 'ish' && testOfYear.test(left + finding.verbatim.toLowerCase())) return true;
  if (finding.kind === 'ish' && ofOtherProbe.test(left)) return true;
  if (finding.kind === 'score' && ofOneReader.test(right)) return true;
  return finding.kind === 'score' && !finding.verbatim.includes('+') && numbers.test(left);
}
