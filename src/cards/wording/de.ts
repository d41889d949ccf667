import { deCodes } from './de-codes.js';
import { ish, list, nouns, short, stain } from './de-results.js';
import type { Wording } from './wording.js';

const drug = 'Enhertu (Fam-Trastuzumab-Deruxtecan-nxki)';

const needSummary = {
  'ish-same-specimen': 'keine ISH gefunden, Status offen; ISH an derselben Probe erwägen',
  'dual-probe-ish': 'Einzelsonden-ISH lässt es offen; Zweisonden-ISH erwägen',
  'ish-recount': 'ISH-Gruppe bei IHC 2+ lässt es offen; verblindete Nachzählung erwägen',
  'ish-details': 'ISH-Zahlen entscheiden nicht; ISH-Einzelheiten erfragen',
  'ihc-same-tissue': 'ISH ohne IHC; IHC am selben Gewebe erwägen',
  'ihc-score': 'kein IHC-Score gefunden; Score in der Pathologie erfragen',
  'staining-detail': 'Membranfärbung nicht beschrieben; in der Pathologie erfragen',
  'repeat-test': 'kein Ergebnis aus dem Gewebe; erneuten Test erwägen',
  'invasive-tissue-test': 'kein Befund des invasiven Tumors; HER2-Test erwägen',
  'metastatic-site-test': 'Befund eines alten Primärtumors; Test der Metastase erwägen',
  clarification: 'Befunde der Akte widersprechen sich; in der Pathologie erfragen',
  'not-found': '',
} as const;

