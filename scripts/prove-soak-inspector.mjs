/** Looks into a running Node process over its inspector, on loopback: nothing of the product knows of it. */
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'undici';

async function addressOf(port) {
  for (let tries = 0; tries < 100; tries += 1) {
    const list = await fetch(`http://127.0.0.1:${port}/json/list`).then(
      (answer) => answer.json(),
      () => undefined,
    );
    if (list?.[0]?.webSocketDebuggerUrl !== undefined) return list[0].webSocketDebuggerUrl;
    await pause(50);
  }
  throw new Error('the inspector does not answer');
}

const watchLoop = `(() => {
  const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
  globalThis.loopDelay = monitorEventLoopDelay({ resolution: 5 });
  globalThis.loopDelay.enable();
})()`;
const look = `(() => {
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
  const p99 = globalThis.loopDelay.percentile(99) / 1e6;
  globalThis.loopDelay.reset();
  const { user, system } = process.cpuUsage();
  return JSON.stringify({ heapUsed, external, arrayBuffers, rss, p99, cpuMs: (user + system) / 1e3, open: process.getActiveResourcesInfo().length });
})()`;

/**
 * @param port of the inspector, as `--inspect=127.0.0.1:port` names it
 * @returns `sample()`: collects garbage twice, then memory in bytes, processor time in ms and the 99th percentile of the event-loop delay
 * since the last sample; and `close()`
 */
export async function openInspector(port) {
  const socket = new WebSocket(await addressOf(port));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('the inspector refuses')), { once: true });
  });
  const waiting = new Map();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(data);
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  const call = (method, params = {}) => {
    last += 1;
    const id = last;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  await call('Runtime.evaluate', { expression: watchLoop });
  return {
    sample: async () => {
      const { result } = await call('Runtime.evaluate', { expression: look, returnByValue: true });
      const before = JSON.parse(result.value);
      await call('HeapProfiler.collectGarbage');
      await call('HeapProfiler.collectGarbage');
      const after = JSON.parse(
        (await call('Runtime.evaluate', { expression: look, returnByValue: true })).result.value,
      );
      return { ...after, p99: before.p99 };
    },
    close: () => socket.close(),
  };
}
