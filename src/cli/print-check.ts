import type { MatchedCode, TracedExpression, TracedResource } from '../explain/trace-resource.js';
import type { SiteFile } from '../knowledge/site-schema.js';
import type { CheckedSample, SiteCheck } from './check-site.js';
import { factLines, gapLines, ruleLine } from './print-explanation.js';
import { lines } from './terminal-text.js';

function siteLines(site: SiteFile): readonly string[] {
  const source =
    typeof site.source === 'string'
      ? site.source
      : `${site.source.title}, ${site.source.publisher}, ${site.source.date}`;
  return [
    `  site         ${site.id}: ${site.title}`,
    `  source       ${source}`,
    `  tests        ${site.tests.length + site.receptorTests.length}`,
    `  answers      ${site.answers.length + site.receptorAnswers.length}`,
    `  expressions  ${site.expressions.length}`,
  ];
}

function matchLine(name: string, { path, code, means, by, verified }: MatchedCode): string {
  return `    ${name} ${path}: ${code} means ${means} (${by}${verified ? '' : ', not verified'})`;
}

function expressionLine({ site, name, gives, found, failed }: TracedExpression): string {
  const result =
    failed ?? (found.length === 0 ? 'nothing found' : `found ${found.map((each) => `"${each}"`).join(', ')}`);
  return `    expression "${name}" of ${site} for ${gives}: ${result}`;
}

function resourceLines(traced: TracedResource): readonly string[] {
  const { reference, code, test, looksLikeHer2, answers, unknownAnswers, expressions, read } = traced;
  const unknown = looksLikeHer2
    ? 'its name speaks of HER2 and its code is not known: not read. Add the code to "tests"'
    : 'no HER2 or receptor test';
  return [
    `  ${reference}  ${code}`,
    test === undefined ? `    ${expressions.length > 0 ? 'known by an expression' : unknown}` : matchLine('test', test),
    ...answers.map((each) => matchLine('answer', each)),
    ...(test === undefined ? [] : unknownAnswers.map((each) => `    answer ${each} is not known: add it to "answers"`)),
    ...expressions.map(expressionLine),
    ...read.flatMap(factLines).map((line) => `  ${line}`),
  ];
}

function sampleLines({ resources, explanation }: CheckedSample): readonly string[] {
  const { category, ascoCapStatus, reason, nextStep, rules, gaps } = explanation;
  const because = reason === undefined ? '' : `; ${reason}`;
  return [
    '',
    `Sample: ${resources.length} Observations and reports`,
    ...resources.flatMap(resourceLines),
    '',
    'Rules applied',
    ...rules.map(ruleLine),
    ...(gaps.length === 0 ? [] : ['', 'Not read or not used', ...gaps.flatMap(gapLines)]),
    '',
    `HER2 ${category}; ASCO/CAP ${ascoCapStatus}${because}; next step ${nextStep}`,
  ];
}

/** The outcome of a check for a reader at a terminal. */
export function printCheck({ file, sound, problems, site, remarks, sample }: SiteCheck): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return lines([
    sound ? `${file}: sound` : `${file}: not sound, ${count}; Herald would not start with it`,
    ...problems.map(({ path, message }) => `  ${path === '' ? '' : `${path}: `}${message}`),
    ...(site === undefined ? [] : siteLines(site)),
    ...(site?.notes ?? []).map((note) => `  note         ${note}`),
    ...remarks.map(({ path, remark }) => `  remark       ${path === '' ? '' : `${path} `}${remark}`),
    ...(sample === undefined ? [] : sampleLines(sample)),
  ]);
}
