import type { Advice } from '../clinical/advice/advice.js';
import { safetyConcernsOf } from '../clinical/advice/check-order.js';
import type { Appraisal, CriterionAnswer } from '../clinical/assessment.js';
import type { Truth } from '../clinical/eligibility/vocabulary.js';
import { newestFirst } from '../clinical/facts/evidence.js';
import type { Receptor } from '../clinical/facts/receptors.js';
import { escapeMarkdown } from './escape-markdown.js';
import { referencesShown } from './evidence.js';
import { newestDate } from './finding.js';
import { notedSentences } from './noted.js';
import type { Page } from './page.js';
import { fromRecords, fromSources, type Sentence } from './sentence.js';
import type { Wording } from './wording/wording.js';

interface Telling {
  readonly appraisal: Appraisal;
  /** The label text asks for progression on endocrine therapy. */
  readonly progressed: boolean;
  readonly page: Page;
}

function criterionName(criterion: string, { page: { wording }, progressed }: Telling): string {
  if (progressed && criterion === 'endocrine-therapy-metastatic') return wording.progressedOnEndocrine;
  return new Map<string, string>(Object.entries(wording.criterion)).get(criterion) ?? criterion;
}

/** Conditions whose record is worth showing: the others are said by their name or by the finding. */
const quoted: ReadonlySet<string> = new Set([
  'hormone-receptor-positive',
  'advanced-disease',
  'early-disease-stage',
  'prior-anti-her2-regimen',
  'prior-chemotherapy',
  'endocrine-therapy-metastatic',
  'neoadjuvant-trastuzumab-and-taxane',
  'residual-invasive-disease',
]);

/** "ER 90 %, PR positive": a bare value of a receptor would not say of which. */
function receptorWords({ context, wording }: Page): string {
  const { er, pr } = context.chart.receptors;
  const words = (name: string, { status, percent }: Receptor): readonly string[] => {
    if (status === 'unknown') return [];
    return [percent === undefined ? `${name} ${wording.status[status]}` : `${name} ${percent} %`];
  };
  return [...words('ER', er), ...words('PR', pr)].join(', ');
}

function quoteOf(answer: CriterionAnswer, page: Page): string | undefined {
  const [newest] = newestFirst(answer.because);
  if (newest === undefined || !quoted.has(answer.criterion)) return undefined;
  const words =
    answer.criterion === 'hormone-receptor-positive'
      ? receptorWords(page)
      : escapeMarkdown(newest.verbatim, page.room.words);
  if (words === '') return undefined;
  return newest.date === undefined ? words : `${words}, ${newest.date}`;
}

/** A request is weaker evidence of a therapy than these. */
const strongerThanRequest = ['MedicationStatement', 'MedicationAdministration', 'Procedure'];

/** What makes the evidence weaker: the card says it whatever its room. */
function reservations({ because }: CriterionAnswer, wording: Wording): readonly string[] {
  const isOf = (types: readonly string[]): boolean =>
    because.some((each) => types.some((type) => each.reference.startsWith(`${type}/`)));
  const onlyRequested = isOf(['MedicationRequest']) && !isOf(strongerThanRequest);
  const unverified = because.length > 0 && because.every((each) => each.verified === false);
  return [...(onlyRequested ? [wording.orderOnly] : []), ...(unverified ? [wording.unverified] : [])];
}

/** What the record says behind an answer, in parentheses, as far as there is room. */
function withRecord(name: string, answer: CriterionAnswer, page: Page): string {
  const { room, wording } = page;
  const isReferred = room.records === 'quoted' && answer.because.length > 0 && quoted.has(answer.criterion);
  const behind = [
    room.records === 'none' ? undefined : quoteOf(answer, page),
    isReferred ? referencesShown(newestFirst(answer.because), 1, page) : undefined,
    ...reservations(answer, wording),
  ].flatMap((each) => each ?? []);
  return behind.length === 0 ? name : `${name} (${behind.join(', ')})`;
}

function criterionWords(answer: CriterionAnswer, telling: Telling): string {
  return withRecord(criterionName(answer.criterion, telling), answer, telling.page);
}

function answersLine(truth: Truth, heading: string, telling: Telling): readonly Sentence[] {
  const answers = telling.appraisal.criteria.filter((each) => each.truth === truth);
  if (answers.length === 0) return [];
  const text = `${heading}: ${answers.map((each) => criterionWords(each, telling)).join('; ')}.`;
  const records = [...new Set(answers.flatMap((each) => each.because.map((item) => item.reference)))];
  return [{ text, basis: { sources: [telling.appraisal.source], records }, depth: 1 }];
}

function openItems({ appraisal, page: { wording } }: Telling): readonly string[] {
  const open = [...new Set(appraisal.criteria.flatMap((each) => (each.truth === 'unknown' ? each.missing : [])))];
  return open.map((item) => wording.missing[item]);
}

