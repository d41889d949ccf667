import { useEffect, useState } from 'preact/hooks';
import type { Fields } from '../../chart/fields.js';
import type { Records } from '../../chart/records.js';
import { readAssessable } from '../../fhir/assessable.js';
import type { Knowledge } from '../../knowledge/schema.js';
import { takeOver } from '../hand-over.js';
import { type Instance, loadInstance } from '../instance.js';
import { loadKnowledge } from '../load-knowledge.js';
import { siteUrl } from '../site-root.js';
import { loadRecord } from '../synthetic-patients.js';
import { readEhr } from './read-ehr.js';
import { beginSignIn, endSignIn } from './smart-launch.js';

/** Where the page is on its way to a story. */
type Stage =
  | { readonly kind: 'loading'; readonly words: string }
  /** Nothing was named: the person chooses. */
  | { readonly kind: 'choose' }
  | { readonly kind: 'failed'; readonly sentence: string }
  | { readonly kind: 'records'; readonly records: Records; readonly asOf: string };

export interface Surroundings {
  readonly instance: Instance;
  readonly knowledge: Knowledge;
}

export interface Evidence {
  readonly surroundings?: Surroundings;
  readonly stage: Stage;
  /** Shows a record that a person gave. */
  readonly show: (bundle: Fields) => void;
}

const failed = (sentence: string): Stage => ({ kind: 'failed', sentence });

/** The records of a bundle, or why it is none. */
function ofBundle(bundle: Fields, asOf: string): Stage {
  const read = readAssessable(bundle);
  if (read.kind === 'records') return { kind: 'records', records: read.records, asOf };
  return failed(
    read.code === 'SEVERAL_PATIENTS' ? 'The data are of more than one patient.' : 'This is not a FHIR R4 Bundle.',
  );
}

async function signIn(iss: string, launch: string | undefined): Promise<Stage> {
  const url = await beginSignIn(iss, launch);
  if (typeof url === 'string') return failed(url);
  location.assign(url);
  return { kind: 'loading', words: 'Going to the EHR to sign in' };
}

async function fromEhr(returned: URL, { instance, knowledge }: Surroundings): Promise<Stage> {
  const session = await endSignIn(returned);
  // The code is spent; it goes from the address and the history.
  history.replaceState(null, '', siteUrl('evidence'));
  if (typeof session === 'string') return failed(session);
  const records = await readEhr(session, knowledge);
  return typeof records === 'string' ? failed(records) : { kind: 'records', records, asOf: instance.today };
}

async function ofSyntheticPatient(id: string, asOf: string): Promise<Stage> {
  const bundle = await loadRecord(id);
  return typeof bundle === 'string' ? failed(bundle) : ofBundle(bundle, asOf);
}

/** What the address asks for: a launch, a sign-in that ends, a record of the sandbox, or nothing. */
async function stageOf(address: URL, around: Surroundings): Promise<Stage> {
  const { searchParams: query } = address;
  const iss = query.get('iss');
  if (query.has('code') || query.has('error')) return fromEhr(address, around);
  if (iss !== null && iss !== '') return signIn(iss, query.get('launch') ?? undefined);
  if (address.pathname.endsWith('/launch')) return failed('The EHR opened this page without saying who it is (iss).');
  if (around.instance.mode !== 'open') return { kind: 'choose' };
  const patient = query.get('patient');
  if (patient !== null) return ofSyntheticPatient(patient, around.instance.today);
  const handed = query.get('from') === 'sandbox' ? takeOver() : undefined;
  return handed === undefined ? { kind: 'choose' } : ofBundle(handed.bundle, handed.asOf || around.instance.today);
}

async function loadSurroundings(): Promise<Surroundings | string> {
  const [instance, knowledge] = await Promise.all([loadInstance(), loadKnowledge()]);
  if (typeof instance === 'string') return instance;
  return typeof knowledge === 'string' ? knowledge : { instance, knowledge };
}

/** State of the evidence page. */
export function useEvidence(): Evidence {
  const [surroundings, setSurroundings] = useState<Surroundings>();
  const [stage, setStage] = useState<Stage>({ kind: 'loading', words: 'Loading the knowledge' });
  useEffect(() => {
    void loadSurroundings().then(async (around) => {
      if (typeof around === 'string') {
        setStage(failed(around));
        return;
      }
      setSurroundings(around);
      setStage({ kind: 'loading', words: 'Reading the record' });
      setStage(await stageOf(new URL(location.href), around));
    });
  }, []);
  return {
    ...(surroundings === undefined ? {} : { surroundings }),
    stage,
    show: (bundle) => setStage(ofBundle(bundle, surroundings?.instance.today ?? '')),
  };
}
