import { useEffect, useState } from 'preact/hooks';
import type { Fields } from '../../chart/fields.js';
import type { Instance } from '../instance.js';
import { BundleEditor } from '../parts/bundle-editor.js';
import { Problem } from '../parts/problem.js';
import { siteUrl } from '../site-root.js';
import { loadPatients, type SyntheticPatient } from '../synthetic-patients.js';

/** The synthetic patients, each a link to its story. */
function SyntheticPatients() {
  const [patients, setPatients] = useState<readonly SyntheticPatient[] | string>();
  useEffect(() => {
    void loadPatients().then(setPatients);
  }, []);
  if (typeof patients === 'string') return <Problem sentence={patients} />;
  return (
    <ul class="stack tight plain">
      {(patients ?? []).map(({ id, shows }) => (
        <li key={id}>
          <a href={siteUrl(`evidence?patient=${encodeURIComponent(id)}`)}>{id.replaceAll('-', ' ')}</a>{' '}
          <span class="small soft">{shows}</span>
        </li>
      ))}
    </ul>
  );
}

/** A sign-in without an EHR around: the person names the FHIR server. */
function SignIn() {
  const [iss, setIss] = useState('');
  return (
    <form action={siteUrl('evidence/launch')} method="get" class="stack tight">
      <label class="field">
        <span>Address of the EHR’s FHIR server (iss)</span>
        <input
          type="url"
          name="iss"
          required
          placeholder="https://"
          value={iss}
          onInput={(event) => setIss(event.currentTarget.value)}
        />
      </label>
      <p>
        <button type="submit" class="button primary">
          Sign in
        </button>
      </p>
    </form>
  );
}

/** What the page offers where the address names no record. */
export function ChooseRecord({
  instance,
  onBundle,
}: {
  readonly instance: Instance;
  readonly onBundle: (bundle: Fields) => void;
}) {
  const [bundle, setBundle] = useState<Fields>();
  if (instance.mode !== 'open') {
    return (
      <section class="panel stack narrow" aria-labelledby="sign-in">
        <h2 id="sign-in">Open this page from a card in the EHR, or sign in</h2>
        <SignIn />
      </section>
    );
  }
  return (
    <div class="evidence">
      <section class="panel stack" aria-labelledby="patients">
        <h2 id="patients">Synthetic patients</h2>
        <SyntheticPatients />
      </section>
      <section class="panel stack" aria-labelledby="own">
        <h2 id="own">Or a record of your own</h2>
        <BundleEditor bundle={bundle} onBundle={setBundle} />
        <p>
          <button
            type="button"
            class="button primary"
            disabled={bundle === undefined}
            onClick={() => bundle !== undefined && onBundle(bundle)}
          >
            Show its evidence
          </button>
        </p>
      </section>
    </div>
  );
}
