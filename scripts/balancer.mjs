/**
 * A small load balancer as hospitals run one: round robin; a replica that cannot be connected to is passed over for a second. What never
 * reached a replica goes to the next one; what was in flight when its replica died is answered 502, since a second delivery of the same
 * client token is a replay.
 */
import { Agent, createServer, request as send } from 'node:http';

const passOverMs = 1_000;

export function startBalancer(ports) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const downUntil = new Map();
  let next = 0;
  let brokenInFlight = 0;

  function choose(tried) {
    const left = ports.filter((port) => !tried.has(port));
    const up = left.filter((port) => (downUntil.get(port) ?? 0) < Date.now());
    const from = up.length > 0 ? up : left;
    next += 1;
    return from[next % from.length];
  }

  function forward({ incoming, body, outgoing, tried = new Set() }) {
    const port = choose(tried);
    if (port === undefined) {
      outgoing.writeHead(503).end();
      return;
    }
    const { method, url: path, headers } = incoming;
    const upstream = send({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
    });
    upstream.on('error', (error) => {
      downUntil.set(port, Date.now() + passOverMs);
      if (error.code === 'ECONNREFUSED') forward({ incoming, body, outgoing, tried: new Set([...tried, port]) });
      else if (outgoing.headersSent) outgoing.destroy();
      else {
        brokenInFlight += 1;
        outgoing.writeHead(502).end();
      }
    });
    upstream.end(body);
  }

  const server = createServer((incoming, outgoing) => {
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => forward({ incoming, body: Buffer.concat(chunks), outgoing }));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({
        port: server.address().port,
        brokenInFlight: () => brokenInFlight,
        stop: () => {
          agent.destroy();
          server.closeAllConnections();
          return new Promise((done) => server.close(done));
        },
      });
    });
  });
}
