/** Each unbounded repetition multiplies the time by the length of the text. */
const mostRepetitions = 2;

/** `{1,500}` costs as much as `+`. */
const fewRepetitions = 20;

interface Group {
  /** It holds a repetition or a choice: repeating it may take exponential time. */
  branches: boolean;
}

interface Scan {
  position: number;
  repetitions: number;
  readonly groups: Group[];
  /** The group that has just been closed, while the next character may repeat it. */
  closed: Group | undefined;
}

/** Length of a quantifier at a position (`*`, `+?`, `{2,}`), and whether it is unbounded or as good as that; undefined for none. */
function quantifierAt(
  pattern: string,
  position: number,
): { readonly length: number; readonly unbounded: boolean } | undefined {
  const found = /^(?:[*+?]|\{\d+(?:,\d*)?\})\??/.exec(pattern.slice(position, position + 24))?.[0];
  if (found === undefined) return undefined;
  const most = Number(/(\d+)\}/.exec(found)?.[1] ?? 0);
  return { length: found.length, unbounded: /^[*+]/.test(found) || found.includes(',}') || most > fewRepetitions };
}

function endOfClass(pattern: string, position: number): number {
  let end = position + 1;
  while (end < pattern.length && pattern[end] !== ']') end += pattern[end] === '\\' ? 2 : 1;
  return end + 1;
}

function mark(scan: Scan): void {
  const inner = scan.groups.at(-1);
  if (inner !== undefined) inner.branches = true;
}

function quantify(
  scan: Scan,
  quantifier: { readonly length: number; readonly unbounded: boolean },
): string | undefined {
  if (scan.closed?.branches === true)
    return 'repeats a group that itself repeats or chooses: a text could make it run for ever';
  if (quantifier.unbounded) scan.repetitions += 1;
  mark(scan);
  scan.closed = undefined;
  scan.position += quantifier.length;
  return undefined;
}

function step(pattern: string, scan: Scan): void {
  const character = pattern[scan.position];
  const closes = character === ')';
  if (character === '(') scan.groups.push({ branches: false });
  if (character === '|') mark(scan);
  scan.closed = closes ? scan.groups.pop() : undefined;
  if (closes && scan.closed?.branches === true) mark(scan);
  if (character === '[') scan.position = endOfClass(pattern, scan.position);
  else if (character === '\\') scan.position += 2;
  else if (character === '(' && pattern[scan.position + 1] === '?') scan.position += 2;
  else scan.position += 1;
}

/**
 * What makes a regular expression unsafe to run on a text of the record: a repeated group that repeats or chooses itself,
 * a back-reference, too many open repetitions. Conservative: some harmless patterns are refused.
 * @returns undefined for a safe pattern
 */
export function regexDanger(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch {
    return 'is no regular expression';
  }
  if (/\\[1-9k]/.test(pattern.replaceAll('\\\\', ''))) return 'uses a back-reference';
  const scan: Scan = { position: 0, repetitions: 0, groups: [], closed: undefined };
  while (scan.position < pattern.length) {
    const quantifier = quantifierAt(pattern, scan.position);
    const danger = quantifier === undefined ? undefined : quantify(scan, quantifier);
    if (danger !== undefined) return danger;
    if (quantifier === undefined) step(pattern, scan);
  }
  return scan.repetitions > mostRepetitions
    ? `repeats ${scan.repetitions} times without a limit (*, + or {n,}); ${mostRepetitions} at most`
    : undefined;
}
