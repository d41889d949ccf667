// Stands in for '@jest/globals' in the bundle of the mutation runner: collects tests instead of running them, so that one process can run
// any of them, any number of times. Tables (`each`) and expectations are Jest's own. Hooks are refused: the suites of the pure core have none.
import { expect } from 'expect';
import { bind } from 'jest-each';

let path = [];
let tests = [];

/** Takes the tests collected since the last call: `{name, run}` in the order of the source. */
export function takeTests() {
  const taken = tests;
  tests = [];
  return taken;
}

function group(name, body) {
  path = [...path, String(name)];
  body();
  path = path.slice(0, -1);
}

/** Tests that measure time: code that carries every mutant is slower than the bar they hold the product to. */
const measuresTime = /, at once$/;

function one(name, run) {
  if (!measuresTime.test(name)) tests.push({ name: [...path, name].join(' '), run: () => run() });
}

const refused = () => {
  throw new Error('the mutation runner knows no hooks');
};

export const describe = Object.assign(group, { each: bind(group, false), skip: () => undefined });
export const it = Object.assign(one, { each: bind(one, false), skip: () => undefined });
export const test = it;
export { expect };
export const beforeAll = refused;
export const afterAll = refused;
