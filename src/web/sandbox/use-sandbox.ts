import { useEffect, useState } from 'preact/hooks';
import { v4 } from 'uuid';
import type { Fields } from '../../chart/fields.js';
import type { HookName } from '../../clinical/advice/focus.js';
import { type JsonAnswer, postJson } from '../json-request.js';
import { siteUrl } from '../site-root.js';
import { loadRecord } from '../synthetic-patients.js';
import { draftOf, loadOrderables, type Orderable } from './draft-order.js';
import { hookRequest, patientIdOf } from './hook-request.js';
import { loadSteps, type Step } from './load-steps.js';
import { loadStart, type OfferedService, type SandboxStart } from './sandbox-data.js';

/** What is asked: whose record, which hook, which draft, for which day. */
interface Asked {
  /** Id of a synthetic patient; absent for a pasted or edited record. */
  readonly patient: string | undefined;
  readonly edited: boolean;
  readonly bundle: Fields | undefined;
  readonly hook: HookName;
  readonly order: Orderable | undefined;
  readonly asOf: string;
}

const nothingAsked: Asked = {
  ...{ patient: undefined, bundle: undefined, order: undefined },
  ...{ hook: 'patient-view', asOf: '', edited: false },
};

/** A call of the service and what came back. */
export interface Exchange {
  readonly service: OfferedService;
  readonly request: Fields;
  readonly answer?: JsonAnswer;
}

export interface Sandbox {
  readonly start?: SandboxStart;
  readonly orderables: readonly Orderable[];
  readonly asked: Asked;
  readonly exchange?: Exchange;
  readonly steps: readonly Step[];
  readonly problem?: string;
  readonly ask: (change: Partial<Asked>) => void;
  readonly choosePatient: (id: string) => void;
}

/** Starts the page: what the service offers first, then what can be drafted. */
function useStart(onStart: (start: SandboxStart) => void, onProblem: (sentence: string) => void): readonly Orderable[] {
  const [orderables, setOrderables] = useState<readonly Orderable[]>([]);
  useEffect(() => {
    void loadStart().then(async (start) => {
      if (typeof start === 'string') {
        onProblem(start);
        return;
      }
      onStart(start);
      const loaded = await loadOrderables();
      if (typeof loaded === 'string') onProblem(loaded);
      else setOrderables(loaded);
    });
  }, []);
  return orderables;
}

/** Asks for the steps behind an answer, once it is there. */
function useSteps(exchange: Exchange | undefined): readonly Step[] {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  useEffect(() => {
    if (exchange === undefined) return;
    let isCurrent = true;
    void loadSteps(exchange.service.id, exchange.request).then((loaded) => {
      if (isCurrent) setSteps(loaded);
    });
    return () => {
      isCurrent = false;
    };
  }, [exchange]);
  return steps;
}

function requestOf(start: SandboxStart, asked: Asked): Exchange | undefined {
  const service = start.services.find(({ hook }) => hook === asked.hook);
  const { bundle, order, hook, asOf } = asked;
  if (service === undefined || bundle === undefined) return undefined;
  const drafts = order === undefined ? [] : [draftOf(order, patientIdOf(bundle) ?? 'unknown', asOf)];
  const request = hookRequest({ hook, hookInstance: v4(), bundle, templates: service.templates, drafts, asOf });
  return { service, request };
}

/** Milliseconds without another change before the service is called. */
const settle = 200;

/** Calls the service whenever what is asked changes; an answer that comes after a newer question is dropped. */
function useExchange(start: SandboxStart | undefined, asked: Asked): Exchange | undefined {
  const [exchange, setExchange] = useState<Exchange>();
  useEffect(() => {
    const next = start === undefined ? undefined : requestOf(start, asked);
    if (next === undefined) return;
    let isCurrent = true;
    const wait = setTimeout(
      () => {
        void postJson(siteUrl(`cds-services/${next.service.id}`), next.request).then((answer) => {
          if (isCurrent) setExchange({ ...next, answer });
        });
      },
      exchange === undefined ? 0 : settle,
    );
    return () => {
      isCurrent = false;
      clearTimeout(wait);
    };
  }, [start, asked]);
  return exchange;
}

/** State of the sandbox page. */
export function useSandbox(): Sandbox {
  const [start, setStart] = useState<SandboxStart>();
  const [problem, setProblem] = useState<string>();
  const [asked, setAsked] = useState<Asked>(nothingAsked);
  const ask = (change: Partial<Asked>): void => setAsked((before) => ({ ...before, ...change }));
  const choosePatient = (id: string): void => {
    void loadRecord(id).then((bundle) => {
      if (typeof bundle === 'string') setProblem(bundle);
      else ask({ patient: id, bundle, edited: false });
    });
  };
  const orderables = useStart((started) => {
    setStart(started);
    const wanted = new URLSearchParams(location.search).get('patient');
    ask({ asOf: started.instance.today });
    const first = started.patients.find(({ id }) => id === wanted) ?? started.patients[0];
    if (first !== undefined) choosePatient(first.id);
  }, setProblem);
  const exchange = useExchange(start, asked);
  const steps = useSteps(exchange);
  return {
    ...(start === undefined ? {} : { start }),
    ...(exchange === undefined ? {} : { exchange }),
    ...(problem === undefined ? {} : { problem }),
    ...{ asked, orderables, steps, ask, choosePatient },
  };
}
