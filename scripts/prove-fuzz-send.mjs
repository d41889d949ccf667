/** Sends what the grammar made, and gives what came back. */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Milliseconds after which a request counts as never answered. */
const patienceMs = 30_000;
/** Milliseconds that a bare connection is listened to after the last byte. */
const quietMs = 150;

const issuer = 'https://ehr.example.org/';
export const publicUrl = 'https://cds.example.org';
export const operatorToken = 'operator-token-of-the-campaign';

/** Keys of the one tenant, and of somebody else. */
export async function makeSigner() {
  const [own, other] = [await generateKeyPair('ES384'), await generateKeyPair('ES384')];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'k1', alg: 'ES384' };
  const sign = async (proof, path) => {
    const now = Math.floor(Date.now() / 1_000) - (proof === 'expired' ? 900 : 0);
    const token = await new SignJWT(proof === 'no-jti' ? {} : { jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES384', kid: 'k1', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(proof === 'audience' ? 'https://another.example' : publicUrl + path.split('?')[0])
      .setIssuedAt(now)
      .setExpirationTime(now + 300)
      .sign(proof === 'other-key' ? other.privateKey : own.privateKey);
    return proof === 'bent' ? `${token.slice(0, 60)}A${token.slice(61)}` : token;
  };
  return { tenant: { id: 'north', issuer, jwks: { keys: [jwk] }, rateLimit: { requestsPerMinute: 100_000 } }, sign };
}

const isOperators = (path) => /^\/(metrics|insights\/.)/.test(path);

/** What the request says of who sends it; an address of its own, so that wrong tries of others do not count for it. */
async function proofOf({ mode, path, proof, operator, index }, sign) {
  if (mode === 'open') return [];
  const from = ['X-Forwarded-For', `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`];
  if (isOperators(path)) {
    if (operator === 'none') return [from];
    return [from, ['Authorization', `Bearer ${operator === 'good' ? operatorToken : 'another'}`]];
  }
  return proof === 'none' ? [from] : [from, ['Authorization', `Bearer ${await sign(proof, path)}`]];
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64, timeout: patienceMs });

/** Said outright: for some methods Node's client frames no body, and its bytes would be taken for the next request. */
function framing({ body, send: way }) {
  if (body === undefined) return {};
  if (way === 'chunked' && body.length > 0) return { 'Transfer-Encoding': 'chunked' };
  return { 'Content-Length': way === 'cut' ? body.length + 10 : body.length };
}

function sendByClient(request, { port, headers }) {
  return new Promise((resolve) => {
    const { method, path, body } = request;
    const length = body?.length ?? 0;
    const given = { Host: `127.0.0.1:${port}`, ...framing(request), ...Object.fromEntries(headers) };
    const outgoing = http.request({ host: '127.0.0.1', port, method, path, agent, headers: given, setHost: false });
    const timer = setTimeout(() => outgoing.destroy(new Error('no answer in time')), patienceMs);
    const done = (answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    outgoing.on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      const told = () => ({
        status: response.statusCode,
        headers: response.rawHeaders.join('\n'),
        body: Buffer.concat(chunks).toString(),
      });
      response.on('end', () => done(told()));
      response.on('error', () => done({ ...told(), broken: 'the answer broke off' }));
    });
    outgoing.on('error', (error) => done({ status: 0, headers: '', body: '', broken: error.code ?? error.message }));
    if (request.send === 'cut') {
      outgoing.write(body ?? '');
      setTimeout(() => outgoing.destroy(), 20);
    } else if (request.send === 'chunked' && length > 0) {
      for (let at = 0; at < length; at += 16_384) outgoing.write(body.subarray(at, at + 16_384));
      outgoing.end();
    } else outgoing.end(body);
  });
}

/** Bytes over a bare connection, in pieces; what came back until it was quiet. */
async function sendByWire({ wire, pieces }, port) {
  const chunks = [];
  const socket = net.connect({ host: '127.0.0.1', port });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const size = Math.ceil(wire.length / pieces);
  for (let at = 0; at < wire.length && !socket.destroyed; at += size) {
    socket.write(wire.subarray(at, at + size));
    if (pieces > 1) await pause(2);
  }
  await Promise.race([closed, pause(quietMs)]);
  socket.destroy();
  const text = Buffer.concat(chunks).toString('latin1');
  const at = text.indexOf('\r\n\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0);
  return { status, headers: at < 0 ? text : text.slice(0, at), body: at < 0 ? '' : text.slice(at + 4) };
}

/** @returns status (0 where there was none), headers, body and milliseconds of the answer */
export async function send(request, { ports, sign }) {
  const port = ports[request.mode];
  const proof = request.wire === undefined ? await proofOf(request, sign) : [];
  const began = performance.now();
  const answer =
    request.wire === undefined
      ? await sendByClient(request, { port, headers: [...proof, ...request.headers] })
      : await sendByWire(request, port);
  return { ...answer, milliseconds: performance.now() - began };
}

/** Closes what is kept alive. */
export function stopSending() {
  agent.destroy();
}
