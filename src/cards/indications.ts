import type { Advice } from '../clinical/advice/advice.js';
import { safetyConcernsOf } from '../clinical/advice/check-order.js';
import type { Appraisal, CriterionAnswer } from '../clinical/assessment.js';
import type { Truth } from '../clinical/eligibility/vocabulary.js';
import { escapeMarkdown } from './escape-markdown.js';
import { referencesShown } from './evidence.js';
import { newestDate } from './finding.js';
import type { Page } from './page.js';
import { fromRecords, fromSources, type Sentence } from './sentence.js';

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

function criterionWords(answer: CriterionAnswer, telling: Telling): string {
  const name = criterionName(answer.criterion, telling);
  const { room, wording } = telling.page;
  if (!room.withRecords || answer.because.length === 0) return name;
  // A request is weaker evidence than an administration or a statement, and the card says so.
  const onlyRequested = answer.because.every((each) => each.reference.startsWith('MedicationRequest/'));
  const weaker = onlyRequested ? `, ${wording.orderOnly}` : '';
  return `${name} (${referencesShown(answer.because, 1, room.words)}${weaker})`;
}

function answersLine(truth: Truth, heading: string, telling: Telling): readonly Sentence[] {
  const answers = telling.appraisal.criteria.filter((each) => each.truth === truth);
  if (answers.length === 0) return [];
  const text = `${heading}: ${answers.map((each) => criterionWords(each, telling)).join('; ')}.`;
  const records = [...new Set(answers.flatMap((each) => each.because.map((item) => item.reference)))];
  return [{ text, basis: { sources: [telling.appraisal.source], records }, depth: 1 }];
}

function missingLine({ appraisal, page: { wording } }: Telling): readonly Sentence[] {
  const open = [...new Set(appraisal.criteria.flatMap((each) => (each.truth === 'unknown' ? each.missing : [])))];
  if (open.length === 0) return [];
  const text = `${wording.heading.undocumented}: ${open.map((item) => wording.missing[item]).join('; ')}.`;
  return [fromSources(text, [appraisal.source], 1)];
}

function indicationSentences(appraisal: Appraisal, page: Page): readonly Sentence[] {
  const { context, wording } = page;
  const indication = context.knowledge.indications.find((each) => each.id === appraisal.id);
  const progressed = indication?.criteria.some((each) => 'progressed' in each && each.progressed) ?? false;
  const telling = { appraisal, progressed, page };
  const title = wording.indicationTitle[appraisal.id] ?? indication?.title ?? appraisal.id;
  return [
    fromSources(`**${title}** (${wording.inForceSince(appraisal.since)})`, [appraisal.source]),
    ...answersLine('met', wording.heading.documented, telling),
    ...missingLine(telling),
    ...answersLine('not-met', wording.heading.documentedFalse, telling),
  ];
}

/** The label warnings of T-DXd that are on record, with what the record says; nothing where none is. */
export function concernSentences({ context, wording, room }: Page): readonly Sentence[] {
  const concerns = safetyConcernsOf(context.chart.safety);
  if (concerns.length === 0) return [];
  const words = concerns.map(({ concern, evidence }) => {
    const verbatim = escapeMarkdown(evidence[0]?.verbatim ?? '', room.words);
    const date = newestDate(evidence) ?? wording.dateUnknown;
    const name = room.terse ? wording.concernShort[concern] : wording.concern[concern];
    return `${name} (${verbatim}, ${date}, ${referencesShown(evidence, 1, room.words)})`;
  });
  return [
    fromRecords(
      `**${wording.heading.onRecord}:** ${words.join('; ')}.`,
      concerns.flatMap((each) => each.evidence),
    ),
  ];
}

/** Cards that bring up T-DXd tell the warnings here; the safety card begins with them. */
function mentionsWarnings(advice: Advice): boolean {
  return advice.kind === 'discuss' || (advice.kind === 'check-order' && advice.problem === 'no-indication-documented');
}

/**
 * Third paragraph: the one or two indications concerned, condition by condition, and the label warnings on record where T-DXd
 * is spoken of.
 */
export function indicationParagraph(advice: Advice, page: Page): readonly Sentence[] {
  const appraisals = 'indications' in advice ? advice.indications.slice(0, page.room.indications) : [];
  return [
    ...(mentionsWarnings(advice) ? concernSentences(page) : []),
    ...appraisals.flatMap((appraisal) => indicationSentences(appraisal, page)),
  ];
}
