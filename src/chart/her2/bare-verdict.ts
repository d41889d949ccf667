import type { Phrase, PhraseFinding } from '../phrase/phrase.js';

/** Words that may stand beside a verdict of a HER2 test without making it a sentence about something else. */
const own: ReadonlySet<string> = new Set(
  (
    'the is are was were be a of by with and or in on as to result results status test tested reported report final overall interpretation ' +
    'conclusion assay marker receptor protein expression overexpression overexpressed stain staining stained membrane membranous ' +
    'immunohistochemistry immunohistochemical immunohistochemically immunostain ihc score scored strong strongly weak weakly moderate moderately ' +
    'diffuse diffusely focal focally clearly uniform uniformly complete incomplete tumor tumour tumors tumours cell cells invasive ductal lobular ' +
    'component carcinoma cancer breast neoplastic specimen sample tissue biopsy core primary metastasis see comment note below above criteria ' +
    'asco cap guideline guidelines qualifier value method antibody ' +
    'ergebnis befund gesamt beurteilung der die das den ist sind im bei stark schwach mäßig deutlich tumorzellen tumor karzinom mammakarzinom ' +
    'immunhistochemie immunhistochemisch überexpression überexprimiert färbung membran nach ' +
    'resultado resultat résultat resultaat estado estatus statut inmunohistoquímica imunohistoquímica immunohistochimie expresión expressão'
  ).split(' '),
);

/** "positive for ..." names what was found, unless that is the protein itself. */
const ofAnother =
  /\b(?:for|für|para|pour|voor)\s+(?!(?:the\s+)?(?:her|c-?erb|erb|over|protein|expression|amplif|überexp))/u;

/** Longest clause on either side that can belong to a verdict. */
const longestClause = 100;
const stops = /[.;:,()\n]/;

/** The clause around a place of a text; undefined where it is too long to be a verdict and no more. */
function clauseAround(text: string, start: number, end: number): string | undefined {
  let from = start;
  while (from > 0 && start - from <= longestClause && !stops.test(text.charAt(from - 1))) from -= 1;
  let to = end;
  while (to < text.length && to - end <= longestClause && !stops.test(text.charAt(to))) to += 1;
  const tooLong = start - from > longestClause || to - end > longestClause;
  return tooLong ? undefined : `${text.slice(from, start)} ${text.slice(end, to)}`.toLowerCase();
}

function isOfSomethingElse(text: string, { span }: PhraseFinding): boolean {
  const clause = clauseAround(text, span.start, span.end);
  if (clause === undefined || ofAnother.test(clause)) return true;
  const words = clause.match(/\p{Script=Latin}+/gu) ?? [];
  return words.some((word) => word.length > 1 && !own.has(word));
}

/**
 * A verdict counts for the test that its element names only where the text says nothing else with it: "Positive family history" is no
 * HER2 result. A text that names HER2, a score or an ISH finding has been read by its own words.
 */
export function withoutForeignVerdicts(phrase: Phrase, text: string): readonly PhraseFinding[] {
  const tells = phrase.findings.some(({ kind }) => kind === 'score' || kind === 'score-range' || kind === 'category');
  if (phrase.namesHer2 || tells) return phrase.findings;
  return phrase.findings.filter(
    (each) =>
      each.kind !== 'verdict' ||
      (each.verdict !== 'positive' && each.verdict !== 'negative') ||
      !isOfSomethingElse(text, each),
  );
}
