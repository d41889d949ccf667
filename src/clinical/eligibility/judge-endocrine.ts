import { earliestDay, latestDay } from '../facts/dates.js';
import type { Therapy } from '../facts/therapy.js';
import { type Answer, anyWay, type Given, met, notMet, unknown } from './answer.js';
import { endedBeforeMetastasis } from './recurrence.js';
import type { MissingItem } from './vocabulary.js';

/** Given, or possibly given, in the metastatic setting. */
function mayBeMetastatic(therapy: Therapy, given: Given): boolean {
  if (therapy.setting === 'metastatic') return true;
  if (therapy.setting === 'neoadjuvant') return given.chart.disease.extent === 'unresectable';
  return therapy.setting === 'unknown' && !endedBeforeMetastasis(therapy, given.chart);
}

/** Progression is stated or unknown, never inferred from a change of therapy. */
function endocrineWay(therapy: Therapy, progressed: boolean): Answer {
  const missing: MissingItem[] = therapy.setting === 'metastatic' ? [] : ['setting of endocrine therapy'];
  if (progressed) {
    if (therapy.outcome === 'ongoing') return notMet(therapy.evidence);
    if (therapy.outcome !== 'progression') missing.push('progression on endocrine therapy');
  }
  return missing.length === 0 ? met(therapy.evidence) : unknown(missing, therapy.evidence);
}

/** An earlier prescription of a drug that is still given: one line with the running record, unless it states how it ended. */
function isRenewed(therapy: Therapy, all: readonly Therapy[]): boolean {
  const ended = therapy.outcome === 'completed' || therapy.outcome === 'unknown';
  return (
    ended &&
    all.some(
      ({ drug, setting, outcome }) => drug === therapy.drug && setting === therapy.setting && outcome === 'ongoing',
    )
  );
}

function overlap(a: Therapy, b: Therapy): boolean {
  const before = (x: Therapy, y: Therapy): boolean =>
    x.end !== undefined && y.start !== undefined && latestDay(x.end) < earliestDay(y.start);
  return !before(a, b) && !before(b, a);
}

const needsPartner = (therapy: Therapy): boolean => therapy.class === 'cdk4/6' || therapy.class === 'pi3k/akt/mtor';

/** CDK4/6 and PI3K/AKT/mTOR inhibitors of the metastatic setting for which the record lists no endocrine partner. */
export function withoutPartner(given: Given): readonly Therapy[] {
  const possible = given.chart.therapies.filter((therapy) => mayBeMetastatic(therapy, given));
  const endocrine = possible.filter((therapy) => therapy.class === 'endocrine');
  return possible.filter((therapy) => needsPartner(therapy) && !endocrine.some((partner) => overlap(partner, therapy)));
}

/** Endocrine therapy in the metastatic setting; with `progressed`, a stated progression on it. */
export function judgeEndocrine(criterion: { readonly progressed: boolean }, given: Given): Answer {
  const possible = given.chart.therapies.filter((therapy) => mayBeMetastatic(therapy, given));
  const endocrine = possible.filter((therapy) => therapy.class === 'endocrine');
  const lines = endocrine.filter((therapy) => !isRenewed(therapy, endocrine));
  const ways = lines.map((therapy) => endocrineWay(therapy, criterion.progressed));
  const lone = withoutPartner(given);
  for (const therapy of lone) ways.push(unknown(['endocrine partner of the CDK4/6 inhibitor'], therapy.evidence));
  if (ways.length === 0) {
    for (const therapy of possible.filter((each) => each.class === 'ovarian-suppression')) {
      ways.push(unknown(['was an endocrine therapy given with ovarian suppression?'], therapy.evidence));
    }
  }
  return anyWay(ways);
}
