/** One round of load against one server. */
import autocannon from 'autocannon';

/** The value below which the share of the sorted values lies. */
export function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The middle of some figures, in no order. */
export function median(values) {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

/** Sets body and token of every request; a round that runs out of tokens is a fault of the bench. */
function freshRequest(bodies, tokens) {
  let next = 0;
  return (request) => {
    const headers = { ...request.headers };
    if (tokens !== undefined) {
      if (next >= tokens.length) throw new Error('the bench signed too few tokens for this round');
      headers.Authorization = `Bearer ${tokens[next]}`;
      next += 1;
    }
    return { ...request, headers, body: bodies.fresh() };
  };
}

/**
 * Loads a server over so many connections.
 *
 * @param load.seconds of the round, or load.amount of requests
 * @returns requests a second, latencies in ms, processor microseconds of the server per request, bytes of memory
 */
export async function loadRound(server, { bodies, tokens, connections, seconds, amount }) {
  const before = await server.usage();
  const times = [];
  const run = autocannon({
    url: server.url,
    connections,
    ...(amount === undefined ? { duration: seconds } : { amount }),
    requests: [
      {
        method: 'POST',
        path: bodies.path,
        headers: { 'Content-Type': 'application/json' },
        setupRequest: freshRequest(bodies, tokens),
      },
    ],
  });
  run.on('response', (...[, , , milliseconds]) => times.push(milliseconds));
  const result = await run;
  const after = await server.usage();
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${server.name}: ${result.non2xx} answers other than 2xx, ${result.errors} errors`);
  }
  times.sort((a, b) => a - b);
  const took = (result.finish - result.start) / 1_000;
  return {
    perSecond: times.length / took,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpuMicros: (after.cpuMicros - before.cpuMicros) / Math.max(1, times.length),
    rss: Math.max(before.rss, after.rss, after.maxRss),
    requests: times.length,
  };
}

/** The median of each figure over the rounds; memory is the most. */
export function summarise(rounds) {
  const of = (name) => median(rounds.map((round) => round[name]));
  return {
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpuMicros: of('cpuMicros'),
    rss: Math.max(...rounds.map((round) => round.rss)),
    requests: rounds.reduce((sum, round) => sum + round.requests, 0),
  };
}
