/** Asks the retriever once for every question and its rewordings, and keeps what it answered beside the prompt. */

import { join } from 'node:path';
import { UserError } from '../../core/errors.js';
import { frozenPassagesFile, retrievalQuestion } from '../../core/prompt/cases/frozenPassages.js';
import { passagesIn } from '../../core/prompt/cases/passages.js';
import type { Passage, Prompt } from '../../core/prompt/prompt.js';
import { parseJson } from '../../core/text/jsonDiff.js';
import { isRecord } from '../../core/text/narrow.js';
import { count } from '../../core/say/figures.js';
import { readText, type Workspace } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import type { Terminal } from '../output.js';
import { askRetriever } from './askRetriever.js';
import {
  retrieverFindings,
  type AskedQuestion,
  type RetrieverFindings,
} from './retrieverFindings.js';
import { rewordingsOf } from './rewordings.js';
import { worded } from '../../core/say/worded.js';
import { counted } from '../../core/say/plural.js';

/** As many passages of each question are compared. */
const K = 5;

/** What is kept is not asked again, unless another command answered it. Returns what the retriever does with other wordings. */
export async function freezeRetrieval(
  command: string,
  { prompt, workspace }: { prompt: Prompt; workspace: Workspace },
  { terminal, signal }: { terminal: Terminal; signal: AbortSignal },
): Promise<RetrieverFindings> {
  if (prompt.cases.length === 0)
    throw new UserError(worded`${prompt.path} has no cases to retrieve for.`);
  const file = join(workspace.root, frozenPassagesFile(prompt.path));
  const kept = keptIn(await readText(file), command);
  let asked = 0;
  const find = async (question: string): Promise<readonly Passage[]> => {
    const known = kept.get(question);
    if (known) return known;
    const found = await askRetriever(command, question, { cwd: workspace.root, signal });
    asked += 1;
    kept.set(question, found);
    return found;
  };
  const questions: AskedQuestion[] = [];
  for (const { inputs, relevant } of prompt.cases) {
    const question = retrievalQuestion(inputs);
    const found = await find(question);
    const reworded: AskedQuestion['reworded'][number][] = [];
    for (const each of rewordingsOf(question))
      reworded.push({ kind: each.kind, found: await find(each.question) });
    questions.push({ relevant: relevant ?? null, found, reworded });
  }
  if (questions.every(({ found }) => found.length === 0))
    throw new UserError(worded`The retriever found no passage for any question.`);
  if (asked > 0) {
    const retrieved = Object.fromEntries([...kept].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    await writeText(file, `${JSON.stringify({ version: 1, command, retrieved }, null, 2)}\n`);
    terminal.say(
      worded`Asked the retriever ${counted(asked, '1 question', '{n} questions')}; kept in ${frozenPassagesFile(prompt.path)}.`,
    );
  }
  return retrieverFindings(questions, K);
}

function keptIn(text: string | null, command: string): Map<string, readonly Passage[]> {
  const file = text === null ? null : parseJson(text);
  if (!isRecord(file) || file['command'] !== command || !isRecord(file['retrieved']))
    return new Map();
  return new Map(
    Object.entries(file['retrieved']).map(([question, list]) => [question, passagesIn(list) ?? []]),
  );
}

/** For a reader of the terminal. */
export function retrieverLines(found: RetrieverFindings): string[] {
  const { questions, k, overlap, unmoved, recall, recallSpread, byKind } = found;
  if (overlap === null) return [];
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [
    `Retriever, ${count(questions, 'question')} reworded by rule: ${percent(overlap)} of the first ${k} passages stay; all of them for ${unmoved} of ${questions}.`,
    ...(recall === null || recallSpread === null
      ? []
      : [
          `Recall@${k} as asked ${recall.toFixed(2)}, between kinds of rewording ${recallSpread.toFixed(2)} apart.`,
        ]),
    ...byKind.map(
      (each) =>
        `  ${each.kind}: ${percent(each.overlap)} stay${each.recall === null ? '' : `, Recall@${k} ${each.recall.toFixed(2)}`}`,
    ),
  ];
}
