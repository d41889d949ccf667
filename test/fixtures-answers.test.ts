import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { serviceOf } from '../hooks/index.js';
import { answer, type LineContext } from '../src/answer.js';
import { assessmentExtension } from '../src/cds/response.js';
import { asFields, type Fields, objectAt, textAt } from '../src/chart/fields.js';
import { read } from '../src/chart/read.js';
import { defaultPolicy } from '../src/clinical/advice/policy.js';
import { assess } from '../src/clinical/assess.js';
import type { Assessment } from '../src/clinical/assessment.js';
import { readAssessable } from '../src/fhir/assessable.js';
import { loadKnowledge } from '../src/knowledge/load.js';
import { noFhirServer } from './support/no-fhir-server.js';
import { readText } from './support/source-files.js';

const knowledge = loadKnowledge();
const asOf = '2026-11-24';

function readJson(file: string): Fields {
  return asFields(JSON.parse(readText(file))) ?? {};
}

function assessFile(name: string): Assessment {
  const assessable = readAssessable(readJson(`fixtures/patients/${name}.json`));
  if (assessable.kind === 'problem') throw new Error(assessable.code);
  return assess(read(assessable.records, knowledge, asOf), {
    asOf,
    indications: knowledge.indications,
    knowledgeVersion: knowledge.version,
  });
}

const idsOf = (assessment: Assessment, result: string): readonly string[] =>
  assessment.indications.flatMap((each) => (each.result === result ? [each.id] : []));

describe('the synthetic patients are assessed as expected', () => {
  const patients = Object.entries(objectAt(readJson('fixtures/patients/expected.json'), 'patients') ?? {});

  test.each(patients)('%s', (name, stated) => {
    const expected = asFields(stated) ?? {};
    const assessment = assessFile(name);
    const { category, ascoCapStatus, nextStep, flags, reason, ishGroup } = assessment.her2;
    const her2 = { category, ascoCapStatus, nextStep, reason, ishGroup, flags: [...flags].sort() };
    const expectedHer2 = objectAt(expected, 'her2') ?? {};
    const sortedFlags = Array.isArray(expectedHer2.flags) ? [...expectedHer2.flags].sort() : [];
    expect(her2).toMatchObject({ ...expectedHer2, flags: sortedFlags });
    expect(assessment.disease.extent).toBe(expected.extent);
    if (Array.isArray(expected.met)) expect([...idsOf(assessment, 'met')].sort()).toEqual([...expected.met].sort());
    if (Array.isArray(expected.missingData)) {
      expect([...idsOf(assessment, 'missing-data')].sort()).toEqual([...expected.missingData].sort());
    }
    expect(assessment.flags).toEqual(expected.flags);
  });
});

describe('the hook requests are answered as expected', () => {
  const context: LineContext = {
    knowledge,
    policy: defaultPolicy,
    language: 'en',
    tenant: 'test',
    today: '2026-01-01',
    callerMaySetDay: true,
    reach: noFhirServer,
    nameUuid: (name) =>
      createHash('sha256')
        .update(name)
        .digest('hex')
        .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5'),
  };
  const requests = Object.entries(objectAt(readJson('fixtures/requests/expected.json'), 'requests') ?? {});

  test.each(requests)('%s', async (name, stated) => {
    const expected = asFields(stated) ?? {};
    const service = serviceOf(textAt(expected, 'service') ?? '');
    if (service === undefined) throw new Error('the fixture names no service');
    const answered = await answer(service, readJson(`fixtures/requests/${name}.json`), context);
    if (answered.kind === 'problem') throw new Error(answered.code);
    const { cards, extension } = answered.response;
    const { silence } = { silence: undefined, ...extension[assessmentExtension] };
    if (expected.cards !== undefined) expect(cards.map((card) => card.source.topic.code)).toEqual(expected.cards);
    if (expected.silence !== undefined) expect(silence).toBe(expected.silence);
    expect((silence === undefined) === cards.length > 0).toBe(true);
  });
});
