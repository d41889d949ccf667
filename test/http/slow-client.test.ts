import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningHerald, runHerald } from '../support/running-herald.js';

let herald: RunningHerald;
beforeAll(async () => {
  herald = await runHerald({ timeouts: { headers: 200, request: 300, keepAlive: 1_000, checking: 50 } });
});
afterAll(() => herald.drain());

/** What the server says to a client that sends this and then nothing more. */
function saidTo(text: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(herald.port, '127.0.0.1', () => socket.write(text));
    let said = '';
    socket.on('data', (bytes) => {
      said += bytes.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(said));
  });
}

describe('a client that takes too long is cut off', () => {
  test('while sending headers', async () => {
    expect(await saidTo('POST / HTTP/1.1\r\nHost: localhost\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('while sending the body, which is no failure of the server', async () => {
    const head =
      'POST /assess HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n';
    expect(await saidTo(`${head}{"a":`)).toMatch(/^HTTP\/1\.1 408 /);
    expect(herald.lines.join('')).not.toContain('"event":"failed"');
  });

  test('malformed HTTP is 400 without an echo', async () => {
    const said = await saidTo('GET / HTTP/9.9 CANARY\r\n\r\n');
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
    expect(said).not.toContain('CANARY');
  });
});
