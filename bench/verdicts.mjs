/** The bars of the bench and what was found of each, from one result. */

const mebibytes = (bytes) => bytes / 1_048_576;

/** @returns rows of `{what, found, bar, passed}`; `passed` is what the figures say, whatever the machine did meanwhile */
export function verdictsOf({ servers, observations, coldStart }) {
  const { express, herald, rs384 } = servers;
  const atMost = (what, found, bar) => ({ what, found, bar: `<= ${bar}`, passed: found <= bar });
  const atLeast = (what, found, bar) => ({ what, found, bar: `>= ${bar}`, passed: found >= bar });
  const costs = observations.filter((each) => each.count > 0);
  const few = costs.at(0)?.microsEach ?? 0;
  const many = costs.at(-1)?.microsEach ?? 0;
  return [
    atLeast('requests/s, of bare express 5', herald.perSecond / express.perSecond, 0.65),
    atMost('p99, of bare express 5', herald.p99 / express.p99, 2),
    atLeast('requests/s with RS384 tokens, of bare express 5', rs384.perSecond / express.perSecond, 0.45),
    atMost(`cost per Observation at ${costs.at(-1)?.count}, of that at ${costs.at(0)?.count}`, many / few, 1.3),
    atMost('start to ready, seconds', coldStart.medianMs / 1_000, 1.5),
    atMost('memory under load, MiB', mebibytes(Math.max(herald.rss, rs384.rss)), 200),
  ].map((row) => ({ ...row, found: Number(row.found.toFixed(3)) }));
}
