import { Busy } from '../parts/busy.js';
import { PageFrame } from '../parts/page-frame.js';
import { Problem } from '../parts/problem.js';
import { ChooseRecord } from './choose-record.js';
import { StoryView } from './story-view.js';
import { type Evidence, useEvidence } from './use-evidence.js';

function Stage({ evidence: { stage, surroundings, show } }: { readonly evidence: Evidence }) {
  if (stage.kind === 'failed') {
    return <Problem sentence={stage.sentence} />;
  }
  if (stage.kind === 'loading' || surroundings === undefined) {
    return (
      <section class="panel stack narrow">
        <Busy label="Loading" />
        <p class="soft">{stage.kind === 'loading' ? stage.words : 'Loading'} …</p>
      </section>
    );
  }
  if (stage.kind === 'choose') return <ChooseRecord instance={surroundings.instance} onBundle={show} />;
  return <StoryView {...surroundings} records={stage.records} asOf={stage.asOf} />;
}

/** The evidence page: the whole story behind a category, read and judged in this browser. */
export function EvidencePage() {
  const evidence = useEvidence();
  const { surroundings } = evidence;
  return (
    <PageFrame
      page="evidence"
      title="HER2 evidence"
      {...(surroundings === undefined ? {} : { instance: surroundings.instance })}
    >
      <Stage evidence={evidence} />
    </PageFrame>
  );
}
