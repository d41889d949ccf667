import type { PendingTest } from '../clinical/advice/pending-test.js';
import { readDate } from '../clinical/facts/dates.js';
import type { Evidence, Gap } from '../clinical/facts/evidence.js';
import type { Order } from '../clinical/facts/order.js';
import type { Knowledge } from '../knowledge/schema.js';
import { booleanAt, conceptAt, objectAt, referencesAt, textAt, wordsOf } from './fields.js';
import { type Drafts, readDrafts } from './order-drafts.js';
import { type NamedDrug, readOrderedDrugs } from './order-drugs.js';
import { readOrderReason } from './order-reason.js';
import { isSelected } from './order-selection.js';
import { type Her2Test, readHer2Test, readOtherRequest } from './order-tests.js';
import { type FhirRecord, type Records, recordsOf, relativeReference } from './records.js';

export interface OrderOptions {
  /** order-select: the ids selected, in any form; absent for order-sign, where every order counts as selected. */
  readonly selections?: readonly string[];
  readonly records: Records;
  readonly knowledge: Knowledge;
}

export interface OrdersRead {
  readonly orders: readonly Order[];
  readonly otherMalignancyOrder?: Evidence;
  readonly gaps: readonly Gap[];
}

const longestVerbatim = 200;

/** Statuses under which a draft asks for nothing (any more). */
const withdrawn: ReadonlySet<string> = new Set(['cancelled', 'completed', 'stopped', 'revoked', 'entered-in-error']);
/** Statuses under which a recorded request is still open. */
const open: ReadonlySet<string> = new Set(['active', 'on-hold', 'draft']);

function evidenceOf(record: FhirRecord, path: string, words: string): Evidence {
  const date = readDate(record.resource.authoredOn);
  const status = textAt(record.resource, 'status');
  return {
    reference: record.reference,
    path,
    verbatim: words.slice(0, longestVerbatim),
    ...(date === undefined ? {} : { date }),
    ...(status === undefined ? {} : { status }),
  };
}

function asksForSomething(record: FhirRecord): boolean {
  const status = textAt(record.resource, 'status');
  if (status !== undefined && withdrawn.has(status)) return false;
  return booleanAt(record.resource, 'doNotPerform') !== true;
}

function drugOrder(record: FhirRecord, named: NamedDrug, selected: boolean): Order {
  const { recognised } = named;
  const drug = recognised.kind === 'drug' ? recognised.drug : recognised.coded;
  const evidence = evidenceOf(record, named.path, named.words);
  const unverified = recognised.kind === 'drug' && !recognised.verified;
  return {
    reference: record.reference,
    kind: 'drug',
    drug: { name: drug.name, class: drug.class, taxane: drug.taxane, antiHer2: drug.antiHer2 },
    ...(recognised.kind === 'conflict'
      ? { textDrug: { name: recognised.text.name, class: recognised.text.class } }
      : {}),
    selected,
    continued: objectAt(record.resource, 'priorPrescription') !== undefined,
    codeAgainstText: recognised.kind === 'conflict',
    evidence: [unverified ? { ...evidence, verified: false } : evidence],
  };
}

function testOrder(record: FhirRecord, test: Her2Test, selected: boolean): Order {
  const words = wordsOf(conceptAt(record.resource, 'code')) ?? 'HER2';
  return {
    reference: record.reference,
    kind: 'her2-test',
    test,
    selected,
    continued: false,
    codeAgainstText: false,
    evidence: [evidenceOf(record, 'code', words)],
  };
}

function ordersOf(entry: Drafts['entries'][number], drafts: Drafts, options: OrderOptions): OrdersRead {
  const { record } = entry;
  const { knowledge, records, selections } = options;
  const selected = selections === undefined || isSelected(record.reference, entry.fullUrl, selections);
  if (!asksForSomething(record)) return { orders: [], gaps: [] };
  if (record.type === 'ServiceRequest') {
    const test = readHer2Test(record.resource, knowledge.codes);
    return { orders: test === undefined ? [] : [testOrder(record, test, selected)], gaps: [] };
  }
  if (record.type !== 'MedicationRequest') return { orders: [], gaps: [] };
  const found = readOrderedDrugs(record, { drafts: drafts.records, records, knowledge });
  const meant = found.drugs.flatMap((named) => {
    const order = drugOrder(record, named, selected);
    const drug = named.recognised.kind === 'drug' ? named.recognised.drug : named.recognised.coded;
    const reason = readOrderReason(record, { drafts: drafts.records, records, codes: knowledge.codes, drug });
    // Methotrexate for arthritis is no order of ours.
    return reason.kind === 'not-cancer' ? [] : [{ order, reason }];
  });
  const other = selected ? meant.find((each) => each.reason.otherCancer !== undefined)?.reason.otherCancer : undefined;
  return {
    orders: meant.map((each) => each.order),
    gaps: found.gaps,
    ...(other === undefined ? {} : { otherMalignancyOrder: other }),
  };
}

/**
 * Reads the draft orders of a request: drugs of breast cancer and HER2 tests; anything else is left out. Tolerant: whatever is
 * not understood is a gap or nothing, never an exception. Orders come sorted by reference.
 * @param draftOrders `context.draftOrders` as received
 */
export function readOrders(draftOrders: unknown, options: OrderOptions): OrdersRead {
  const drafts = readDrafts(draftOrders);
  const read = drafts.entries.map((entry) => ordersOf(entry, drafts, options));
  const other = read.find((each) => each.otherMalignancyOrder !== undefined)?.otherMalignancyOrder;
  return {
    orders: read.flatMap((each) => each.orders),
    gaps: read.flatMap((each) => each.gaps),
    ...(other === undefined ? {} : { otherMalignancyOrder: other }),
  };
}

/** HER2 tests, echocardiograms and tumour-board discussions requested and still open (ServiceRequest active, on hold or draft). */
export function readPendingTests(records: Records, knowledge: Knowledge): readonly PendingTest[] {
  const pending = recordsOf(records, 'ServiceRequest').flatMap((record) => {
    if (!asksForSomething(record) || !open.has(textAt(record.resource, 'status') ?? '')) return [];
    const test = readHer2Test(record.resource, knowledge.codes) ?? readOtherRequest(record.resource);
    if (test === undefined) return [];
    const specimen = referencesAt(record.resource, 'specimen').flatMap((each) => relativeReference(each) ?? [])[0];
    const words = wordsOf(conceptAt(record.resource, 'code')) ?? 'HER2';
    return [{ test, ...(specimen === undefined ? {} : { specimen }), evidence: [evidenceOf(record, 'code', words)] }];
  });
  return pending.sort((a, b) => ((a.evidence[0]?.reference ?? '') < (b.evidence[0]?.reference ?? '') ? -1 : 1));
}
