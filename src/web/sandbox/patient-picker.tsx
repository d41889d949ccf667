import { useEffect, useRef, useState } from 'preact/hooks';
import type { SyntheticPatient } from '../synthetic-patients.js';

interface PickerProps {
  readonly patients: readonly SyntheticPatient[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('-', ' ').trim();
}

/** Scrolls the list, and the list alone, to the one that is chosen. */
function showChosen(list: HTMLElement | null): void {
  const choice = list?.querySelector(':checked')?.parentElement;
  if (list === null || choice === null || choice === undefined) return;
  const above = choice.offsetTop - list.offsetTop;
  const isInView = above >= list.scrollTop && above + choice.offsetHeight <= list.scrollTop + list.clientHeight;
  if (!isInView) list.scrollTop = above;
}

/** The synthetic patients, found by what they show. */
export function PatientPicker({ patients, chosen, onChoose }: PickerProps) {
  const [typed, type] = useState('');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => showChosen(list.current), [chosen, patients]);
  const words = plain(typed)
    .split(' ')
    .filter((word) => word !== '');
  const found = patients.filter((each) => {
    const text = plain(`${each.id} ${each.shows} ${each.category} ${each.name}`);
    return words.every((word) => text.includes(word));
  });
  return (
    <fieldset class="stack tight">
      <legend class="legend">Synthetic patient</legend>
      <label class="field">
        <span class="hidden-text">Find a patient</span>
        <input
          type="search"
          placeholder={`Search ${patients.length} patients`}
          value={typed}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <div class="choices" ref={list}>
        {found.map(({ id, shows, category }) => (
          <label key={id} class="choice">
            <input type="radio" name="patient" value={id} checked={id === chosen} onChange={() => onChoose(id)} />
            <span class="stack tight">
              <span>
                {id.replaceAll('-', ' ')} <span class="chip">{category}</span>
              </span>
              <span class="small soft">{shows}</span>
            </span>
          </label>
        ))}
        {found.length === 0 ? <p class="empty">No patient shows this.</p> : null}
      </div>
    </fieldset>
  );
}
