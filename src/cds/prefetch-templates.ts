import type { CodeListName, Knowledge } from '../knowledge/schema.js';
import { type PrefetchKey, prefetchKeys } from './prefetch-keys.js';

/** The prefetch part of a service in discovery: key to template. */
export type PrefetchTemplates = Readonly<Record<string, string>>;

/** Longest template, percent-encoded: clients send it as a URL, and some refuse longer ones. */
const maxTemplateLength = 2_000;

/** 2.0 token: clients that do not know a token of 3.0 send garbage or null for it, which would read as "no HER2 result". */
const ofPatient = 'patient={{context.patientId}}';

/** HER2 test roles that say nothing of tissue: not asked for. */
const notTissue: ReadonlySet<string> = new Set(['serum', 'excluded']);
const safetyAsked: ReadonlySet<string> = new Set(['lvef', 'pregnancy']);
const receptorsNotAsked: ReadonlySet<string> = new Set(['ki67', 'ignored', 'er-other', 'pr-other']);

type Keep = (role: string) => boolean;

function tokens(knowledge: Knowledge, list: CodeListName, keep: Keep): readonly string[] {
  return knowledge.codes
    .entries(list)
    .filter((entry) => entry.match === 'exact' && keep(entry.role))
    .map((entry) => `${entry.system}|${entry.code}`);
}

/** Splits codes over as many searches as the length limit asks for. */
function codeSearches(codes: readonly string[], rest: string): readonly string[] {
  const search = (part: readonly string[]): string => `Observation?${ofPatient}&code=${part.join(',')}${rest}`;
  const parts: string[][] = [[]];
  for (const code of [...new Set(codes)]) {
    const last = parts.at(-1);
    if (last === undefined || encodeURIComponent(search([...last, code])).length > maxTemplateLength)
      parts.push([code]);
    else last.push(code);
  }
  return parts.map(search);
}

/** Code searches under `key`, and `key-2`, `key-3` … where one template does not hold all codes. */
function keyed(key: PrefetchKey, searches: readonly string[]): readonly (readonly [string, string])[] {
  return searches.map((search, index) => [index === 0 ? key : `${key}-${index + 1}`, search]);
}

/** Diagnostic service sections of pathology (HL7 v2-0074) and the US Core category of its reports. */
const pathology = ['SP', 'PAT', 'CP', 'GE'].map((code) => `http://terminology.hl7.org/CodeSystem/v2-0074|${code}`);
const pathologyCategory = [...pathology, 'http://loinc.org|LP7839-6'].join(',');

const searches: Readonly<Record<PrefetchKey, (knowledge: Knowledge) => readonly string[]>> = {
  patient: () => ['Patient/{{context.patientId}}'],
  her2: (knowledge) =>
    codeSearches(
      tokens(knowledge, 'her2-tests', (role) => !notTissue.has(role)),
      '&_count=100',
    ),
  conditions: () => [`Condition?${ofPatient}&_count=200`],
  observations: (knowledge) =>
    codeSearches(
      [
        ...tokens(knowledge, 'receptor-tests', (role) => !receptorsNotAsked.has(role)),
        ...tokens(
          knowledge,
          'staging',
          (role) => role.endsWith('-group') || role.endsWith('-category') || role === 'disease-status',
        ),
        ...tokens(knowledge, 'safety', (role) => safetyAsked.has(role)),
      ],
      '&_sort=-date&_count=200',
    ),
  reports: () => [`DiagnosticReport?${ofPatient}&category=${pathologyCategory}&_count=100`],
  specimens: () => [`Specimen?${ofPatient}&_count=200`],
  medicationRequests: () => [`MedicationRequest?${ofPatient}&_count=200`],
  medicationStatements: () => [`MedicationStatement?${ofPatient}&_count=200`],
  medicationAdministrations: () => [`MedicationAdministration?${ofPatient}&_count=200`],
  procedures: () => [`Procedure?${ofPatient}&_count=200`],
  serviceRequests: () => [`ServiceRequest?${ofPatient}&status=active,on-hold,draft&_count=100`],
};

/**
 * The prefetch templates: 2.0 tokens only, within the portable search subset, no parameter twice, each at most 2,000 characters when
 * encoded. Takes the compiled knowledge; the code searches follow its lists.
 */
export function prefetchTemplates(knowledge: Knowledge): PrefetchTemplates {
  return Object.fromEntries(prefetchKeys.flatMap((key) => keyed(key, searches[key](knowledge))));
}
