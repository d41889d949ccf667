/** The result as Markdown tables, for the terminal and for the page. */

const titles = {
  node: 'bare node:http, JSON.parse, fixed card',
  express: 'bare express 5, express.json, fixed card',
  herald: 'Herald, auth off',
  rs384: 'Herald, RS384 client tokens',
  es384: 'Herald, ES384 client tokens',
};

/** What a step is called in the table. */
export const stepTitles = {
  json: 'JSON.parse, depth',
  parse: 'parse (protocol)',
  focus: 'focus',
  gather: 'gather',
  read: 'read the record',
  categorize: 'categorize HER2',
  appraise: 'appraise indications',
  advise: 'advise',
  render: 'render cards, check them',
  serialise: 'JSON.stringify',
  decision: 'write the decision',
};

const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(head), row(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(row)].join('\n');
const fixed = (value, digits = 0) => value.toFixed(digits);
const mib = (bytes) => fixed(bytes / 1_048_576);

function serverTable(servers) {
  const base = servers.express;
  const rows = Object.entries(servers).map(([name, each]) => [
    titles[name],
    fixed(each.perSecond),
    fixed(each.perSecond / base.perSecond, 2),
    fixed(each.p50, 1),
    fixed(each.p99, 1),
    fixed(each.p99 / base.p99, 2),
    fixed(each.cpuMicros),
    mib(each.rss),
  ]);
  return table(['', 'requests/s', 'of express', 'p50 ms', 'p99 ms', 'of express', 'CPU us/request', 'RSS MiB'], rows);
}

function observationTable(observations) {
  const rows = observations.map(({ count, bytes, cpuMicros, microsEach, rss }) => [
    String(count),
    fixed(bytes / 1_000),
    fixed(cpuMicros),
    count === 0 ? '' : fixed(microsEach, 2),
    mib(rss),
  ]);
  return table(['Observations more', 'body KB', 'CPU us/request', 'us per Observation', 'RSS MiB'], rows);
}

function stepTable(steps) {
  const rows = Object.entries(stepTitles).map(([name, title]) => [title, fixed(steps[name])]);
  return table(['step', 'CPU us/request'], rows);
}

function verdictTable(verdicts) {
  return table(
    ['', 'found', 'bar', ''],
    verdicts.map(({ what, found, bar, passed }) => [what, String(found), bar, passed ? 'pass' : 'FAIL']),
  );
}

/** The whole result as Markdown. */
export function tablesOf({ machine, servers, observations, steps, coldStart, verdicts }) {
  const { node, cpu, cores, loadAverage, at } = machine;
  const starts = coldStart.runs.map((each) => fixed(each)).join(', ');
  return [
    `Node ${node}, ${cpu}, ${cores} cores, load average ${fixed(loadAverage, 2)} at the start, ${at.slice(0, 10)}.`,
    ...(loadAverage > 1
      ? ['**The machine was busy: the absolute figures are low; the ratios hold as far as the rounds were alike.**']
      : []),
    verdictTable(verdicts),
    serverTable(servers),
    stepTable(steps),
    observationTable(observations),
    `Start to ready: median ${fixed(coldStart.medianMs)} ms (${starts}); ${fixed(coldStart.cpuMs)} ms of processor. An empty node process takes ${fixed(coldStart.emptyNodeMs)} ms.`,
  ].join('\n\n');
}
