/** A study is a folder and a row: its command, its section in panel and reports and its JSON schema follow. */

import { Command } from 'commander';
import { nothing } from 'lit';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { jsonSchema, studyFiles } from '../../../scripts/studyFiles.mjs';
import { declareStudies } from '../../../src/cli/options/studies.js';
import { readResults, viewsFor } from '../../../src/core/library/keptResults.js';
import { designVariants, type Design } from '../../../src/core/plan/design.js';
import { renderHtml } from '../../../src/core/report/html.js';
import { renderStudyMarkdown } from '../../../src/core/report/studyMarkdown.js';
import { renderStudyTerminal } from '../../../src/core/report/studyTerminal.js';
import { meanOrNull } from '../../../src/core/numbers/describe.js';
import type { Study } from '../../../src/core/study.js';
import {
  resultSchema,
  studyResult,
  type StudyResult,
} from '../../../src/core/studies/studyResult.js';
import type { StudyRow } from '../../../src/core/studies/studies.js';
import type { StudyView } from '../../../src/core/words/studyView.js';
import type { PanelState } from '../../../src/protocol.js';
import { studySections } from '../../../webview/studySection.js';
import { plainColours } from '../../support/colours.js';
import { completion, fakeProvider } from '../../support/fakes.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { endpointOn, memoryStore, studied, tested } from '../../support/studies.js';

const findings = z.object({ characters: z.number().nullable() });
type Length = StudyResult<z.infer<typeof findings>>;

// What draws buttons and speaks to the editor needs a browser.
vi.mock('../../../webview/controls.js', () => ({ button: () => null }));
vi.mock('../../../webview/host.js', () => ({ post: () => undefined }));

/** How long are the answers? */
const length: Study<Design, number | null, Length> = {
  id: 'length',
  design: ({ prompt }, { settings, ...tools }) => designVariants(prompt, settings, tools),
  score: ({ answers }) => meanOrNull(answers.map(({ text }) => text.length)),
  measure: ({ run, scores }) =>
    studyResult('length', run, { findings: { characters: scores }, notes: [] }),
  schema: resultSchema('length', findings),
  words: ({ prompt, findings: { characters } }, say): StudyView => ({
    study: 'length',
    title: say('How long are the answers?'),
    prompt,
    sentence: say('{n} characters on average.', { n: characters ?? '–' }),
    tone: 'none',
    ...{ facts: [], stopped: null, rows: [], advice: null, notes: [] },
  }),
};

const row: StudyRow = {
  ...{ id: 'length', question: 'How long are the answers?', summary: 'measure the answers' },
  ...{ details: '', hasGenericCommand: true, takes: [] },
  load: () => Promise.resolve(length as unknown as Study),
};

const SENTENCE = '3 characters on average.';
const prompt = promptFrom(TRIAGE);
const endpoint = endpointOn(fakeProvider(() => completion('bug')));

describe('a study that was added by its row alone', () => {
  let view: StudyView;
  let page: string;

  beforeAll(async () => {
    const store = memoryStore();
    await studied(length, prompt, endpoint, { store });
    const kept = await readResults(
      {
        async readResult(id) {
          const found = store.results.find(({ study }) => study === id);
          return found ? JSON.stringify(found.result) : null;
        },
      },
      [row],
    );
    const { report } = await tested(prompt, endpoint);
    const views = viewsFor(report, kept);
    view = views[0] as StudyView;
    page = renderHtml(report, views);
    const other = { prompt: { ...report.prompt, fingerprint: 'of another wording' } };
    expect(viewsFor(other, kept)).toEqual([]);
  });

  it('has a command', () => {
    const program = new Command();
    declareStudies(program, [row]);
    const command = program.commands.find((each) => each.name() === 'length');
    expect(command?.description()).toBe('measure the answers');
    expect(command?.options.map(({ long }) => long)).toContain('--json');
  });

  it('has a section in the page, in Markdown and in the terminal', () => {
    for (const text of [
      page,
      renderStudyMarkdown(view),
      renderStudyTerminal(view, { colours: plainColours, width: 80 }),
    ]) {
      expect(text).toContain('How long are the answers?');
      expect(text).toContain(SENTENCE);
    }
  });

  it('has a section in the panel', () => {
    const found = {
      view,
      startedAt: '2026-01-01T00:00:00Z',
      changed: false,
      placed: [],
      offersChange: false,
    };
    const state = {
      phase: { kind: 'done', strip: null },
      readOnly: false,
      studies: [{ id: row.id, title: row.question, found }],
    } as unknown as PanelState;
    const text = textOf(studySections(state));
    expect(text).toContain('How long are the answers?');
    expect(text).toContain(SENTENCE);
  });

  it('has a JSON schema', async () => {
    const files = await studyFiles([row]);
    const [schema, title] = files['length'];
    expect(jsonSchema(schema, title)).toMatchObject({
      title: 'The output of plumbline length --json',
      properties: { study: { const: 'length' }, findings: { required: ['characters'] } },
    });
  });
});

/** What a template of the panel says, its values put in their places. */
function textOf(template: unknown): string {
  if (Array.isArray(template)) return template.map(textOf).join('');
  if (typeof template === 'string' || typeof template === 'number') return String(template);
  if (template === nothing || template === null || typeof template !== 'object') return '';
  if (!('strings' in template) || !('values' in template)) return '';
  const values = template.values as unknown[];
  return [...(template.strings as string[])]
    .map((text, index) => text + textOf(values[index]))
    .join('');
}
