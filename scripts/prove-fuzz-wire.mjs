/** Requests that no HTTP client would write, as bytes for a bare connection. */
import { canary } from './prove-fuzz-json.mjs';

const host = 'Host: 127.0.0.1\r\n';
const json = 'Content-Type: application/json\r\n';
const view = 'POST /cds-services/her2-patient-view HTTP/1.1\r\n';
const get = `GET /healthz HTTP/1.1\r\n${host}`;

const texts = [
  `${view}${host}${json}Content-Length: 5\r\n\r\n{"hook":"${canary}"}`,
  `${view}${host}${json}Content-Length: 50\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  `${view}${host}${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
  `${view}${host}${json}Content-Length: -1\r\n\r\n{}`,
  `${view}${host}${json}Content-Length: 99999999999999999999\r\n\r\n{}`,
  `${view}${host}${json}Content-Length: 0x10\r\n\r\n{}`,
  `${view}${host}${json}Transfer-Encoding: gzip\r\n\r\n{}`,
  `${view}${host}${json}Transfer-Encoding: chunked\r\n\r\nZZ\r\n${canary}\r\n`,
  `${view}${host}${json}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}`,
  `${view}${host}${json}Transfer-Encoding: chunked\r\n\r\n2;a="${canary}"\r\n{}\r\n0\r\nX: ${canary}\r\n\r\n`,
  `${view}${host}${json}Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
  `${view}${host}${json}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}`,
  `${view}${host}${json}Expect: ${canary}\r\nContent-Length: 2\r\n\r\n{}`,
  `${view}${json}Content-Length: 2\r\n\r\n{}`,
  `${get}${host}\r\n`,
  `${get}X: a\nY: b\r\n\r\n`,
  `${get}X: a\u0000b\r\n\r\n`,
  `${get}X y: a\r\n\r\n`,
  `${get} folded\r\n\r\n`,
  `${get}: a\r\n\r\n`,
  `${get}X: ${'a'.repeat(20_000)}\r\n\r\n`,
  `${get}${'X: a\r\n'.repeat(3_000)}\r\n`,
  `${get}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n`,
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`,
  `GET http://127.0.0.1/healthz HTTP/1.1\r\n${host}\r\n`,
  `GET http://evil.example/healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n`,
  `GET * HTTP/1.1\r\n${host}\r\n`,
  `OPTIONS * HTTP/1.1\r\n${host}\r\n`,
  `GET healthz HTTP/1.1\r\n${host}\r\n`,
  `GET //evil.example/%2e%2e HTTP/1.1\r\n${host}\r\n`,
  `GET /health z HTTP/1.1\r\n${host}\r\n`,
  `GET /\u00e9 HTTP/1.1\r\n${host}\r\n`,
  `GET /healthz HTTP/1.0\r\n\r\n`,
  `GET /healthz HTTP/0.9\r\n\r\n`,
  `GET /healthz HTTP/9.9\r\n${host}\r\n`,
  'GET /healthz\r\n\r\n',
  `get /healthz HTTP/1.1\r\n${host}\r\n`,
  `${canary} /healthz HTTP/1.1\r\n${host}\r\n`,
  `CONNECT 127.0.0.1:1 HTTP/1.1\r\n${host}\r\n`,
  `${get}\r\n${get}\r\n${get}Connection: close\r\n\r\n`,
  `${view}${host}${json}Content-Length: 2\r\n\r\n{}${get}Connection: close\r\n\r\n`,
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
  '\r\n\r\n\r\n',
  '\u0000\u0000\u0000\u0000',
  '{"hook":"patient-view"}\r\n\r\n',
];

/** One of the texts, whole, cut or with some bytes changed. */
export function wireRequest(random) {
  const bytes = Buffer.from(random.pick(texts), 'latin1');
  const dice = random.next();
  if (dice < 0.3)
    for (let time = 1 + random.below(4); time > 0; time -= 1) bytes[random.below(bytes.length)] = random.below(256);
  const wire = dice > 0.9 ? bytes.subarray(0, random.below(bytes.length)) : bytes;
  return { endpoint: 'wire', wire, pieces: 1 + random.below(3), odd: new Set(['wire']) };
}