function missingLine(telling: Telling): readonly Sentence[] {
  const { wording } = telling.page;
  const answers = telling.appraisal.criteria.filter((each) => each.truth === 'unknown' && each.missing.length > 0);
  if (answers.length === 0) return [];
  const open = answers.map((answer) => {
    const items = answer.missing.map((item) => wording.missing[item]).join('; ');
    // What is on record helps to answer what is not; a HER2 result stands in the finding.
    return quoted.has(answer.criterion) ? withRecord(items, answer, telling.page) : items;
  });
  const records = new Set(answers.flatMap((each) => each.because.map((item) => item.reference)));
  const text = `${wording.heading.undocumented}: ${[...new Set(open)].join('; ')}.`;
  return [{ text, basis: { sources: [telling.appraisal.source], records: [...records] }, depth: 1 }];
}

function tellingOf(appraisal: Appraisal, page: Page): Telling & { readonly title: string } {
  const indication = page.context.knowledge.indications.find((each) => each.id === appraisal.id);
  const progressed = indication?.criteria.some((each) => 'progressed' in each && each.progressed) ?? false;
  const title = page.wording.indicationTitle[appraisal.id] ?? indication?.title ?? appraisal.id;
  return { appraisal, progressed, page, title };
}

function indicationSentences(appraisal: Appraisal, page: Page): readonly Sentence[] {
  const { wording } = page;
  const telling = tellingOf(appraisal, page);
  return [
    fromSources(`**${telling.title}** (${wording.inForceSince(appraisal.since)})`, [appraisal.source]),
    ...answersLine('met', wording.heading.documented, telling),
    ...missingLine(telling),
    ...answersLine('not-met', wording.heading.documentedFalse, telling),
  ];
}

/** Indications in one line, for a card short of room: what is open and what is not met is never left out. */
function inOneLine(appraisals: readonly Appraisal[], page: Page): Sentence {
  const { heading } = page.wording;
  const all = appraisals.map((appraisal) => tellingOf(appraisal, page));
  const open = all.flatMap(openItems);
  const failed = all.flatMap((telling) =>
    telling.appraisal.criteria
      .filter((each) => each.truth === 'not-met')
      .map((each) => criterionName(each.criterion, telling)),
  );
  const line = (name: string, items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : [`${name}: ${[...new Set(items)].join('; ')}.`];
  const parts = [...line(heading.undocumented, open), ...line(heading.documentedFalse, failed)];
  const text = parts.length === 0 ? `${heading.documented}.` : parts.join(' ');
  const [only] = all;
  const title = all.length === 1 && only !== undefined ? only.title : page.wording.indicationsTogether(all.length);
  return fromSources(
    `**${title}:** ${text}`,
    appraisals.map((each) => each.source),
  );
}

function indicationLines(appraisals: readonly Appraisal[], page: Page): readonly Sentence[] {
  const { indications } = page.room;
  if (indications === 'together') return appraisals.length === 0 ? [] : [inOneLine(appraisals, page)];
  return [
    ...appraisals.slice(0, indications).flatMap((appraisal) => indicationSentences(appraisal, page)),
    ...appraisals.slice(indications).map((appraisal) => inOneLine([appraisal], page)),
  ];
}

/** The label warnings of T-DXd that are on record, with what the record says; nothing where none is. */
export function concernSentences(page: Page, short = false): readonly Sentence[] {
  const { context, wording, room } = page;
  const concerns = safetyConcernsOf(context.chart.safety);
  if (concerns.length === 0) return [];
  const words = concerns.map(({ concern, evidence }) => {
    const verbatim = escapeMarkdown(evidence[0]?.verbatim ?? '', room.words);
    const date = newestDate(evidence) ?? wording.dateUnknown;
    const name = room.form === 'terse' ? wording.concernShort[concern] : wording.concern[concern];
    if (short) return `${name} (${date})`;
    return `${name} (${verbatim}, ${date}, ${referencesShown(evidence, 1, page)})`;
  });
  return [
    fromRecords(
      `**${wording.heading.onRecord}:** ${words.join('; ')}.`,
      concerns.flatMap((each) => each.evidence),
    ),
  ];
}

/** Cards that bring up T-DXd tell the warnings here; the safety card begins with them. */
function mentionsWarnings(advice: Advice, { room }: Page): boolean {
  if (advice.kind === 'discuss') return true;
  // Where T-DXd is drafted, the safety card comes first and says them in full.
  return advice.kind === 'check-order' && advice.problem === 'no-indication-documented' && room.form !== 'terse';
}

/**
 * Third paragraph: the one or two indications concerned, condition by condition, what qualifies the answers, and the label
 * warnings on record where T-DXd is spoken of.
 */
export function indicationParagraph(advice: Advice, page: Page): readonly Sentence[] {
  const appraisals = 'indications' in advice ? advice.indications : [];
  return [
    ...(mentionsWarnings(advice, page) ? concernSentences(page, page.room.form === 'terse') : []),
    ...indicationLines(appraisals, page),
    ...notedSentences(appraisals, page),
  ];
}
