/** A person at the panel has buttons: nothing that is said there names an option or a command of the command line. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Report } from '../../../src/core/index.js';
import { ADVICE_CODES } from '../../../src/core/studies/sensitivity/adviceWords.js';
import { NOTE_CODES } from '../../../src/core/words/notes.js';
import { emptyEntry, type Entry } from '../../../src/extension/entry.js';
import { idle, type EntryPhase } from '../../../src/extension/entryPhase.js';
import { panelStateOf } from '../../../src/extension/panelState.js';
import { promptFrom, TRIAGE } from '../../support/prompts.js';
import { sampleReport } from '../../support/sampleReport.js';
import { templateText } from '../../support/templateText.js';

const plain = (text: unknown) => text;
vi.mock('../../../webview/controls.js', () => ({
  button: plain,
  checkbox: plain,
  dropdown: (label: unknown, { choices }: { choices: readonly { text: string }[] }) => [
    label,
    ...choices.map((choice) => choice.text),
  ],
  ring: () => '',
  segments: plain,
}));
vi.mock('../../../webview/host.js', () => ({ post: () => undefined }));
vi.stubGlobal('document', { createTreeWalker: () => ({}), querySelector: () => null });
const { app } = await import('../../../webview/app.js');

const COMMAND_LINE =
  /(?:^|[\s(`'"])--[a-z][\w-]+|\bplumbline (?:[a-z]+ (?:FILE|--)|accept|check|compare|convert|doctor|export|import|init|inspect|lint|list|new|score|show|test|variants)\b/;

/** Files and functions whose texts only the command line prints, and what is said to git. */
const OF_THE_COMMAND_LINE =
  /^src\/core\/report\/(?:terminal|check(?:Command|Junit)|cellText|scoresText|html\/everyAnswer)|^src\/core\/library\/report\/repairCommands|^src\/core\/run\/shards\/|^src\/node\/git(?:History)?\.ts/;
const FUNCTIONS = ['adviceOptions'];
/** Properties: what is added to an error there, and the help of a study's command. */
const HELP = ['commandLine', 'details'];

function textsIn(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isForTerminals =
      (ts.isPropertyAssignment(node) && HELP.includes(node.name.getText(source))) ||
      (ts.isFunctionDeclaration(node) && FUNCTIONS.includes(node.name?.text ?? '')) ||
      (ts.isVariableDeclaration(node) && node.name.getText(source) === 'NO_MODEL');
    if (isForTerminals) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('what the engine and the extension say', () => {
  it.each(['src/core', 'src/node', 'src/extension', 'webview'])(
    'in %s names no option or command of the command line',
    (folder) => {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
        .map((name) => join(folder, name).replaceAll('\\', '/'))
        .filter((path) => !OF_THE_COMMAND_LINE.test(path) && !path.includes('/trialModel/'));
      expect(files.length).toBeGreaterThan(10);
      const said = files.flatMap((path) =>
        textsIn(path)
          .filter((text) => COMMAND_LINE.test(text) && !/var\(--/.test(text))
          .map((text) => `${path}: ${text.trim().slice(0, 120)}`),
      );
      expect(said).toEqual([]);
    },
  );
});

/** What some sentences cannot be said without. */
const PARAMS = {
  shots: '3',
  variant: 'format-1',
  tokenRatio: 1.5,
  class: 'format',
  reason: 'none',
  tried: [['3', 0.1]] as const,
  usd: 0.1,
};

const PHASES: readonly EntryPhase[] = [
  idle,
  { kind: 'idle', strip: 'Done: 8 calls' },
  { kind: 'preparing', step: 'Finding the model' },
  {
    kind: 'preflight',
    preflight: {
      ...{ why: 'More than your limit.', cachedCalls: 1, facts: [['Model', 'm']], findings: [] },
      rows: [{ shots: 'file', name: 'As written', calls: 8, tokens: 80, cost: '$0.01' }],
    },
  },
  { kind: 'running', progress: { done: 1, planned: 8, facts: ['1 s'] } },
  {
    kind: 'failed',
    failure: {
      ...{ title: 'Stopped', message: 'HTTP 401', kept: '1 of 8 calls are saved.' },
      ...{ canResume: true, refusedKey: 'KEY' },
    },
  },
  { kind: 'needsModel', why: 'No model was found to test on.', again: {} },
];

describe('the panel', () => {
  let report: Report;
  const prompt = promptFrom(TRIAGE);
  beforeAll(async () => {
    report = await sampleReport();
  });
  const textOf = async (part: Partial<Entry>): Promise<string> => {
    const entry = { ...emptyEntry({ path: '/a.prompt.yml' } as Entry['uri']), prompt, ...part };
    const state = await panelStateOf(entry, {
      ...{ chosen: null, model: null, unavailable: null, staleCalls: 8, trial: 'downloadable' },
      turnedDown: new Map(),
      follows: true,
    });
    return templateText(app(state, { hidden: 0, filteredOut: 0, signs: false }));
  };

  it('draws every phase without any of it, with and without a report', async () => {
    for (const phase of PHASES)
      for (const shown of [null, report]) {
        const text = await textOf({ phase, report: shown });
        expect(text.length, phase.kind).toBeGreaterThan(60);
        expect(text, phase.kind).not.toMatch(COMMAND_LINE);
      }
    expect(await textOf({ phase: PHASES[6] as EntryPhase })).toMatch(
      /Use the trial model \(127 MB, once\)[\s\S]*Add a model…[\s\S]*Choose…/,
    );
    expect(await textOf({ phase: PHASES[5] as EntryPhase })).toContain('Enter key again');
  });

  it.each(NOTE_CODES.map((code) => [code]))('says the note %s without any of it', async (code) => {
    const text = await textOf({ report: { ...report, notes: [{ code, params: PARAMS }] } });
    expect(text).not.toMatch(COMMAND_LINE);
  });

  it.each(ADVICE_CODES.map((code) => [code]))('gives the advice %s without', async (code) => {
    const params = code === 'try-examples' ? { ...PARAMS, shots: ['3'] } : PARAMS;
    const verdict: Report['verdict'] = { ...report.verdict, advice: [{ code, params }] };
    const text = await textOf({ report: { ...report, verdict } });
    expect(text).toContain('Advice');
    expect(text).not.toMatch(COMMAND_LINE);
  });
});
