import type { Fields } from '../../src/chart/fields.js';
import { readSimulatedChart, type SimulatedChart } from '../../src/simulate/chart-of-file.js';
import { type SimulatedEhr, startSimulatedEhr } from '../../src/simulate/simulated-ehr.js';
import { noon } from './running-herald.js';
import { readText } from './source-files.js';

/** The record of a fixture patient, as the simulated client holds it. */
function fixtureChart(name: string): SimulatedChart {
  const chart = readSimulatedChart(JSON.parse(readText(`fixtures/patients/${name}.json`)));
  if (chart === undefined) throw new Error('the fixture has no Patient');
  return chart;
}

/** A simulated EHR with a fixture patient, at the fixed day. */
export async function fixtureEhr(
  options: {
    readonly patient?: string;
    readonly slowMs?: number;
    /** Resources that its FHIR server has beside the patient's. */
    readonly more?: readonly Fields[];
  } = {},
): Promise<SimulatedEhr> {
  const chart = fixtureChart(options.patient ?? 'low-1plus-hr-positive');
  return await startSimulatedEhr({
    chart: { ...chart, resources: [...chart.resources, ...(options.more ?? [])] },
    now: () => noon,
    ...(options.slowMs === undefined ? {} : { slowMs: options.slowMs }),
  });
}
