import { readDate } from '../../clinical/facts/dates.js';
import type { Her2Specimen, Material } from '../../clinical/facts/her2.js';
import type { Codes } from '../../knowledge/schema.js';
import { type Concept, conceptAt, type Fields, objectAt, objectsAt, textAt, wordsOf } from '../fields.js';
import { type FhirRecord, type Records, recordsOf } from '../records.js';
import { namesInSitu } from './parts.js';

/** Cancers of the record, as far as they tell whose tissue a specimen is. */
export interface CancersOnRecord {
  readonly breast: boolean;
  /** Words of other malignancies, lower case. */
  readonly others: readonly string[];
}

const breastWords = /breast|mamma|\bbrust/;

/** Breast cancer and other malignancies among the Conditions that are not refuted or entered in error. */
export function cancersOnRecord(records: Records, codes: Codes): CancersOnRecord {
  let breast = false;
  const others: string[] = [];
  for (const { resource } of recordsOf(records, 'Condition')) {
    const verification = conceptAt(resource, 'verificationStatus')?.codings[0]?.code;
    if (verification === 'refuted' || verification === 'entered-in-error') continue;
    const concept = conceptAt(resource, 'code');
    const roles = (concept?.codings ?? []).map((coding) => codes.find('conditions', coding)?.role);
    const displays = (concept?.codings ?? []).map((coding) => coding.display ?? '');
    const words = [concept?.text ?? '', ...displays].join(' ').toLowerCase().slice(0, 400);
    if (roles.some((role) => role?.includes('breast') === true) || breastWords.test(words)) breast = true;
    else if (roles.includes('other-malignancy')) others.push(words);
  }
  return { breast, others };
}

/** Organs with a HER2 test of their own. Each pattern names the organ in a site and in a diagnosis alike. */
const organs: readonly RegExp[] = [
  /stomach|gastric|magen|gastroesophageal|gastro-oesophageal/,
  /o?esophag|ösophag|speiseröhre/,
  /colon|colorectal|kolon|dickdarm|rectum|rectal|rektum/,
  /pancrea|pankrea/,
  /bladder|urothel|harnblase/,
  /endometri|uterus|uterine/,
  /salivary|parotid|speicheldrüse/,
  /gallbladder|biliary|cholangio/,
];

/** The lung is a place of breast cancer's spread first: another cancer only where one is documented and breast cancer is not. */
const lungWords = /lung|pulmon|bronch/;
const carcinomaWords = /adenocarcinoma|adenokarzinom|carcinoma|karzinom|cancer|krebs/;

/** Places of a breast cancer's spread in words. */
const distantWords =
  /metasta|liver|leber|hepat|lung|pulmon|bone|knochen|oss[äe]|brain|hirn|cerebr|pleura|vertebra|wirbel|peritone|ascites|aszites|adrenal|ovar|skin|haut/;

type Site = Her2Specimen['site'];

function siteOfRole(role: string | undefined): Site | undefined {
  if (role === 'breast' || role === 'chest-wall') return 'breast';
  if (role === 'regional-node') return 'regional-node';
  return role === 'metastatic-site' || role === 'other-organ' ? 'distant' : undefined;
}

/** Breast, regional node or distant site: by words that say metastasis, by code, then by words. */
function siteOf(concept: Concept | undefined, words: string, codes: Codes): Site {
  const axilla = /axilla|axillär|sentinel/.test(words);
  if (/metasta/.test(words) && !axilla) return 'distant';
  const coded = (concept?.codings ?? []).map((coding) => siteOfRole(codes.find('sites-of-body', coding)?.role));
  const byCode = coded.find((site) => site !== undefined);
  if (byCode !== undefined) return byCode;
  if (axilla) return 'regional-node';
  if (breastWords.test(words)) return 'breast';
  return distantWords.test(words) ? 'distant' : 'unknown';
}

/** Left or right, by code or by word; undefined where both or none is named. */
export function sideOf(concept: Concept | undefined, codes: Codes): 'left' | 'right' | undefined {
  const text =
    `${concept?.text ?? ''} ${(concept?.codings ?? []).map((each) => each.display ?? '').join(' ')}`.toLowerCase();
  const coded = (concept?.codings ?? []).map((coding) => codes.find('sites-of-body', coding)?.value);
  const left = coded.includes('left') || /\bleft\b|\blinks\b|\blinke/.test(text);
  const right = coded.includes('right') || /\bright\b|\brechts\b|\brechte/.test(text);
  return left === right ? undefined : left ? 'left' : 'right';
}

