import { useEffect, useState } from 'preact/hooks';
import { textsAt } from '../../chart/fields.js';
import { type Instance, loadInstance } from '../instance.js';
import { bodyFields, postJson, requestJson } from '../json-request.js';
import { siteUrl } from '../site-root.js';
import { readSummary, type Summary } from './summary.js';

/** Whose figures, from which day to which. */
export interface Asked {
  readonly tenant: string;
  readonly from: string;
  readonly to: string;
}

type Stage =
  | { readonly kind: 'loading' }
  | { readonly kind: 'sign-in'; readonly refused: boolean }
  | { readonly kind: 'failed'; readonly sentence: string }
  | { readonly kind: 'summary'; readonly summary: Summary };

export interface Insights {
  readonly instance?: Instance;
  readonly tenants: readonly string[];
  readonly asked: Asked;
  readonly stage: Stage;
  readonly ask: (asked: Asked) => void;
  readonly signIn: (token: string) => void;
}

/** The query of what is asked; empty members are the server's to choose. */
export function queryOf(asked: Asked): string {
  return new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString();
}

async function load(asked: Asked): Promise<Stage> {
  const answer = await requestJson(siteUrl(`insights/summary.json?${queryOf(asked)}`));
  if (answer.kind === 'answer') return { kind: 'summary', summary: readSummary(bodyFields(answer)) };
  if (answer.status === 401) return { kind: 'sign-in', refused: false };
  if (answer.status === 404) return { kind: 'failed', sentence: 'No operator token is set on this server.' };
  return { kind: 'failed', sentence: answer.sentence };
}

async function loadTenants(): Promise<readonly string[]> {
  return textsAt(bodyFields(await requestJson(siteUrl('insights/tenants'))), 'tenants');
}

/** State of the insights page. */
export function useInsights(): Insights {
  const [instance, setInstance] = useState<Instance>();
  const [tenants, setTenants] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<Asked>({ tenant: '', from: '', to: '' });
  const [stage, setStage] = useState<Stage>({ kind: 'loading' });
  const ask = async (next: Asked): Promise<void> => {
    const known = tenants.length === 0 ? await loadTenants() : tenants;
    const wanted = next.tenant === '' ? { ...next, tenant: known[0] ?? '' } : next;
    setTenants(known);
    setAsked(wanted);
    setStage(await load(wanted));
  };
  useEffect(() => {
    void loadInstance().then((loaded) => {
      if (typeof loaded === 'string') setStage({ kind: 'failed', sentence: loaded });
      else setInstance(loaded);
    });
    void ask(asked);
  }, []);
  const signIn = (token: string): void => {
    void postJson(siteUrl('insights/session'), { token }).then((answer) => {
      if (answer.kind === 'answer') void ask(asked);
      else if (answer.status === 401) setStage({ kind: 'sign-in', refused: true });
      else setStage({ kind: 'failed', sentence: answer.sentence });
    });
  };
  return {
    ...(instance === undefined ? {} : { instance }),
    ...{ tenants, asked, stage, signIn },
    ask: (next) => void ask(next),
  };
}
