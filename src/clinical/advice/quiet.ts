import type { Advice } from './advice.js';
import type { Memory, Remembered } from './memory.js';
import type { Silence } from './silence.js';

/** Why this advice is not said again; undefined where it is said. */
function heldBackBy(advice: Advice, memory: Memory): Silence | undefined {
  const evidence = memory.mark === undefined ? advice.fingerprint : memory.mark(advice.fingerprint);
  const sameEvidence = (each: Remembered): boolean => each.topic === advice.topic && each.evidence === evidence;
  // A safety warning comes back as soon as anything about its evidence is new, and is never "shown recently".
  if (advice.topic === 'TDXDSAFETY') return memory.overridden.some(sameEvidence) ? 'SUPPRESSED' : undefined;
  if (memory.overridden.some((each) => each.topic === advice.topic)) return 'SUPPRESSED';
  if (memory.accepted.some(sameEvidence)) return 'SUPPRESSED';
  return memory.shown.some(sameEvidence) ? 'SHOWN_RECENTLY' : undefined;
}

/** Leaves out what was shown or overridden; `silence` is the reason of the first one left out. */
export function withoutRepeats(
  advice: readonly Advice[],
  memory: Memory,
): { readonly advice: readonly Advice[]; readonly silence?: Silence } {
  const judged = advice.map((each) => ({ each, held: heldBackBy(each, memory) }));
  const silence = judged.find((item) => item.held !== undefined)?.held;
  return {
    advice: judged.filter((item) => item.held === undefined).map((item) => item.each),
    ...(silence === undefined ? {} : { silence }),
  };
}
