// Test runner for Stryker. Its Jest runner starts Jest once per mutant and loads every suite that covers it, 17 s each for code that all
// suites reach; this one keeps the suites loaded in one process, runs the covering tests, quickest first, and stops at the first that fails.
// Mutants of code that runs while modules load (tables, lexicons) get a freshly evaluated bundle, suite by suite.
import { createRequire } from 'node:module';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import vm from 'node:vm';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { DryRunStatus, determineHitLimitReached, MutantRunStatus, TestStatus } from '@stryker-mutator/api/test-runner';
import { bundleTests } from './bundle-tests.mjs';

globalThis.__stryker__ ??= {};
const stryker = globalThis.__stryker__;

/** The text of what was thrown. */
const textOf = (error) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** Files whose work is done once for a knowledge and kept: their mutants need a fresh evaluation and every suite. */
const builtOnce = /src\/chart\/(?:phrase\/lexicon|drugs)\.ts$/;

class InProcessRunner {
  #script;
  #tests = new Map();
  #bundle;
  #loaded;
  #milliseconds = new Map();
  #suiteMilliseconds = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    console.info = () => undefined;
    const root = process.cwd();
    const code = await bundleTests(root);
    const wrapped = `(function (exports, require, module, __filename, __dirname) {${code}\n})`;
    this.#script = new vm.Script(wrapped, { filename: path.join(root, 'suites.cjs') });
  }

  /** A bundle of which nothing is evaluated yet. */
  #evaluate() {
    const file = path.join(process.cwd(), 'suites.cjs');
    const module = { exports: {} };
    this.#script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file));
    this.#bundle = module.exports;
    return module.exports;
  }

  async #load({ suites, takeTests }, suite) {
    await suites[suite]();
    const seen = new Map();
    return takeTests().map(({ name, run }) => {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { id: `${suite}: ${name}${count === 1 ? '' : ` (${count})`}`, suite, run };
    });
  }

  async #loadAll() {
    const bundle = this.#evaluate();
    this.#loaded = bundle;
    for (const suite of Object.keys(bundle.suites)) {
      for (const test of await this.#load(bundle, suite)) this.#tests.set(test.id, test);
    }
  }

  async dryRun() {
    stryker.activeMutant = undefined;
    await this.#loadAll();
    const tests = [];
    for (const { id, suite, run } of this.#tests.values()) {
      stryker.currentTestId = id;
      this.#bundle.forget();
      const from = performance.now();
      const result = { id, name: id, fileName: path.resolve(suite) };
      try {
        await run();
        tests.push({ ...result, status: TestStatus.Success, timeSpentMs: performance.now() - from });
      } catch (error) {
        tests.push({
          ...result,
          status: TestStatus.Failed,
          timeSpentMs: performance.now() - from,
          failureMessage: textOf(error),
        });
      }
    }
    stryker.currentTestId = undefined;
    return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit, reloadEnvironment }) {
    if (this.#tests.size === 0) await this.#loadAll();
    stryker.hitLimit = hitLimit;
    stryker.hitCount = hitLimit === undefined ? undefined : 0;
    try {
      const fresh = reloadEnvironment || builtOnce.test(activeMutant.fileName);
      return fresh ? await this.#runFresh(activeMutant) : await this.#runLoaded(activeMutant, testFilter);
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  async #runLoaded(mutant, testFilter) {
    this.#bundle = this.#loaded;
    const wanted = (testFilter ?? [...this.#tests.keys()]).map((id) => this.#tests.get(id));
    const quickest = wanted.toSorted((a, b) => this.#costOf(a) - this.#costOf(b));
    stryker.activeMutant = mutant.id;
    let count = 0;
    for (const test of quickest) {
      count += 1;
      const ended = await this.#runOne(test, count);
      if (ended !== undefined) return ended;
    }
    return { status: MutantRunStatus.Survived, nrOfTests: count };
  }

  async #runFresh(mutant) {
    stryker.activeMutant = mutant.id;
    const bundle = this.#evaluate();
    let count = 0;
    for (const suite of this.#suitesFor(mutant.fileName, Object.keys(bundle.suites))) {
      const from = performance.now();
      const failed = (error) => [{ id: `${suite}: loads`, run: () => Promise.reject(error) }];
      for (const test of await this.#load(bundle, suite).catch(failed)) {
        count += 1;
        const ended = await this.#runOne(test, count);
        if (ended !== undefined) return ended;
      }
      this.#suiteMilliseconds.set(suite, performance.now() - from);
    }
    return { status: MutantRunStatus.Survived, nrOfTests: count };
  }

  /** The suites beside a file first (test/ mirrors src/), then the others, quickest first. */
  #suitesFor(fileName, suites) {
    const folder = path.dirname(fileName.slice(fileName.lastIndexOf('/src/') + '/src/'.length));
    const cost = (suite) => this.#suiteMilliseconds.get(suite) ?? 0;
    const far = (suite) => (suite.startsWith(`test/${folder}/`) ? 0 : 1);
    const slow = (suite) => (cost(suite) > 300 ? 2 : 0);
    return suites.toSorted((a, b) => far(a) + slow(a) - far(b) - slow(b) || cost(a) - cost(b));
  }

  /** What a test takes, in milliseconds; those that never ran here come first. */
  #costOf({ id }) {
    return this.#milliseconds.get(id) ?? 0;
  }

  async #runOne({ id, run }, nrOfTests) {
    const from = performance.now();
    this.#bundle.forget();
    try {
      await run();
    } catch (error) {
      const timeout = determineHitLimitReached(stryker.hitCount, stryker.hitLimit);
      return (
        timeout ?? {
          status: MutantRunStatus.Killed,
          killedBy: [id],
          failureMessage: textOf(error).slice(0, 300),
          nrOfTests,
        }
      );
    }
    this.#milliseconds.set(id, performance.now() - from);
    return determineHitLimitReached(stryker.hitCount, stryker.hitLimit);
  }
}

/** Prints each survivor as soon as it is known. */
class SurvivorReporter {
  onMutantTested({ status, fileName, location, mutatorName, replacement }) {
    if (status !== 'Survived' && status !== 'NoCoverage') return;
    const place = `${path.relative(process.cwd(), fileName)}:${location.start.line}:${location.start.column}`;
    process.stderr.write(`${status} ${place} ${mutatorName} ${replacement.replace(/\s+/g, ' ').slice(0, 80)}\n`);
  }
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Reporter, 'survivors', SurvivorReporter),
  declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner),
];
