/** `plumbline audit`: one document on what was tested of prompts, against which risk, and what was not. */

import { dirname, join, relative } from 'node:path';
import { UserError } from '../../core/errors.js';
import {
  auditOf,
  snapshotOf,
  type Audit,
  type AuditSnapshot,
} from '../../core/library/audit/audit.js';
import { auditMarkdown, auditPage } from '../../core/library/audit/auditDocument.js';
import { parseFeedback, summariseFeedback } from '../../core/library/audit/feedback.js';
import { parseRiskFile, type RiskFile } from '../../core/library/audit/riskFile.js';
import { suggestCasesFor } from '../../core/library/audit/caseSuggestions.js';
import { resultOf } from '../../core/library/library.js';
import { readResults, viewsFor } from '../../core/library/keptResults.js';
import { fingerprint } from '../../core/prompt/fingerprint.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import { readReport } from '../../core/studies/sensitivity/readReport.js';
import { lastRun } from '../../core/studies/sensitivity/summary.js';
import { hash } from '../../core/text/hash.js';
import { parseJson } from '../../core/text/jsonDiff.js';
import { openStore } from '../../node/promptStore.js';
import { promptPaths } from '../../node/promptPaths.js';
import { feedbackFile, findWorkspace, readText, type Workspace } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';
import { suggestionsText } from './auditSuggestions.js';
import { usablePrompt } from '../readPrompt.js';
import { worded } from '../../core/say/worded.js';
import { counted } from '../../core/say/plural.js';

interface AuditOptions {
  readonly html?: string;
  readonly markdown?: string;
  readonly json?: boolean;
  readonly suggest?: boolean;
}

const RISK_FILE = 'risk.yml';

export async function audit(
  named: readonly string[],
  { html, markdown, json, suggest }: AuditOptions,
  version: string,
): Promise<number> {
  const terminal = openTerminal();
  if (suggest && (html || markdown))
    throw new UserError(
      worded`--suggest prints cases to write and no document. Leave out --html and --markdown.`,
    );
  const audits: Audit[] = [];
  for (const file of await promptPaths(named, terminal))
    audits.push(await auditFile(file, { terminal, isKept: !suggest }));
  if (suggest) return printSuggestions(audits, terminal, json === true);
  const text = auditMarkdown(audits, version);
  if (html) await writeText(html, auditPage(audits, version));
  if (markdown) await writeText(markdown, text);
  if (json) terminal.out(JSON.stringify(audits.map(jsonOf), null, 2));
  else if (!html && !markdown) terminal.out(text);
  const gaps = audits.reduce((sum, each) => sum + each.gaps.length, 0);
  terminal.say(
    worded`${counted(audits.length, '1 prompt', '{n} prompts')}, ${counted(gaps, '1 gap', '{n} gaps')}`,
  );
  return EXIT.ok;
}

function printSuggestions(audits: readonly Audit[], terminal: Terminal, json: boolean): number {
  const all = audits.map((each) => ({
    path: each.prompt.path,
    suggestions: suggestCasesFor(each),
  }));
  terminal.out(json ? JSON.stringify(all, null, 2) : suggestionsText(all));
  const found = all.reduce((sum, { suggestions }) => sum + suggestions.length, 0);
  terminal.say(
    worded`${counted(audits.length, '1 prompt', '{n} prompts')}, ${counted(found, '1 suggestion', '{n} suggestions')}`,
  );
  for (const { prompt, risk, report } of audits) {
    if (!risk)
      terminal.say(worded`${prompt.path}: there is no risk.yml, so no risk to write cases for.`);
    if (!report)
      terminal.say(
        worded`${prompt.path}: never tested, so nothing is known of its stress classes.`,
      );
  }
  return EXIT.ok;
}

/** Without a report, results of the prompt as it is. */
const measuredAs = ({ messages }: Prompt) => ({ prompt: { fingerprint: fingerprint(messages) } });

const jsonOf = ({ prompt, report: _, ...rest }: Audit) => ({ path: prompt.path, ...rest });

/** `isKept`: whether the next audit is compared with this one. */
async function auditFile(
  file: string,
  { terminal, isKept }: { terminal: Terminal; isKept: boolean },
): Promise<Audit> {
  const workspace = await findWorkspace(file);
  const prompt = await usablePrompt(file, workspace, terminal.say);
  const store = openStore(workspace, prompt.path, terminal.say);
  const last = lastRun(await store.history());
  const kept = last?.report === undefined ? null : await store.readReport(last);
  const report = kept === null ? null : readReport(kept, last?.report ?? prompt.path);
  const risk = await riskFor(file, workspace);
  const texts = [file, ...(risk ? [risk.path] : []), join(workspace.root, 'plumbline.yml')];
  const files: Record<string, string> = {};
  for (const each of texts) {
    const text = await readText(each);
    if (text !== null) files[relative(workspace.root, each).replace(/\\/g, '/')] = hash(text);
  }
  const said = await readText(feedbackFile(workspace, prompt.path));
  const snapshotFile = join(workspace.root, '.plumbline', 'audits', `${prompt.path}.json`);
  const found = auditOf({
    ...{ prompt, report, files },
    risk: risk?.risk ?? null,
    stale: resultOf(prompt, { last, baseline: null, config: workspace.config })?.changed ?? null,
    studies: viewsFor(report ?? measuredAs(prompt), await readResults(store)),
    feedback: summariseFeedback(parseFeedback(said ?? '').feedback),
    last: snapshotIn(await readText(snapshotFile)),
  });
  if (isKept)
    await writeText(
      snapshotFile,
      `${JSON.stringify(snapshotOf(found, new Date().toISOString()), null, 2)}\n`,
    );
  return found;
}

function snapshotIn(text: string | null): AuditSnapshot | null {
  const value = text === null ? null : (parseJson(text) as Partial<AuditSnapshot> | null);
  return value?.date && value.files && value.figures && value.gaps
    ? (value as AuditSnapshot)
    : null;
}

/** The nearest `risk.yml` from the prompt's folder up to the root. Throws `UserError` where it has errors. */
async function riskFor(
  file: string,
  { root }: Workspace,
): Promise<{ path: string; risk: RiskFile } | null> {
  for (let folder = dirname(join(process.cwd(), relative('', file))); ; folder = dirname(folder)) {
    const path = join(folder, RISK_FILE);
    const text = await readText(path);
    if (text !== null) {
      const { risk, problems } = parseRiskFile(text);
      if (risk) return { path, risk };
      throw new UserError(
        problems
          .map(({ line, column, message }) => `${relative('', path)}:${line}:${column}: ${message}`)
          .join('\n'),
      );
    }
    if (folder === root || dirname(folder) === folder) return null;
  }
}
