import { InvalidArgumentError, Option } from 'commander';
import { readDay } from '../cds/as-of.js';
import type { Day } from '../clinical/facts/dates.js';
import { errorTable, type Problem } from '../errors.js';
import type { Knowledge } from '../knowledge/schema.js';
import { makeFolder } from '../store/make-folder.js';

/** Exit codes of the commands on files; 2 is also what a wrong command line gives. */
export const cliExitCodes = { assessed: 0, notAssessable: 1, notReadable: 2, unsound: 3 } as const;

/** What the commands need of the machine. */
export interface Machine {
  readonly isTerminal: boolean;
  readonly today: () => Day;
  /** Knowledge with the site files of a directory added, where one is given. */
  readonly loadKnowledge: (directories: { readonly sites?: string }) => Knowledge;
  /** Text of a file, `-` for standard input; undefined where it cannot be read. */
  readonly readText: (file: string) => string | undefined;
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly setExitCode: (code: number) => void;
  readonly serve: () => Promise<void>;
}

/** Tells a person why a command did nothing, and sets the exit code. */
export function fail(machine: Machine, code: number, words: string): undefined {
  machine.complain(`herald: ${words}\n`);
  machine.setExitCode(code);
  return undefined;
}

/** Tells a person that a file cannot be read, by the name that was given. */
export function failUnreadable(machine: Machine, file: string): undefined {
  return fail(machine, cliExitCodes.notReadable, `${file} cannot be read: is it there, a file, and yours to read?`);
}

/** Makes an output folder where there is none; false, and told, where it cannot be made. */
export function makesOutputFolder(machine: Machine, folder: string): boolean {
  try {
    makeFolder(folder);
    return true;
  } catch {
    fail(
      machine,
      cliExitCodes.notReadable,
      `${folder} cannot be made a folder: is there a file of that name, may you write there?`,
    );
    return false;
  }
}

/** What a refusal is called where the data are a file and no request: what to do is said with it. */
const fileSentences: Partial<Record<Problem['code'], string>> = {
  BODY_NOT_JSON: 'The file is not one JSON document. Lines of NDJSON are for herald screen.',
  BODY_TOO_DEEP: 'The file is nested too deeply.',
  BUNDLE_INVALID: 'The file is to hold a FHIR R4 Bundle or an array of resources.',
};

/** Tells a person why data were refused, without quoting them. */
export function failRefused(machine: Machine, { code }: Problem): undefined {
  return fail(machine, cliExitCodes.notAssessable, `${code}: ${fileSentences[code] ?? errorTable[code].sentence}`);
}

/** One real day of the command line. Throws commander's error for anything else. */
export function day(text: string): Day {
  const read = readDay(text);
  if (read === undefined) throw new InvalidArgumentError('One real day, YYYY-MM-DD.');
  return read;
}

/** `--as-of`, the same on every command. */
export function asOfOption(): Option {
  return new Option('--as-of <day>', 'assess as of this day instead of today').argParser(day);
}

/** `--json`, the same on every command that prints for people. */
export const jsonOption = ['--json', 'print JSON on a terminal too; elsewhere it is JSON always'] as const;

/** `--sites`, the same on every command that reads records. */
export const sitesOption = ['--sites <directory>', 'add the site files of this directory to the knowledge'] as const;

/** The knowledge as `--sites` asks for it. */
export function knowledgeFor(machine: Machine, sites: string | undefined): Knowledge {
  return machine.loadKnowledge(sites === undefined ? {} : { sites });
}

/** Text as JSON, a byte order mark before it or not; undefined where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Prints JSON, or for a person where one watches. */
export function print(
  machine: Machine,
  json: boolean | undefined,
  both: { readonly data: unknown; readonly text: () => string },
): undefined {
  const asJson = json === true || !machine.isTerminal;
  machine.write(asJson ? `${JSON.stringify(both.data, null, 2)}\n` : both.text());
  return undefined;
}
