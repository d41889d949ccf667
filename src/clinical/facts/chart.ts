import type { ClinicalDate } from './dates.js';
import type { Disease } from './disease.js';
import type { Evidence, Gap } from './evidence.js';
import type { Her2Facts } from './her2.js';
import type { Receptors } from './receptors.js';
import type { Safety } from './safety.js';
import type { Therapy, UnreadTherapy } from './therapy.js';

/** What the record says, as facts with evidence: the only input of the clinical core. */
export interface Chart {
  /** `Patient/{id}`, or the one subject named where no Patient resource came; absent where the data name nobody. */
  readonly patient?: string;
  readonly birthDate?: ClinicalDate;
  readonly her2: Her2Facts;
  readonly receptors: Receptors;
  readonly disease: Disease;
  readonly therapies: readonly Therapy[];
  /** Absent where every record of a therapy was read. */
  readonly unreadTherapies?: readonly UnreadTherapy[];
  /** A medication record whose stated reason is not the cancer (methotrexate for arthritis): not counted, flagged. */
  readonly nonCancerDrugs: readonly { readonly drug: string; readonly evidence: readonly Evidence[] }[];
  readonly safety: Safety;
  readonly gaps: readonly Gap[];
  /** Prefetch keys or searches that could not be had, e.g. `procedures`. */
  readonly unavailable: readonly string[];
  /** Prefetch keys or searches of which only a part was had. */
  readonly partial?: readonly string[];
}
