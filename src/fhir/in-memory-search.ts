import {
  type Coding,
  conceptAt,
  conceptsAt,
  type Fields,
  objectAt,
  objectsAt,
  readConcept,
  referenceAt,
  textAt,
} from '../chart/fields.js';
import { relativeReference } from '../chart/records.js';
import { earliestDay, latestDay, readDate } from '../clinical/facts/dates.js';

/** Search parameters in the order sent; one name may come several times (all must hold), one value may hold alternatives (`a,b`). */
export type SearchParameters = readonly (readonly [name: string, value: string])[];

type Matches = (resource: Fields, value: string) => boolean;

function codings(resource: Fields, names: readonly string[]): readonly Coding[] {
  return names.flatMap((name) => {
    const code = textAt(resource, name);
    const own = code === undefined ? [] : [{ code }];
    return [...own, ...conceptsAt(resource, name).flatMap((concept) => concept.codings)];
  });
}

/** FHIR R4 search, token: `code`, `system|code`, `|code` (no system), `system|` (any code). */
function token(...names: readonly string[]): Matches {
  return (resource, value) => {
    const [first = '', second] = value.split('|');
    const system = second === undefined ? undefined : first;
    const code = second ?? first;
    return codings(resource, names).some(
      (coding) => (system === undefined || (coding.system ?? '') === system) && (code === '' || coding.code === code),
    );
  };
}

/** FHIR R4 search, reference: `id` or `Type/id`; a resource's reference may be absolute. */
function reference(...names: readonly string[]): Matches {
  return (resource, value) => {
    const own = names.flatMap((name) => {
      const written = referenceAt(resource, name);
      return written === undefined ? [] : [relativeReference(written) ?? written];
    });
    const wanted = value.includes('/') ? (relativeReference(value) ?? value) : undefined;
    return own.some((each) => (wanted === undefined ? each.split('/').at(-1) === value : each === wanted));
  };
}

const datePlaces = ['effectiveDateTime', 'performedDateTime', 'onsetDateTime', 'authoredOn', 'birthDate', 'issued'];
const periodPlaces = ['effectivePeriod', 'performedPeriod'];

/** The clinical date of a resource as its search parameter `date` sees it. */
function dateOfResource(resource: Fields): string | undefined {
  const single = datePlaces.flatMap((name) => readDate(resource[name]) ?? []);
  const starts = periodPlaces.flatMap((name) => readDate(objectAt(resource, name)?.start) ?? []);
  const collected = readDate(objectAt(resource, 'collection')?.collectedDateTime);
  return single[0] ?? starts[0] ?? collected;
}

/** FHIR R4 search, date prefixes, over the days that a partial date may mean. */
const onDate: Matches = (resource, value) => {
  const own = dateOfResource(resource);
  const prefix = /^(?:eq|ne|gt|lt|ge|le)/.exec(value)?.[0] ?? 'eq';
  const wanted = readDate(value.replace(/^(?:eq|ne|gt|lt|ge|le)/, ''));
  if (own === undefined || wanted === undefined) return false;
  const [from, to] = [earliestDay(wanted), latestDay(wanted)];
  const isWithin = earliestDay(own) >= from && latestDay(own) <= to;
  if (prefix === 'eq') return isWithin;
  if (prefix === 'ne') return !isWithin;
  if (prefix === 'gt') return latestDay(own) > to;
  if (prefix === 'lt') return earliestDay(own) < from;
  return prefix === 'ge' ? latestDay(own) >= from : earliestDay(own) <= to;
};

const name: Matches = (resource, value) =>
  objectsAt(resource, 'name')
    .flatMap((each) => [textAt(each, 'family'), textAt(each, 'text'), ...(Array.isArray(each.given) ? each.given : [])])
    .some((part) => typeof part === 'string' && part.toLowerCase().startsWith(value.toLowerCase()));

const identifier: Matches = (resource, value) => {
  const [system, wanted] = value.includes('|') ? value.split('|') : [undefined, value];
  return objectsAt(resource, 'identifier').some(
    (each) => textAt(each, 'value') === wanted && (system === undefined || (textAt(each, 'system') ?? '') === system),
  );
};

const ofPatient: Matches = (resource, value) =>
  textAt(resource, 'resourceType') === 'Patient'
    ? textAt(resource, 'id') === value.split('/').at(-1)
    : reference('subject', 'patient')(resource, value);

/** Every parameter that is understood; others are not, and the caller decides what that means. */
const matching: ReadonlyMap<string, Matches> = new Map([
  ['_id', (resource: Fields, value: string) => textAt(resource, 'id') === value],
  ['patient', ofPatient],
  ['subject', ofPatient],
  ['code', token('code', 'medicationCodeableConcept')],
  ['category', token('category')],
  ['status', token('status')],
  ['clinical-status', token('clinicalStatus')],
  ['verification-status', token('verificationStatus')],
  ['intent', token('intent')],
  ['type', token('type')],
  ['gender', token('gender')],
  ['specimen', reference('specimen')],
  ['date', onDate],
  ['birthdate', onDate],
  ['name', name],
  ['family', name],
  ['given', name],
  ['identifier', identifier],
]);

/** Names of the search parameters that are understood, beside `_count`, `_sort` and `_offset`. */
export const searchParameterNames: readonly string[] = [...matching.keys()];

/** Parameters that shape the page and not the choice. */
const shaping: ReadonlySet<string> = new Set(['_count', '_sort', '_offset', '_format', '_pretty']);

/** Is the search parameter understood? Modifiers and chains (`code:in`, `subject.name`) are not. */
export function isSearchParameter(name: string): boolean {
  return matching.has(name) || shaping.has(name);
}

/** A map: `_sort` is the client's, and every object has a `constructor`. */
const sortKeys: ReadonlyMap<string, (resource: Fields) => string> = new Map([
  ['date', (resource: Fields) => dateOfResource(resource) ?? ''],
  ['_id', (resource: Fields) => textAt(resource, 'id') ?? ''],
  ['_lastUpdated', (resource: Fields) => textAt(objectAt(resource, 'meta'), 'lastUpdated') ?? ''],
  [
    'code',
    (resource: Fields) =>
      conceptAt(resource, 'code')?.text ?? readConcept(objectAt(resource, 'code'))?.codings[0]?.code ?? '',
  ],
]);

function sorted(resources: readonly Fields[], order: string): readonly Fields[] {
  const keys = order.split(',').flatMap((each) => {
    const key = sortKeys.get(each.replace(/^-/, ''));
    return key === undefined ? [] : [{ key, sign: each.startsWith('-') ? -1 : 1 }];
  });
  return [...resources].sort((a, b) => {
    for (const { key, sign } of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}

/**
 * Searches resources of one type: every parameter must hold, one alternative of its value is enough. Parameters that are not
 * understood are not applied (FHIR R4 search, lenient handling). Stable order; `_sort` by date, id, update or code.
 */
export function searchResources(resources: readonly Fields[], parameters: SearchParameters): readonly Fields[] {
  const tests = parameters.flatMap(([parameter, value]) => {
    const matches = matching.get(parameter);
    const values = value.split(',').map((each) => each.trim());
    return matches === undefined ? [] : [(resource: Fields) => values.some((each) => matches(resource, each))];
  });
  const found = resources.filter((resource) => tests.every((test) => test(resource)));
  const order = parameters.find(([parameter]) => parameter === '_sort')?.[1];
  return order === undefined ? found : sorted(found, order);
}
