import { indexSpecimen } from '../clinical/advice/situation.js';
import type { SpecimenHer2 } from '../clinical/assessment.js';
import type { Evidence } from '../clinical/facts/evidence.js';
import { cited } from './cited.js';
import { escapeMarkdown, plainWords } from './escape-markdown.js';
import { referencesShown } from './evidence.js';
import type { Page } from './page.js';
import type { RenderContext } from './render-context.js';
import { fromRecords, fromSources, type Sentence } from './sentence.js';
import type { Finding, Wording } from './wording/wording.js';

/** Day of a result: the newest date of its evidence, else the collection of its specimen. */
export function dateOf(specimen: Pick<SpecimenHer2, 'collected' | 'evidence'>): string | undefined {
  return newestDate(specimen.evidence) ?? specimen.collected;
}

/** Newest date of some evidence. */
export function newestDate(evidence: readonly Evidence[]): string | undefined {
  return evidence
    .flatMap((each) => each.date ?? [])
    .sort()
    .at(-1);
}

function measured(specimen: SpecimenHer2, wording: Wording): string {
  const { ihc, ish } = specimen;
  const score = ihc?.score === undefined ? undefined : `IHC ${plainWords(ihc.score, 12)}`;
  const interpretation = ish?.interpretation;
  const second =
    interpretation === undefined ? undefined : wording.ish({ interpretation: plainWords(interpretation, 20) });
  return [score, second].flatMap((each) => each ?? []).join(', ');
}

/** A specimen's finding for a summary. */
export function findingOf(specimen: SpecimenHer2, wording: Wording): Finding {
  return {
    category: wording.category[specimen.category],
    measured: measured(specimen, wording),
    date: dateOf(specimen) ?? wording.dateUnknown,
  };
}

/** The patient's HER2 finding for a summary: the index specimen under the patient's category. */
export function patientFinding(context: RenderContext, wording: Wording): Finding {
  const specimen = indexSpecimen(context.her2);
  const category = wording.category[context.her2.category];
  if (specimen === undefined) return { category, measured: '', date: wording.asOfDate(context.asOf) };
  return { ...findingOf(specimen, wording), category };
}

function stainWords(specimen: SpecimenHer2, longest: number): Parameters<Wording['stain']>[0] {
  const { score, stainedPercent, intensity, completeness } = specimen.ihc ?? {};
  return {
    ...(score === undefined ? {} : { score: escapeMarkdown(score, 12) }),
    ...(stainedPercent === undefined ? {} : { percent: stainedPercent }),
    ...(intensity === undefined ? {} : { intensity: escapeMarkdown(intensity, longest) }),
    ...(completeness === undefined ? {} : { completeness: escapeMarkdown(completeness, longest) }),
  };
}

function ishWords(specimen: SpecimenHer2, wording: Wording): string {
  if (specimen.ish === undefined) return wording.noIsh;
  const { interpretation, ratio, her2Copies, group } = specimen.ish;
  return wording.ish({
    ...(interpretation === undefined ? {} : { interpretation: escapeMarkdown(interpretation, 20) }),
    ...(ratio === undefined ? {} : { ratio }),
    ...(her2Copies === undefined ? {} : { her2Copies }),
    ...(group === undefined ? {} : { group }),
  });
}

/** What a result without a score says, e.g. "HER2-low": the reader sees on what the category rests. */
function saidWords({ ihc, ish, evidence }: SpecimenHer2): string | undefined {
  if (ihc?.score !== undefined || ish !== undefined) return undefined;
  const words = escapeMarkdown(evidence[0]?.verbatim ?? '', 30);
  return words === '' ? undefined : `"${words}"`;
}

function statusWords(evidence: readonly Evidence[], { wording, room }: Page): string | undefined {
  const statuses = [...new Set(evidence.flatMap((each) => each.status ?? []))].sort();
  return statuses.length === 0 ? undefined : wording.recordStatus(escapeMarkdown(statuses.join('/'), room.words));
}

function specimenWords(specimen: SpecimenHer2, { wording, room }: Page): string {
  const reference = escapeMarkdown(specimen.specimen, room.words);
  return wording.specimen(
    specimen.site === undefined || room.form === 'terse'
      ? { reference }
      : { reference, site: escapeMarkdown(specimen.site, room.words) },
  );
}

function mainFinding(specimen: SpecimenHer2, page: Page): Sentence {
  const { wording, room } = page;
  const { her2 } = page.context;
  const parts = [
    specimen.ihc === undefined && specimen.ish !== undefined
      ? undefined
      : wording.stain(stainWords(specimen, room.words)),
    saidWords(specimen),
    ishWords(specimen, wording),
    specimenWords(specimen, page),
    dateOf(specimen) ?? wording.dateUnknown,
    statusWords(specimen.evidence, page),
    specimen.evidence.some((each) => each.verified === false) ? wording.unverified : undefined,
    her2.flags.includes('SCORE_DERIVED_FROM_DESCRIPTION') ? wording.derivedScore : undefined,
  ].flatMap((each) => each ?? []);
  const judged = wording.judged({
    status: wording.status[her2.ascoCapStatus],
    category: wording.category[her2.category],
  });
  const text = `**${wording.heading.finding}:** ${parts.join(', ')} (${referencesShown(specimen.evidence, room.form === 'terse' ? 1 : 2, page)}). ${judged}.`;
  return fromRecords(text, specimen.evidence);
}

/** Other specimens that read differently from the index: contrary results are shown, newest first. */
function earlierFindings({ context, wording, room }: Page): readonly Sentence[] {
  const index = indexSpecimen(context.her2);
  const others = context.her2.specimens
    .filter((each) => each !== index && each.category !== 'none' && each.category !== index?.category)
    .sort((a, b) => ((dateOf(a) ?? '') < (dateOf(b) ?? '') ? 1 : -1))
    .slice(0, room.earlier);
  return others.map((each) => {
    const { category, measured: what, date } = findingOf(each, wording);
    const words = what === '' ? category : `${category} (${escapeMarkdown(what)})`;
    const earlier = wording.earlierResult({
      category: words,
      date,
      ...(room.form === 'terse' ? {} : { reference: escapeMarkdown(each.specimen, room.words) }),
    });
    return fromRecords(`**${wording.heading.earlier}:** ${earlier}.`, each.evidence, 1);
  });
}

/** First paragraph of every card: what was found, where, when, in what status, and how it is read. */
export function findingSentences(page: Page): readonly Sentence[] {
  const { context, wording } = page;
  const specimen = indexSpecimen(context.her2);
  if (specimen === undefined) {
    const judged = wording.judged({
      status: wording.status[context.her2.ascoCapStatus],
      category: wording.category[context.her2.category],
    });
    return [fromSources(`**${wording.heading.finding}:** ${judged}.`, [cited.choice])];
  }
  return [mainFinding(specimen, page), ...earlierFindings(page)];
}