/** Sources of each sentence: see the functions that place them (src/cards) and the test that traces them. */
export const de: Wording = {
  ...deCodes,
  heading: {
    finding: 'Befund',
    rule: 'Regel',
    noted: 'Bemerkt',
    draft: 'Entwurf',
    earlier: 'Weiterer Befund',
    documented: 'Dokumentiert',
    undocumented: 'Nicht dokumentiert',
    documentedFalse: 'Laut Akte nicht erfüllt',
    onRecord: 'Warnhinweise in der Akte',
    notReceived: 'Fehlend oder ungelesen',
    limits: 'Grenzen',
    options: 'Möglichkeiten',
    sources: 'Quellen',
  },
  categoryRule: {
    positive: 'IHC 3+ oder positive ISH ist HER2-positiv.',
    low: 'IHC 1+ oder IHC 2+ mit negativer ISH entspricht der Definition HER2-low.',
    ultralow: 'IHC 0 mit Membranfärbung (schwach oder unvollständig, bis 10 % der Zellen) entspricht HER2-ultralow.',
    null: 'IHC 0 ohne Membranfärbung heißt HER2-null.',
    equivocal: 'IHC 2+ ist equivocal (unklar), bis die ISH entscheidet.',
    indeterminate: 'Die erhaltenen Befunde passen zu keiner einzelnen Kategorie.',
    none: 'Nichts Erhaltenes lässt sich einer Kategorie zuordnen.',
  },
  groupRule: {
    1: 'ISH-Gruppe 1: Quotient ab 2,0, ab 4,0 Kopien.',
    2: 'ISH-Gruppe 2: Quotient ab 2,0, unter 4,0 Kopien.',
    3: 'ISH-Gruppe 3: Quotient unter 2,0, ab 6,0 Kopien.',
    4: 'ISH-Gruppe 4: Quotient unter 2,0, 4,0 bis unter 6,0 Kopien.',
    5: 'ISH-Gruppe 5: Quotient unter 2,0, unter 4,0 Kopien.',
  },
  derivedScore: 'kein Score berichtet; das beschriebene Muster wird wie 2+ behandelt',
  indicationTitle: {
    'US-HER2POS-1L': 'HER2-positiv, Erstlinie, mit Pertuzumab',
    'US-HER2POS-PRIOR': 'HER2-positiv, nach Anti-HER2-Therapie',
    'US-HRPOS-LOW-ULTRALOW-ET': 'HR-positiv, HER2-low oder -ultralow, Progress unter endokriner Therapie',
    'US-LOW-CHEMO': 'HER2-low, nach Chemotherapie',
    'US-HER2POS-NEOADJ': 'HER2-positiv, Stadium II oder III, neoadjuvant, danach THP',
    'US-HER2POS-ADJ': 'HER2-positiv, invasiver Resttumor, adjuvant',
    'EU-HER2POS': 'HER2-positiv, nach Anti-HER2-Therapie',
    'EU-LOW-CHEMO': 'HER2-low, nach Chemotherapie',
    'EU-HRPOS-LOW-ULTRALOW-ET': 'HR-positiv, HER2-low oder -ultralow, nach endokriner Therapie',
  },
  moreRecords: (count) => `+${count} weitere`,
  indicationsTogether: (count) => `${count} Indikationen`,
  inForceSince: (date) => `zugelassen seit ${date}`,
  stain,
  ish,
  noIsh: 'keine ISH erhalten',
  specimen: ({ reference, site }) => (site === undefined ? reference : `${reference} (${site})`),
  dateUnknown: 'Datum unbekannt',
  asOfDate: (date) => `Stand ${date}`,
  recordStatus: (status) => `Status ${status}`,
  judged: ({ status, category }) => `ASCO/CAP-Status: ${status}; T-DXd-Kategorie: ${category}`,
  because: (reason) => `Nicht geklärt: ${reason}.`,
  earlierResult: ({ category, date, reference }) => list([category, date, reference]),
  summary: {
    discuss: (finding, earlierPositive) => [
      ...(earlierPositive === undefined
        ? []
        : [`${short(finding)}, früher positiv (${earlierPositive}): Besprechung der Eignung für ${drug} erwägen`]),
      `${short(finding)}: Besprechung der Eignung für ${drug} erwägen`,
      `${short({ ...finding, measured: '' })}: Besprechung der Eignung für ${drug} erwägen`,
    ],
    completeTesting: (finding, need, asOf) =>
      need === 'not-found'
        ? [`Kein lesbarer HER2-Befund in den erhaltenen Daten (${asOf})`]
        : [`${short(finding)}: ${needSummary[need]}`, `HER2 (${finding.date}): ${needSummary[need]}`],
    contradiction: (finding, reason) => [
      `HER2-Befund vom ${finding.date}: ${reason}; Rückfrage in der Pathologie erwägen`,
      `HER2-Befund vom ${finding.date} widersprüchlich; Rückfrage in der Pathologie erwägen`,
    ],
    discordance: (finding, earlier) => [
      ...(earlier === undefined
        ? []
        : [`HER2-Befunde unterscheiden sich: ${short(finding)}, ${short(earlier)}; zweiten Blick erwägen`]),
      `${short(finding)}: Befunde der Akte widersprechen sich; zweiten Blick erwägen`,
    ],
    earlierPositive: (drugs, finding, earlierDate) => [
      `Entwurf ${nouns(drugs)}: ${short(finding)}, auch HER2-positiv (${earlierDate}); zweiten Blick erwägen`,
      `Entwurf Anti-HER2: ${short(finding)}, auch positiv (${earlierDate}); zweiten Blick erwägen`,
    ],
    codeAgainstText: (coded, text, date) => [
      `Entwurf (${date}): Code nennt ${nouns(coded)}, Text nennt ${nouns(text)}; prüfen, was gemeint ist`,
      `Entwurf (${date}): Code und Text nennen verschiedene Mittel; prüfen, was gemeint ist`,
    ],
    notOverexpressed: (drugs, finding) => [
      `Entwurf ${nouns(drugs)}, aber keine HER2-Überexpression dokumentiert: ${short(finding)}`,
      `Entwurf Anti-HER2, aber keine HER2-Überexpression dokumentiert: ${short(finding)}`,
    ],
    noIndication: (finding) => [
      `Entwurf T-DXd (Enhertu): keine zugelassene Brust-Indikation dokumentiert; ${short(finding)}`,
      `Entwurf T-DXd (Enhertu): keine zugelassene Brust-Indikation dokumentiert (HER2 ${finding.date})`,
    ],
    safety: (concerns, date) => [
      `Entwurf T-DXd (Enhertu) bei Warnhinweis in der Akte: ${concerns} (${date})`,
      `Entwurf T-DXd; in der Akte: ${concerns} (${date})`,
    ],
  },
  orderRule: {
    notOverexpressed:
      'Trastuzumab, Pertuzumab, T-DM1 und HER2-Kinasehemmer wirken, wo HER2 überexprimiert oder amplifiziert ist.',
    noIndication: (region) =>
      `Jede Brust-Indikation von T-DXd (${region}) verlangt alle ihre Bedingungen; andere Tumoren bleiben außen vor.`,
    breastOnly: 'Andere Tumoren bleiben außen vor.',
    safety: {
      'interstitial-lung-disease': 'Warnhinweis: interstitielle Lungenerkrankung und Pneumonitis.',
      'lvef-below-50': 'Bei LVEF unter 50 % vor Behandlung nicht untersucht.',
      pregnancy: 'Warnhinweis: embryofetale Toxizität.',
    },
    earlierPositive:
      'HER2 kann sich zwischen Proben ändern: Anti-HER2-Mittel wirken, wo HER2 überexprimiert oder amplifiziert ist.',
    codeAgainstText:
      'Trastuzumab, T-DM1 und T-DXd sind nicht austauschbar; Code und Text gelten nur als ein Mittel, wo sie übereinstimmen.',
    notFound:
      'Ein fehlender Befund ist kein Ergebnis: Er kann einen lokalen Code haben oder in einem ungelesenen Dokument stehen.',
  },
  draftOf: (name, recorded) => (recorded === name ? nouns(name) : `${nouns(name)} (${recorded})`),
  codeAndText: (coded, text) => `Code: ${nouns(coded)}; Text: ${nouns(text)}`,
  orderOnly: 'Anforderung ohne belegte Gabe',
  unverified: 'Code nicht geprüft',
  received: {
    unavailable: (keys) => `nicht erhalten: ${keys}`,
    partial: (keys) => `nur teilweise erhalten: ${keys}`,
    unread: (count, references) => `${count} nicht verwendet${references === '' ? '' : `: ${references}`}`,
    nothingMissing: 'nichts bekannt',
    lvefAbsent: 'keine LVEF',
    receptorsAbsent: 'kein ER-/PR-Status',
    searched: 'gesucht: HER2-Testcodes für Gewebe in Befunden und Berichten',
  },
  limits: {
    US: 'Test nicht gelesen (klären, ob er von der FDA zugelassen war); HER2 ist heterogen; 0 und 1+ sind schwer zu trennen; Daten zu ultralow sind explorativ.',
    EU: 'Test nicht gelesen (klären, ob er CE-gekennzeichnet oder validiert war); HER2 ist heterogen; 0 und 1+ sind schwer zu trennen; Daten zu ultralow sind explorativ.',
  },
  limitsShort: 'Test nicht gelesen; HER2 heterogen; 0 und 1+ schwer zu trennen; Daten zu ultralow explorativ.',
  option: {
    'discuss-drug': `Besprechung der Eignung für ${drug} erwägen, z. B. im Tumorboard`,
    'confirm-test': 'In der Pathologie den verwendeten Test erfragen',
    'other-options': 'Andere Leitlinien-Möglichkeiten abwägen',
    'ask-pathology': 'Pathologie um einen zweiten Blick bitten',
    'discuss-results': 'Befunde im Tumorboard besprechen',
    'check-drug': 'Prüfen, ob das entworfene Mittel gemeint ist',
    'review-safety': 'Warnhinweise und Überwachung prüfen',
    'document-missing': 'Fehlendes dokumentieren',
    'retest-metastasis': 'Gewebe einer Metastase testen oder nachbeurteilen',
    'no-action': 'Nichts tun',
  },
  needOption: {
    'ish-same-specimen': 'HER2-ISH an derselben Probe oder neuer Test an neuer Probe',
    'dual-probe-ish': 'Zweisonden-ISH an derselben Probe',
    'ish-recount': 'Verblindete Nachzählung von mindestens 20 Zellen',
    'ish-details': 'Im Labor Sonde, Quotient und Kopienzahlen erfragen',
    'ihc-same-tissue': 'HER2-IHC am selben Gewebe',
    'ihc-score': 'In der Pathologie den IHC-Score erfragen',
    'staining-detail': 'In der Pathologie erfragen: Membranfärbung, in welchem Anteil der Zellen',
    'repeat-test': 'HER2-Test an geeignetem Gewebe wiederholen',
    'invasive-tissue-test': 'HER2-Test des invasiven Tumors',
    'metastatic-site-test': 'HER2-Test einer Metastase, falls Gewebe vorliegt',
    clarification: 'Pathologie um einen zweiten Blick bitten',
    'not-found': 'Befund außerhalb dieser Daten suchen',
  },
  basedOn: (sources, knowledge, asOf) => `${sources}; Wissen ${knowledge}; Stand ${asOf}`,
  intendedUser: 'Für onkologische Fachpersonen, nicht für Patienten: samt Grundlage zu prüfen; entscheidet nichts.',
  syntheticOnly: 'Nur für synthetische Daten.',
  draft: {
    ish: {
      label: 'Entwurf: HER2-ISH an derselben Probe',
      code: 'HER2-in-situ-Hybridisierung (Reflextest, dieselbe Probe)',
    },
    'dual-probe-ish': {
      label: 'Entwurf: Zweisonden-HER2-ISH',
      code: 'HER2-Zweisonden-in-situ-Hybridisierung (dieselbe Probe)',
    },
    ihc: { label: 'Entwurf: HER2-IHC am selben Gewebe', code: 'HER2-Immunhistochemie (dasselbe Gewebe)' },
    'score-report': { label: 'Entwurf: HER2-IHC-Score nachberichten', code: 'Pathologie: HER2-IHC-Score berichten' },
    'staining-reread': {
      label: 'Entwurf: Nachbeurteilung der HER2-Membranfärbung',
      code: 'Pathologie, Nachbeurteilung: HER2-Membranfärbung bei IHC 0 (vorhanden oder nicht, Anteil der Zellen)',
    },
    'ish-review': {
      label: 'Entwurf: Nachbeurteilung der HER2-ISH',
      code: 'Pathologie, Nachbeurteilung: HER2-in-situ-Hybridisierung (Sonde, Quotient, Kopienzahlen, Nachzählung)',
    },
    'pathology-review': {
      label: 'Entwurf: Nachbeurteilung der HER2-Befunde',
      code: 'Pathologie, Nachbeurteilung: HER2-Befunde, die sich widersprechen',
    },
    'repeat-test': {
      label: 'Entwurf: HER2-Test an geeignetem Gewebe',
      code: 'HER2-Test an geeignetem invasivem Tumorgewebe',
    },
    'metastatic-site-test': {
      label: 'Entwurf: HER2-Test einer Metastase',
      code: 'HER2-Test an Gewebe einer Metastase',
    },
    echocardiogram: {
      label: 'Entwurf: Echokardiographie (LVEF)',
      code: 'Echokardiographie: linksventrikuläre Ejektionsfraktion',
    },
    'tumour-board': { label: 'Entwurf: Besprechung im Tumorboard', code: 'Besprechung im Tumorboard' },
  },
  draftReason: (finding) => `HER2-Befund: ${finding}`,
  override: {
    'already-done': 'Bereits erledigt oder angefordert',
    'not-this-patient': 'Trifft auf diese Person nicht zu',
    'disagree-with-result': 'Ich lese die Befunde anders',
    'risk-outweighs': 'Risiko überwiegt hier den Nutzen',
    'patient-declines': 'Patientin oder Patient lehnt ab',
    'not-available': 'Hier nicht verfügbar',
    'not-now': 'Nicht jetzt',
    'wrong-recipient': 'Nicht meine Entscheidung',
  },
  sourceLabel: 'Herald HER2-Entscheidungsunterstützung',
  topic: {
    result: 'HER2-low- oder HER2-ultralow-Befund',
    testing: 'HER2-Testung unvollständig',
    review: 'HER2-Befunde oder Entwurf für einen zweiten Blick',
    draft: 'Entworfenes Mittel und HER2-Befund',
    safety: 'Entworfenes T-DXd und Warnhinweise',
  },
  evidenceLabel: 'Die ganze Geschichte: Zeitachse, Fundstellen, Bedingungen',
  linkLabel: (title, date) => `${title} (${date})`,
  labelLink: (publisher) => `Enhertu: Fachinformation und Zulassungen (${publisher})`,
  sourceName: {
    'asco-cap': 'ASCO/CAP',
    consensus: 'Konsensus (Rakha)',
    'cds-guidance': 'FDA-CDS-Leitfaden',
    'own-rule': 'Herald-Regel',
    'ema-label': 'EMA-Fachinformation',
    'fda-label': 'FDA-Zulassung',
  },
};
