import type { Phrase, PhraseAmbiguity, PhraseFinding, PhraseNumber } from '../../../src/chart/phrase/phrase.js';

const number = (value: PhraseNumber): string =>
  `${value.comparator ?? ''}${value.low === value.high ? value.low : `${value.low}-${value.high}`}`;

function ish(finding: Extract<PhraseFinding, { kind: 'ish' }>): string {
  const words: string[] = [finding.interpretation ?? ''];
  if (finding.ratio) words.push(`ratio ${number(finding.ratio)}`);
  if (finding.her2Copies) words.push(`her2 ${number(finding.her2Copies)}`);
  if (finding.cep17Copies) words.push(`cep17 ${number(finding.cep17Copies)}`);
  if (finding.cells !== undefined) words.push(`${finding.cells} cells`);
  if (finding.group) words.push(`group ${finding.group}`);
  words.push(finding.probe ?? '', finding.method ?? '', finding.count ?? '');
  return words.filter((word) => word !== '').join(' ');
}

function staining(finding: Extract<PhraseFinding, { kind: 'staining' }>): string {
  const { intensity, completeness, percent, percentKind, membrane } = finding;
  const strength =
    intensity && (intensity.low === intensity.high ? intensity.low : `${intensity.low}-${intensity.high}`);
  const share = percent && `${number(percent)}% ${percentKind}`;
  const flags = [finding.cytoplasmicOnly && 'cytoplasmic only'];
  return [`membrane ${membrane}`, strength, completeness, share, ...flags].filter((word) => word).join(' ');
}

function statement(finding: PhraseFinding | PhraseAmbiguity): string {
  if (!('kind' in finding)) return `? ${finding.notation}`;
  switch (finding.kind) {
    case 'score':
      return `score ${finding.score}${finding.outOfThree ? ' of 3' : ''}${finding.zeroPlus ? ' (0+)' : ''}`;
    case 'score-range':
      return `range ${finding.low} to ${finding.high}`;
    case 'verdict':
      return `${finding.verdict} ${finding.test}${finding.sign ? ' sign' : ''}${finding.tripleNegative ? ' triple' : ''}`;
    case 'category':
      return `category ${finding.category}`;
    case 'staining':
      return `staining: ${staining(finding)}`;
    case 'ish':
      return `ish: ${ish(finding)}`;
    case 'status':
      return `${finding.status} ${finding.test}`;
    case 'heterogeneous':
      return 'heterogeneous';
    default:
      return finding satisfies never;
  }
}

function placed(finding: PhraseFinding | PhraseAmbiguity): string {
  const { part, component } = finding;
  const place = part && [part.label, part.side, part.site].filter((word) => word).join(' ');
  return `${statement(finding)}${component ? ` @${component}` : ''}${place ? ` #${place}` : ''}`;
}

/** The reading of a text in short words, as the fixtures state it: findings, then doubts, then what was set aside. */
export function said(phrase: Phrase): readonly string[] {
  return [
    ...phrase.findings.map(placed),
    ...phrase.ambiguous.map(placed),
    ...phrase.aside.map(({ because, finding }) => `~${because} ${statement(finding)}`),
  ];
}
