import type { Order } from '../facts/order.js';
import type { LookAgain } from './advice.js';
import { draftsOf } from './drafts.js';
import { fingerprint } from './fingerprint.js';
import { isAboutChart } from './focus.js';
import { awaitsHer2, her2Evidence, olderAntiHer2, positiveSpecimens, type Situation } from './situation.js';

const drugNames = (orders: readonly Order[]): readonly string[] => orders.flatMap((order) => order.drug?.name ?? []);

/** Code and text of a selected order name different drugs. */
export function codeAgainstText(situation: Situation): LookAgain | undefined {
  const orders = situation.selected.filter((order) => order.codeAgainstText);
  if (orders.length === 0) return undefined;
  const evidence = orders.flatMap((order) => order.evidence);
  const topic = 'ORDERCODETEXT';
  const about = [...drugNames(orders), ...evidence.map((each) => each.verbatim)];
  return {
    kind: 'look-again',
    topic,
    indicator: 'warning',
    fingerprint: fingerprint({ topic, evidence: [], about }),
    evidence,
    finding: 'code-against-text',
    orders,
    drafts: [],
  };
}

function resultFinding(situation: Situation): Pick<LookAgain, 'finding' | 'orders'> | undefined {
  const { her2, positiveOnRecord, selected, fresh, focus } = situation;
  const belowPositive = her2.category === 'low' || her2.category === 'ultralow' || her2.category === 'null';
  if (belowPositive && positiveOnRecord) {
    const orders = olderAntiHer2(fresh);
    if (orders.length > 0) return { finding: 'earlier-positive', orders };
    // A running anti-HER2 drug after an earlier positive is a decision already made.
    if (olderAntiHer2(selected).length > 0) return undefined;
  }
  if (awaitsHer2(selected, her2)) return undefined;
  if (isAboutChart(focus.hook) && !situation.advanced) return undefined;
  if (her2.nextStep === 'PATHOLOGIST_CLARIFICATION') return { finding: 'contradiction', orders: [] };
  if (her2.nextStep === 'REVIEW_DISCORDANCE') return { finding: 'discordance', orders: [] };
  return undefined;
}

/** Results that contradict each other or changed between specimens, and an anti-HER2 draft after an earlier positive. */
export function resultsLookAgain(situation: Situation): LookAgain | undefined {
  const found = resultFinding(situation);
  if (found === undefined) return undefined;
  const { her2 } = situation;
  const evidence = [...her2Evidence(her2), ...positiveSpecimens(her2).flatMap((each) => each.evidence)];
  const topic = 'HER2LOOKAGAIN';
  const about = [found.finding, ...drugNames(found.orders)];
  return {
    kind: 'look-again',
    topic,
    indicator: found.orders.length > 0 ? 'warning' : 'info',
    fingerprint: fingerprint({ topic, category: her2.category, evidence, about }),
    evidence,
    ...found,
    drafts: draftsOf(['pathology-review'], situation),
  };
}
