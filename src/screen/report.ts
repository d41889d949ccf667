import type { Source } from '../knowledge/schema.js';
import { bars, percent } from './bars.js';
import { categoryShares } from './category-shares.js';
import type { CohortRow } from './cohort-row.js';
import { garbageMeaning, isGarbageProblem } from './garbage.js';
import { escapeHtml, htmlPage, htmlTable, type Link } from './html.js';
import { pageName } from './page-name.js';
import type { ScreenSettings } from './plan.js';
import type { Tally } from './tally.js';
import { type Worklist, worklistActions, worklists, worklistTitles } from './worklists.js';

/** What the report is made of. */
export interface Report {
  readonly tally: Tally;
  readonly settings: ScreenSettings;
  /** The first patients of each list. */
  readonly listed: ReadonlyMap<Worklist, readonly CohortRow[]>;
  readonly sources: ReadonlyMap<string, Source>;
}

function funnel({
  patients,
  breastCancer,
  her2Result,
  settled,
  lowOrUltralow,
  advanced,
  indicationMet,
}: Tally): string {
  const steps: readonly (readonly [string, number, number])[] = [
    ['Patients in the source', patients, patients],
    ['Breast cancer documented', breastCancer, patients],
    ['HER2 result readable', her2Result, breastCancer],
    ['Category settled', settled, her2Result],
    ['HER2-low or ultralow', lowOrUltralow, settled],
    ['Advanced disease documented', advanced, lowOrUltralow],
    ['All conditions of an indication documented', indicationMet, advanced],
  ];
  const drawn = steps.map(([label, value, before]) => ({
    label,
    value,
    note: `${value.toLocaleString('en')} (${percent(value, before)})`,
  }));
  const rows = steps.map(([label, value, before]) => [label, value, percent(value, before), percent(value, patients)]);
  return `<h2>Funnel</h2>${bars('Funnel from all patients to those with an indication documented', drawn, patients)}
${htmlTable('Funnel', ['step', 'patients', 'of the step before', 'of all'], rows)}`;
}

function missing({ missing: items, advanced, indicationMet }: Tally): string {
  const open = advanced - indicationMet;
  const rows = Object.entries(items).map(([name, value = 0]) => [name, value, percent(value, open)]);
  return `<h2>What is not documented</h2>
<p>Among ${open.toLocaleString('en')} patients with advanced HER2-low or ultralow disease and no indication documented in full.</p>
${htmlTable('Missing', ['missing', 'patients', 'share'], rows)}`;
}

function indications({ indications: all }: Tally): string {
  const rows = Object.entries(all).map(([id, { met = 0, 'missing-data': open = 0, 'not-met': not = 0 }]) => [
    id,
    met,
    open,
    not,
  ]);
  return `<h2>Labelled indications</h2>
<p>“Documented” means that the record states every condition of the label. It never means that a patient is eligible.</p>
${htmlTable('Indications', ['indication', 'documented', 'something missing', 'documented as not met'], rows)}`;
}

/** What there is to do, at a glance. */
function toDo({ worklists: counts }: Tally): string {
  const rows = worklists.map((list) => [
    counts[list] === 0 ? worklistTitles[list] : { text: worklistTitles[list], to: `#${list}` },
    counts[list],
    worklistActions[list],
  ]);
  return htmlTable('Worklists', ['list', 'patients', 'who does what'], rows);
}

/** A patient as a link to the page of evidence, where there is one. */
function named(patient: string, identified: boolean): string | Link {
  // The name holds percent signs of its own, so it is encoded once more as an address.
  return identified ? { text: patient, to: `patients/${encodeURIComponent(pageName(patient))}` } : patient;
}

function worklist(list: Worklist, { tally, listed, settings }: Report): string {
  const rows = listed.get(list) ?? [];
  const count = tally.worklists[list];
  if (count === 0) return '';
  const shown =
    rows.length < count
      ? `The first ${rows.length} of ${count.toLocaleString('en')}; all are in patients.csv under ${list}.`
      : `${count.toLocaleString('en')} patients (${list}).`;
  return `<h3 id="${list}">${escapeHtml(worklistTitles[list])}</h3><p>${escapeHtml(worklistActions[list])} ${shown}</p>
${htmlTable(
  worklistTitles[list],
  ['patient', 'IHC', 'index date', 'category', 'reason', 'extent', 'missing'],
  rows.map((row) => [
    named(row.patient, settings.identified),
    row.ihc ?? '',
    row.indexDate ?? '',
    row.category,
    row.reason ?? '',
    row.extent,
    row.missing.join('; '),
  ]),
)}`;
}

function garbage({ garbage: counts }: Tally): string {
  const meaning = (name: string): string => (isGarbageProblem(name) ? garbageMeaning[name] : '');
  const rows = Object.entries(counts).map(([name, value = 0]) => [name, value, meaning(name)]);
  if (rows.length === 0) return '<h2>Lines not used</h2><p>None.</p>';
  return `<h2>Lines not used, or not in full</h2><p>Each is in garbage.ndjson with its file and line.</p>
${htmlTable('Lines not used', ['problem', 'lines', 'meaning'], rows)}`;
}

/** The report of a run as one HTML page: no script, nothing from elsewhere. */
export function reportPage(report: Report): string {
  const { tally, settings } = report;
  const who = settings.identified
    ? '<p class="notice">This folder holds patient data with their ids, and a page of evidence for each of them: every id below leads to it.</p>'
    : '<p class="notice">Ids are hashed under a key of this run, but dates and findings are of real patients: handle it as patient data.</p>';
  return htmlPage(
    'HER2 across the cohort',
    `${who}
<p>As of ${escapeHtml(settings.asOf)}. Indications: ${escapeHtml(settings.regions.join(', '))}. Knowledge ${escapeHtml(settings.knowledge)}. For clinicians and pathologists: a reading of records, to be checked in them; nothing here is a diagnosis or an order.</p>
${funnel(tally)}
${categoryShares(tally, report.sources)}
${missing(tally)}
${indications(tally)}
<h2>Worklists</h2>
<p>A patient can be on several. Next steps, flags and all conditions of each patient are in patients.csv.</p>
${toDo(tally)}
${worklists.map((list) => worklist(list, report)).join('\n')}
${garbage(tally)}`,
  );
}
