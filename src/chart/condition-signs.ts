import type { Evidence, Gap } from '../clinical/facts/evidence.js';
import type { CodeRole } from '../knowledge/roles.js';
import type { Codes } from '../knowledge/schema.js';
import { cite } from './cite.js';
import { conditionDate } from './clinical-date.js';
import { entriesOf, rolesOf } from './code-entries.js';
import type { DiseaseSign } from './disease-signs.js';
import { conceptAt, conceptsAt, type Fields, objectAt, objectsAt, referenceAt, textAt, wordsOf } from './fields.js';
import { isOtherMalignancy } from './other-malignancy.js';
import { isActive, isDocumented, statusCode } from './record-status.js';
import { type FhirRecord, type Records, recordsOf, resolve } from './records.js';
import { readSpread, type SpreadWords } from './spread-words.js';
import { stageSigns } from './staging-signs.js';

type Role = CodeRole<'conditions'>;

/** Whether any profile or extension URL of a resource ends as given. */
function claims(resource: Fields, ending: string): boolean {
  const profiles = objectAt(resource, 'meta')?.profile;
  return Array.isArray(profiles) && profiles.some((each) => typeof each === 'string' && each.endsWith(ending));
}

/** A secondary cancer whose primary is on record and is not breast cancer. */
function hasOtherPrimary(records: Records, record: FhirRecord, codes: Codes): boolean {
  return objectsAt(record.resource, 'extension').some((extension) => {
    const url = textAt(extension, 'url')?.toLowerCase().replaceAll('-', '') ?? '';
    if (!url.endsWith('relatedprimarycancercondition')) return false;
    const reference = referenceAt(extension, 'valueReference');
    const primary = reference === undefined ? undefined : resolve(records, record, reference);
    if (primary === undefined) return false;
    return isOtherMalignancy(conceptAt(primary.resource, 'code'), codes);
  });
}

interface Read {
  readonly record: FhirRecord;
  readonly roles: ReadonlySet<Role>;
  readonly words: SpreadWords;
  readonly evidence: Evidence;
  readonly secondaryProfile: boolean;
  readonly sites: ReadonlySet<CodeRole<'sites-of-body'>>;
}

function isMetastatic(read: Read): boolean {
  const { roles, words, secondaryProfile } = read;
  if (roles.has('metastatic') || roles.has('history-of-metastatic')) return true;
  if (roles.has('nodal') || roles.has('nodal-regional') || roles.has('secondary-breast')) return false;
  if (isBreast(read) && (words.stage === 'IV' || words.m === 'm1')) return true;
  return words.metastatic || (secondaryProfile && !words.nodal && roles.size === 0);
}

function isBreast({ roles, words }: Read): boolean {
  const coded = ['breast-cancer', 'history-of-breast-cancer', 'secondary-breast', 'recurrence'] as const;
  return coded.some((role) => roles.has(role)) || (roles.size === 0 && words.breast && !words.inSitu);
}

/** A secondary cancer whose body site is a lymph node (or the breast) only: regional nodes, or spread that is not clearly distant. */
function nodesOnly({ sites }: Read): 'regional-nodes' | 'unclear-spread' | undefined {
  if (sites.size === 0) return undefined;
  const left = [...sites].filter((site) => site !== 'laterality');
  if (left.every((site) => site === 'regional-node')) return 'regional-nodes';
  return left.every((site) => site === 'regional-node' || site === 'lymph-node' || site === 'breast')
    ? 'unclear-spread'
    : undefined;
}

