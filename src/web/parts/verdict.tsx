import { wordings } from '../../cards/wording/languages.js';
import type { Her2Assessment } from '../../clinical/assessment.js';
import type { EligibilityFlag } from '../../clinical/eligibility/vocabulary.js';
import { eligibilityFlagWords, stepWords } from '../../explain/step-words.js';
import { categoryTone } from './words.js';

interface VerdictProps {
  readonly her2: Her2Assessment;
  readonly flags: readonly EligibilityFlag[];
  readonly asOf: string;
}

/** Category, ASCO/CAP status, why it is open, what would move it on, and the flags. */
export function Verdict({ her2, flags, asOf }: VerdictProps) {
  const words = wordings.en;
  return (
    <section class="verdict" aria-label="HER2 assessment">
      <p class="row">
        <span class="category">{words.category[her2.category]}</span>
        <span class={`chip ${categoryTone[her2.category]}`}>ASCO/CAP: {words.status[her2.ascoCapStatus]}</span>
        {her2.ishGroup === undefined ? null : <span class="chip">ISH group {her2.ishGroup}</span>}
        <span class="chip">as of {asOf}</span>
      </p>
      {her2.reason === undefined ? null : <p>Not settled: {words.reason[her2.reason]}.</p>}
      <p class="soft">Next: {stepWords[her2.nextStep]}.</p>
      {her2.flags.length + flags.length === 0 ? null : (
        <p class="row small">
          {her2.flags.map((flag) => (
            <span key={flag} class="chip warn">
              {words.flag[flag]}
            </span>
          ))}
          {flags.map((flag) => (
            <span key={flag} class="chip warn">
              {eligibilityFlagWords[flag]}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
