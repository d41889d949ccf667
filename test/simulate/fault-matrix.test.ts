import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type PrefetchKey, prefetchKeys } from '../../src/cds/prefetch-keys.js';
import { asFields, objectAt, objectsAt, textAt } from '../../src/chart/fields.js';
import { hookNames } from '../../src/clinical/advice/focus.js';
import { readSimulatedChart } from '../../src/simulate/chart-of-file.js';
import { type FaultName, faultNames } from '../../src/simulate/fault.js';
import { type HookAnswer, type SimulatedEhr, startSimulatedEhr } from '../../src/simulate/simulated-ehr.js';
import { useRealFetch } from '../support/loopback-server.js';
import { noon, publicUrl, type RunningHerald, runHerald } from '../support/running-herald.js';
import { readText } from '../support/source-files.js';

// Two processors may be shared with many other tests.
jest.setTimeout(30_000);

/**
 * Each fault x each hook x each prefetch key, over HTTP in tenants mode, every call signed. The expected outcomes are data
 * (fixtures/ehr/fault-matrix.json): a row per hook and key, a cell per fault, `whole` for the answer to a complete prefetch.
 */
const shortDeadlineMs = 200;
/** Milliseconds that a machine busy with other tests may be late, over the deadline. */
const tolerance = 1_500;

const expected = asFields(JSON.parse(readText('fixtures/ehr/fault-matrix.json'))) ?? {};

/** An answer in a line: status; topics or silence; what is lacking and why. */
function outcomeOf({ status, body }: HookAnswer): string {
  const fields = asFields(body);
  if (status !== 200) {
    const codes = objectsAt(fields, 'issue').map((issue) =>
      textAt(objectsAt(objectAt(issue, 'details'), 'coding')[0], 'code'),
    );
    const places = objectsAt(fields, 'issue').flatMap((issue) =>
      Array.isArray(issue.expression) ? issue.expression : [],
    );
    return [status, ...new Set(codes), ...places].join(' ');
  }
  const extension = objectAt(fields, 'extension');
  const topics = objectsAt(fields, 'cards').map(
    (card) => textAt(objectAt(objectAt(card, 'source'), 'topic'), 'code') ?? '',
  );
  const silence = textAt(objectAt(extension, 'org.herald-cds.assessment'), 'silence');
  const lacking = objectsAt(objectAt(extension, 'org.herald-cds.data'), 'lacking').map(
    (each) => `-${textAt(each, 'key')}:${textAt(each, 'cause') ?? textAt(each, 'state')}`,
  );
  return [status, ...topics, ...(silence === undefined ? [] : [silence]), ...lacking].join(' ');
}

let ehr: SimulatedEhr;
/** The patient one has all the time that a busy machine may need; the hasty one meets the slow server. */
let patientOne: RunningHerald;
let hastyOne: RunningHerald;
beforeAll(async () => {
  useRealFetch();
  const chart = readSimulatedChart(JSON.parse(readText('fixtures/patients/low-1plus-hr-positive.json')));
  if (chart === undefined) throw new Error('the fixture has no Patient');
  ehr = await startSimulatedEhr({ chart, now: () => noon });
  const suppression = { shownRecentlyDays: 0, overriddenDays: 0 };
  const tenant = { ...ehr.tenant, suppression, rateLimit: { requestsPerMinute: 100_000 } };
  patientOne = await runHerald({ tenants: [{ ...tenant, deadlineMs: 8_000 }] });
  hastyOne = await runHerald({ tenants: [{ ...tenant, deadlineMs: shortDeadlineMs }] });
});
afterAll(async () => {
  await Promise.all([patientOne.drain(), hastyOne.drain()]);
  await ehr.close();
});

async function answerTo(hook: string, faults: Readonly<Record<string, FaultName>>): Promise<HookAnswer> {
  const isSlow = Object.values(faults).includes('slow');
  return await ehr.call({ service: (isSlow ? hastyOne : patientOne).url, hook, faults, sign: { audience: publicUrl } });
}

describe.each([...hookNames])('%s', (hook) => {
  test('a complete prefetch', async () => {
    expect(outcomeOf(await answerTo(hook, {}))).toBe(textAt(objectAt(expected, hook), 'whole'));
  });

  test.each([...prefetchKeys])('with %s at fault', async (key: PrefetchKey) => {
    const row = objectAt(objectAt(expected, hook), key);
    const whole = textAt(objectAt(expected, hook), 'whole');
    const seen: Record<string, string> = {};
    for (const fault of faultNames) {
      const answer = await answerTo(hook, { [key]: fault });
      seen[fault] = outcomeOf(answer);
      if (fault === 'slow') expect(answer.milliseconds).toBeLessThan(shortDeadlineMs + tolerance);
    }
    const wanted = Object.fromEntries(faultNames.map((fault) => [fault, textAt(row, fault) ?? whole]));
    expect(seen).toEqual(wanted);
  });
});