function kindsOf(read: Read): readonly DiseaseSign['kind'][] {
  const { record, roles, words } = read;
  const active = isActive(record.resource);
  const status = statusCode(record.resource, 'clinicalStatus');
  const kinds: DiseaseSign['kind'][] = [];
  if (isBreast(read)) kinds.push('breast-cancer');
  // Metastatic disease in remission is still metastatic; one that is resolved or inactive is not counted, nor is it proof of early disease.
  const nodes = isMetastatic(read) ? nodesOnly(read) : undefined;
  if (nodes !== undefined) kinds.push(nodes);
  else if (isMetastatic(read)) kinds.push(active || status === 'remission' ? 'metastatic' : 'unclear-spread');
  else if (roles.has('nodal') || roles.has('secondary-breast')) kinds.push('unclear-spread');
  else if (roles.has('nodal-regional') || words.regionalNodal) kinds.push('regional-nodes');
  else if (words.nodal) kinds.push('unclear-spread');
  if ((words.unresectable || roles.has('unresectable')) && active) kinds.push('unresectable');
  const relapsed = status === 'recurrence' || status === 'relapse';
  if (roles.has('recurrence') || ((relapsed || words.recurrence) && isBreast(read))) kinds.push('recurrence');
  return kinds;
}

function plainSigns(read: Read): readonly DiseaseSign[] {
  const date = conditionDate(read.record.resource);
  const dated = date === undefined ? {} : { date };
  return kindsOf(read).flatMap((kind): readonly DiseaseSign[] =>
    kind === 'stage' || kind === 'residual' ? [] : [{ kind, ...dated, evidence: read.evidence }],
  );
}

/** A stage group that the name of the diagnosis itself states, e.g. "Breast cancer, stage IIB". */
function namedStage(read: Read): readonly DiseaseSign[] {
  const { stage } = read.words;
  if (stage === undefined || !isBreast(read) || !isActive(read.record.resource)) return [];
  const date = conditionDate(read.record.resource);
  return [{ kind: 'stage', stage, ...(date === undefined ? {} : { date }), evidence: read.evidence }];
}

function signsOf(records: Records, record: FhirRecord, codes: Codes): readonly DiseaseSign[] | Gap {
  const concept = conceptAt(record.resource, 'code');
  const entries = entriesOf(concept, 'conditions', codes);
  const roles = new Set(entries.map(({ role }) => role));
  const text = [concept?.text, ...(concept?.codings.map(({ display }) => display) ?? [])].filter(
    (each) => each !== undefined,
  );
  const words = readSpread(text.join('; '));
  const date = conditionDate(record.resource);
  const evidence = cite(record, {
    path: 'code',
    verbatim: wordsOf(concept) ?? '',
    ...(date === undefined ? {} : { date }),
    ...(entries.length > 0 && entries.every(({ verified }) => !verified) ? { verified: false } : {}),
  });
  if (roles.has('other-malignancy') || (roles.size === 0 && words.otherPrimary)) {
    return isActive(record.resource) ? [{ kind: 'other-malignancy', evidence }] : [];
  }
  if (hasOtherPrimary(records, record, codes)) return { reference: record.reference, problem: 'NOT_THIS_DISEASE' };
  const secondaryProfile = claims(record.resource, 'secondary-cancer-condition');
  const sites = new Set(
    conceptsAt(record.resource, 'bodySite').flatMap((site) => rolesOf(site, 'sites-of-body', codes)),
  );
  const read: Read = { record, roles, words, evidence, secondaryProfile, sites };
  return [
    ...plainSigns(read),
    ...namedStage(read),
    ...(isBreast(read) || roles.size > 0 ? stageSigns(record, codes) : []),
  ];
}

/** Signs of every Condition that is confirmed (or does not say); refuted, provisional and erroneous ones say nothing. */
export function conditionSigns(
  records: Records,
  codes: Codes,
): { readonly signs: readonly DiseaseSign[]; readonly gaps: readonly Gap[] } {
  const signs: DiseaseSign[] = [];
  const gaps: Gap[] = [];
  for (const record of recordsOf(records, 'Condition')) {
    if (!isDocumented(record.resource)) continue;
    const read = signsOf(records, record, codes);
    if ('problem' in read) gaps.push(read);
    else signs.push(...read);
  }
  return { signs, gaps };
}
