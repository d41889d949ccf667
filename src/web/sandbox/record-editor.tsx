import type { Fields } from '../../chart/fields.js';
import { type EditableResult, withIsh, withValue } from './edit-record.js';
import { patientIdOf } from './hook-request.js';

interface EditorProps {
  readonly bundle: Fields;
  readonly results: readonly EditableResult[];
  readonly onEdit: (bundle: Fields) => void;
}

const suggestions = [
  '0',
  '1+',
  '2+',
  '3+',
  '0 with faint incomplete staining in 5 % of cells',
  'not amplified',
  'amplified',
];

/** Edits the HER2 results of the record, and adds an ISH. */
export function ResultEditor({ bundle, results, onEdit }: EditorProps) {
  const newest = results.at(-1);
  return (
    <fieldset class="stack tight">
      <legend class="legend">HER2 results: change one and watch the answer</legend>
      <datalist id="result-values">
        {suggestions.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {results.length === 0 ? <p class="small soft">No coded HER2 result in this record.</p> : null}
      {results.map((result) => (
        <label key={result.at} class="field">
          <span>
            {result.name} <span class="whole">{result.date}</span>
          </span>
          <input
            list="result-values"
            value={result.value}
            onInput={(event) => onEdit(withValue(bundle, result.at, event.currentTarget.value))}
          />
        </label>
      ))}
      <p>
        <button
          type="button"
          class="button"
          onClick={() => onEdit(withIsh(bundle, newest, patientIdOf(bundle) ?? 'unknown'))}
        >
          <span aria-hidden="true">+</span> Add an ISH result
        </button>
      </p>
    </fieldset>
  );
}
