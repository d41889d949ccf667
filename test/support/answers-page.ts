import { readdirSync } from 'node:fs';
import { assessmentExtension, type ShortAssessment } from '../../src/cds/response.js';
import { asFields, type Fields, objectAt, textAt } from '../../src/chart/fields.js';
import { readPendingTests } from '../../src/chart/orders.js';
import { read } from '../../src/chart/read.js';
import { advise } from '../../src/clinical/advice/advise.js';
import { noMemory } from '../../src/clinical/advice/memory.js';
import { defaultPolicy } from '../../src/clinical/advice/policy.js';
import { appraise } from '../../src/clinical/eligibility/appraise.js';
import { flagsOf } from '../../src/clinical/eligibility/flags.js';
import { categorize } from '../../src/clinical/her2/categorize.js';
import { readAssessable } from '../../src/fhir/assessable.js';
import { knowledge } from './build-chart.js';
import { answered, readRequest } from './line-context.js';
import { readText } from './source-files.js';

const asOf = '2026-11-24';

interface Case {
  readonly name: string;
  readonly asOf: string;
  readonly bundle: Fields;
}

function casesOf(file: string): readonly Case[] {
  return readText(`fixtures/cases/${file}`)
    .split('\n')
    .flatMap((line): readonly Case[] => {
      const each = line === '' ? undefined : asFields(JSON.parse(line));
      if (each === undefined) return [];
      const given = objectAt(each, 'given') ?? {};
      return [{ name: textAt(each, 'name') ?? '', asOf: textAt(each, 'asOf') ?? asOf, bundle: given }];
    });
}

function patients(): readonly Case[] {
  const all = objectAt(asFields(JSON.parse(readText('fixtures/patients/expected.json'))), 'patients') ?? {};
  return Object.keys(all).map((name) => ({
    name,
    asOf,
    bundle: asFields(JSON.parse(readText(`fixtures/patients/${name}.json`))) ?? {},
  }));
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(heads), row(heads.map(() => '---')), ...rows.map(row)].join('\n');
}

const known = (parts: readonly (string | undefined)[]): string => parts.flatMap((each) => each ?? []).join(', ');

/** A record as the line answers it: HER2, indications, flags, and what opening the chart says. */
function recordRow({ name, asOf: day, bundle }: Case): readonly string[] {
  const assessable = readAssessable(bundle);
  if (assessable.kind === 'problem') return [name, assessable.code, '', '', '', '', ''];
  const chart = read(assessable.records, knowledge, day);
  const her2 = categorize(chart, day);
  const appraisals = appraise({ chart, her2, asOf: day }, knowledge.indications);
  const focus = { hook: 'patient-view', orders: [] } as const;
  const pendingTests = readPendingTests(assessable.records, knowledge);
  const advised = advise({
    focus,
    chart,
    her2,
    appraisals,
    pendingTests,
    memory: noMemory,
    policy: defaultPolicy,
    asOf: day,
  });
  const group = her2.ishGroup === undefined ? undefined : `group ${her2.ishGroup}`;
  return [
    name,
    known([her2.category, `ASCO/CAP ${her2.ascoCapStatus}`, group, her2.reason]),
    her2.nextStep,
    [...new Set<string>([...her2.flags, ...flagsOf({ chart, her2, asOf: day, appraisals })])].join(' '),
    appraisals.flatMap((each) => (each.result === 'met' ? each.id : [])).join(' '),
    appraisals
      .flatMap((each) => (each.result === 'missing-data' ? `${each.id} (${each.missing.join('; ')})` : []))
      .join(', '),
    advised.advice.map((each) => `${each.topic} ${each.indicator}`).join(' ') || (advised.silence ?? ''),
  ];
}

const recordHeads = ['case', 'HER2', 'next step', 'flags', 'met', 'missing-data', 'card or silence at patient-view'];

async function requestRow(name: string): Promise<readonly string[]> {
  const result = await answered(readRequest(name));
  if (result.kind === 'problem') return [name, result.code, '', ''];
  const { cards, extension } = result.response;
  const short: Partial<ShortAssessment> = extension[assessmentExtension];
  const drafts = cards.flatMap((card) => (card.suggestions ?? []).map((each) => each.label));
  return [
    name,
    short.category ?? '',
    cards.map((card) => `${card.indicator}: ${card.summary}`).join(' / ') || (short.silence ?? ''),
    drafts.join(', '),
  ];
}

/** The page of all cases with their answers: a change of knowledge or rules shows as a difference of its lines. */
export async function answersPage(): Promise<string> {
  const requests = Object.keys(
    objectAt(asFields(JSON.parse(readText('fixtures/requests/expected.json'))), 'requests') ?? {},
  );
  const files = readdirSync('fixtures/cases')
    .filter((file) => file.endsWith('.jsonl'))
    .sort();
  const requestRows: (readonly string[])[] = [];
  for (const name of requests) requestRows.push(await requestRow(name));
  return `${[
    '# Answers',
    'What Herald answers to every case of `fixtures`, for review: a change of knowledge or rules shows as a difference of these lines.',
    `Generated: \`npm run cases\` writes and prints it, \`test/cases.test.ts\` keeps it current. Region US, nothing shown before; as of ${asOf}, or the day of the case.`,
    '## Hook requests (`fixtures/requests`)',
    table(['request', 'HER2', 'cards, or the silence', 'drafts offered'], requestRows),
    '## Patients (`fixtures/patients`)',
    table(recordHeads, patients().map(recordRow)),
    ...files.flatMap((file) => [
      `## Cases (\`fixtures/cases/${file}\`)`,
      table(recordHeads, casesOf(file).map(recordRow)),
    ]),
  ].join('\n\n')}\n`;
}
