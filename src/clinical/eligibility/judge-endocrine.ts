import { addMonths, earliestDay, latestDay } from '../facts/dates.js';
import type { Therapy } from '../facts/therapy.js';
import { type Answer, anyWay, type Given, met, notMet, unknown } from './answer.js';
import { endedBeforeMetastasis } from './recurrence.js';
import { unlessUnread } from './therapy-absence.js';
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

/** Months by which a renewal may begin before the record that it renews ends. */
const renewalOverlapMonths = 1;

function continues(running: Therapy, ended: Therapy): boolean {
  if (running.start === undefined || ended.start === undefined) return false;
  const start = earliestDay(running.start);
  const due = ended.end === undefined ? undefined : addMonths(earliestDay(ended.end), -renewalOverlapMonths);
  return start > earliestDay(ended.start) && (due === undefined || start >= due);
}

/** An earlier prescription of a drug that a later record continues: one line that is still running, unless it states how it ended. */
function isRenewed(therapy: Therapy, all: readonly Therapy[]): boolean {
  const { drug, setting, outcome } = therapy;
  if (outcome !== 'completed' && outcome !== 'unknown') return false;
  return all.some(
    (other) =>
      other.outcome === 'ongoing' && other.drug === drug && other.setting === setting && continues(other, therapy),
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
  return unlessUnread(anyWay(ways), (drugClass) => drugClass === 'endocrine', given);
}
