import type { Suggestion } from '../cds/card.js';
import type { Advice, DraftKind } from '../clinical/advice/advice.js';
import { indexSpecimen } from '../clinical/advice/situation.js';
import { plainWords } from './escape-markdown.js';
import { patientFinding } from './finding.js';
import type { RenderContext } from './render-context.js';
import type { Wording } from './wording/wording.js';

/** Drafts about the very tissue that was tested. */
const onSameTissue: Readonly<Record<DraftKind, boolean>> = {
  ish: true,
  'dual-probe-ish': true,
  ihc: true,
  'score-report': true,
  'staining-reread': true,
  'ish-review': true,
  'pathology-review': true,
  'repeat-test': false,
  'metastatic-site-test': false,
  echocardiogram: false,
  'tumour-board': false,
};

/** FHIR R4 ids; a reference with any other id would make the draft invalid. */
const reference = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;

function draft(
  kind: DraftKind,
  patient: string,
  input: { context: RenderContext; wording: Wording },
): Suggestion['actions'][0]['resource'] {
  const { context, wording } = input;
  const index = indexSpecimen(context.her2);
  const specimen = index?.specimen ?? '';
  const results = [...new Set((index?.evidence ?? []).map((each) => each.reference))].filter(
    (each) => reference.test(each) && /^(?:Observation|DiagnosticReport)\//.test(each),
  );
  const { category, measured, date } = patientFinding(context, wording);
  const finding = [category, measured, date].filter((each) => each !== '').join(', ');
  return {
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'proposal',
    code: { text: wording.draft[kind].code },
    subject: { reference: patient },
    reasonCode: [{ text: plainWords(wording.draftReason(finding), 200) }],
    ...(results.length === 0 ? {} : { reasonReference: results.slice(0, 3).map((each) => ({ reference: each })) }),
    ...(onSameTissue[kind] && specimen.startsWith('Specimen/') && reference.test(specimen)
      ? { specimen: [{ reference: specimen }] }
      : {}),
  };
}

/**
 * Drafts for the clinician's scratchpad, one action each, codes as text only (no code is invented). None without a patient to
 * name, and never a drug.
 * @param name name of the card, from which the suggestions' uuids follow
 */
export function suggestionsOf(
  advice: Advice,
  name: string,
  input: { readonly context: RenderContext; readonly wording: Wording },
): readonly Suggestion[] {
  const patient = input.context.chart.patient;
  if (patient === undefined) return [];
  return advice.drafts.map((kind) => {
    const words = input.wording.draft[kind];
    const resource = draft(kind, patient, input);
    return {
      label: words.label,
      uuid: input.context.nameUuid(`${name}|${kind}`),
      actions: [{ type: 'create', description: words.label, resource }],
    };
  });
}
