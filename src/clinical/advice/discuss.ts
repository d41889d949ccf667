import type { Discuss, DraftKind } from './advice.js';
import { draftsOf } from './drafts.js';
import { fingerprint } from './fingerprint.js';
import { isAboutChart } from './focus.js';
import { isNearlyDocumented, nearestTwo } from './indications.js';
import { her2Evidence, type Situation } from './situation.js';

function speaksAtHook(situation: Situation): boolean {
  const { focus, policy, fresh } = situation;
  if (isAboutChart(focus.hook)) return true;
  if (focus.hook === 'order-sign' && !policy.discussAtOrderSign) return false;
  return fresh.length > 0;
}

function wanted(situation: Situation): readonly DraftKind[] {
  return [
    'tumour-board',
    ...(situation.her2.nextStep === 'CONSIDER_RETEST_METASTATIC_SITE' ? (['metastatic-site-test'] as const) : []),
    ...(situation.chart.safety.lvef === undefined ? (['echocardiogram'] as const) : []),
  ];
}

/**
 * HER2-low or -ultralow, advanced disease documented, and an indication of the region met or missing only what a clinician
 * can answer at once. Not while T-DXd is drafted (nothing to add) and not after T-DXd.
 */
export function discuss(situation: Situation): Discuss | undefined {
  const { her2, chart, regional, selected } = situation;
  if (her2.category !== 'low' && her2.category !== 'ultralow') return undefined;
  if (!situation.advanced || situation.tdxd !== 'none' || !speaksAtHook(situation)) return undefined;
  if (selected.some((order) => order.drug?.class === 't-dxd')) return undefined;
  const indications = nearestTwo(regional.filter(isNearlyDocumented));
  if (indications.length === 0) return undefined;
  const evidence = [...her2Evidence(her2), ...chart.disease.evidence];
  const topic = 'HER2LOWTDXD';
  return {
    kind: 'discuss',
    topic,
    indicator: 'info',
    fingerprint: fingerprint({ topic, category: her2.category, evidence: her2Evidence(her2), indications }),
    evidence,
    indications,
    drafts: draftsOf(wanted(situation), situation),
  };
}