/** What a Specimen record says. */
export interface ReadSpecimen {
  readonly specimen: Her2Specimen;
  /** Site and type words, lower case. */
  readonly words: string;
}

/** Reads a Specimen: collection date, site and side. */
export function readSpecimen(record: FhirRecord, codes: Codes): ReadSpecimen {
  const collection = objectAt(record.resource, 'collection');
  const site = conceptAt(collection, 'bodySite');
  const type = conceptAt(record.resource, 'type');
  const notes = objectsAt(record.resource, 'note').flatMap((note) => textAt(note, 'text') ?? []);
  const words = [wordsOf(site), ...(site?.codings ?? []).map((each) => each.display), wordsOf(type), ...notes]
    .filter((each) => each !== undefined)
    .join(' ')
    .toLowerCase()
    .slice(0, 600);
  const collected =
    readDate(collection?.collectedDateTime) ??
    readDate(objectAt(collection, 'collectedPeriod')?.start) ??
    readDate(record.resource.receivedTime);
  return {
    specimen: {
      reference: record.reference,
      collected,
      site: siteOf(site, words, codes),
      side: sideOf(site, codes) ?? sideOf(type, codes),
      words: wordsOf(site) ?? wordsOf(type),
    },
    words,
  };
}

/** Everything near a result that tells what tissue it was. */
export interface TissueWords {
  readonly specimen: ReadSpecimen | undefined;
  /** Words of the result's own code and site, lower case. */
  readonly own: string;
  /** Words of its notes, lower case. */
  readonly words: string;
  /** The test's code is for breast cancer specimens only. */
  readonly breastCode: boolean;
}

/** Invasive breast cancer unless the record says otherwise: a non-invasive component, or tissue of another cancer. */
export function materialOf(tissue: TissueWords, cancers: CancersOnRecord): Material {
  const words = tissue.specimen?.words ?? '';
  const site = tissue.specimen?.specimen.site ?? 'unknown';
  if (namesInSitu(words) || namesInSitu(tissue.own)) return 'in-situ';
  if (site === 'breast' || site === 'regional-node') return 'invasive';
  if (isOtherOrgan(words, tissue.words, cancers)) return 'other-organ';
  const otherOnly = !cancers.breast && cancers.others.length > 0;
  return otherOnly && site === 'unknown' && !tissue.breastCode ? 'other-organ' : 'invasive';
}

/** A site or a named carcinoma of an organ with HER2 testing of its own, unless it is called a metastasis or breast cancer spread there. */
function isOtherOrgan(site: string, note: string, cancers: CancersOnRecord): boolean {
  if (/metasta/.test(site)) return false;
  const documented = (organ: RegExp) => cancers.others.some((other) => organ.test(other));
  const named = carcinomaWords.test(note) && !breastWords.test(note);
  const organ = organs.find((pattern) => pattern.test(site));
  if (organ !== undefined) return !breastWords.test(note) || documented(organ);
  const lung = lungWords.test(site) && documented(lungWords) && !cancers.breast;
  const inNote = organs.find((pattern) => named && pattern.test(note));
  return lung || (inNote !== undefined && (!cancers.breast || documented(inNote)));
}

/** A report whose conclusion names a carcinoma of another organ with HER2 testing of its own, and neither breast nor metastasis. */
export function concludesOtherCancer({ type, resource }: FhirRecord): boolean {
  if (type !== 'DiagnosticReport') return false;
  const words = textAt(resource, 'conclusion')?.slice(0, 4_000).toLowerCase() ?? '';
  if (!carcinomaWords.test(words) || breastWords.test(words) || /metasta/.test(words)) return false;
  return organs.some((pattern) => pattern.test(words));
}

/** Words of an Observation that may name its tissue. Long notes are read as sentences elsewhere; their beginning is enough here. */
export function tissueWords(resource: Fields): Pick<TissueWords, 'own' | 'words'> {
  const own = [
    conceptAt(resource, 'bodySite')?.text,
    wordsOf(conceptAt(resource, 'bodySite')),
    conceptAt(resource, 'code')?.text,
  ];
  const notes = objectsAt(resource, 'note').flatMap((note) => textAt(note, 'text')?.slice(0, 300) ?? []);
  return {
    own: own
      .map((each) => each ?? '')
      .join(' ')
      .toLowerCase()
      .slice(0, 600),
    words: notes.join(' ').toLowerCase(),
  };
}
