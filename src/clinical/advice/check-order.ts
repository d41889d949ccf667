import type { Order } from '../facts/order.js';
import type { Safety } from '../facts/safety.js';
import type { CheckOrder, SafetyConcern } from './advice.js';
import { draftsOf } from './drafts.js';
import { fingerprint } from './fingerprint.js';
import { isNearlyDocumented, nearestTwo } from './indications.js';
import { her2Evidence, olderAntiHer2, type Situation } from './situation.js';

/** Ejection fraction below which the label has no data (percent). Source: fda-enhertu-2026-05-15. */
const lowestStudiedLvef = 50;

/** T-DXd by code or by text: a safety warning does not wait until the two agree. */
function namesTdxd(order: Order): boolean {
  return order.drug?.class === 't-dxd' || order.textDrug?.class === 't-dxd';
}

/** An older anti-HER2 drug drafted where the tumour is low, ultralow or null and nothing on record says positive. */
export function notOverexpressed(situation: Situation): CheckOrder | undefined {
  const { her2, positiveOnRecord, selected } = situation;
  const orders = olderAntiHer2(selected);
  const below = her2.category === 'low' || her2.category === 'ultralow' || her2.category === 'null';
  if (orders.length === 0 || !below || positiveOnRecord) return undefined;
  const evidence = her2Evidence(her2);
  const topic = 'HER2ORDERCHECK';
  const about = orders.flatMap((order) => order.drug?.name ?? []);
  return {
    kind: 'check-order',
    topic,
    indicator: 'warning',
    fingerprint: fingerprint({ topic, category: her2.category, evidence, about }),
    evidence,
    problem: 'not-overexpressed',
    drafts: [],
    orders,
    concerns: [],
    indications: [],
  };
}

/**
 * T-DXd drafted where no breast indication of the region is documented. The threshold is that of `discuss`, so that the one
 * never warns of what the other brought up. Warning where every indication has a condition documented as false, else info.
 */
export function noIndication(situation: Situation): CheckOrder | undefined {
  const { her2, regional, fresh } = situation;
  const orders = fresh.filter((order) => order.drug?.class === 't-dxd' && !order.codeAgainstText);
  if (orders.length === 0 || situation.notFound || situation.tdxd !== 'none') return undefined;
  if (regional.some(isNearlyDocumented)) return undefined;
  const indications = nearestTwo(regional);
  const evidence = her2Evidence(her2);
  const topic = 'TDXDORDERCHECK';
  return {
    kind: 'check-order',
    topic,
    indicator: regional.every((each) => each.result === 'not-met') ? 'warning' : 'info',
    fingerprint: fingerprint({ topic, category: her2.category, evidence, indications }),
    evidence,
    problem: 'no-indication-documented',
    drafts: draftsOf(['tumour-board'], situation),
    orders,
    concerns: [],
    indications,
  };
}

/** The label warnings of T-DXd that the chart documents, in a fixed order. Absent facts are no answer. */
export function safetyConcernsOf(safety: Safety): CheckOrder['concerns'] {
  const { interstitialLungDisease, lvef, pregnancy } = safety;
  const found: Readonly<Record<SafetyConcern, CheckOrder['concerns'][number]['evidence'] | undefined>> = {
    'interstitial-lung-disease': interstitialLungDisease?.evidence,
    'lvef-below-50': lvef !== undefined && lvef.percent < lowestStudiedLvef ? lvef.evidence : undefined,
    pregnancy: pregnancy?.status === 'pregnant' ? pregnancy.evidence : undefined,
  };
  const order: readonly SafetyConcern[] = ['interstitial-lung-disease', 'lvef-below-50', 'pregnancy'];
  return order.flatMap((concern) => {
    const evidence = found[concern];
    return evidence === undefined ? [] : [{ concern, evidence }];
  });
}

/** T-DXd drafted, new or renewed, with a label warning on record. */
export function tdxdSafety(situation: Situation): CheckOrder | undefined {
  const orders = situation.selected.filter(namesTdxd);
  const concerns = safetyConcernsOf(situation.chart.safety);
  if (orders.length === 0 || concerns.length === 0) return undefined;
  const evidence = concerns.flatMap((each) => each.evidence);
  const topic = 'TDXDSAFETY';
  return {
    kind: 'check-order',
    topic,
    indicator: 'warning',
    fingerprint: fingerprint({ topic, evidence, about: concerns.map((each) => each.concern) }),
    evidence,
    problem: 'safety',
    drafts: draftsOf(concerns.some((each) => each.concern === 'lvef-below-50') ? ['echocardiogram'] : [], situation),
    orders,
    concerns,
    indications: [],
  };
}
