/** `plumbline cases FILE --seen ROWS`: what inputs seen in practice hold that the test set does not. Sends nothing, keeps nothing. */

import { UserError } from '../../core/errors.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import { printable } from '../../core/text/printable.js';
import { isRecord } from '../../core/text/narrow.js';
import { parseJson } from '../../core/text/jsonDiff.js';
import { count, number, thousands } from '../../core/words/figures.js';
import { readText } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { compareSeen, type SeenInputs } from '../logs/seenInputs.js';
import type { Terminal } from '../output.js';

const LONGEST = 120;

export async function seenInputs(
  path: string,
  prompt: Prompt,
  { json, terminal }: { json: boolean; terminal: Terminal },
): Promise<number> {
  const content = await readText(path);
  if (content === null) throw new UserError(`${path} does not exist.`);
  const rows = rowsIn(content, path, prompt);
  const found = compareSeen(rows, prompt.cases);
  if (json) terminal.out(JSON.stringify(found, null, 2));
  else sentencesOf(found, prompt.cases.length).forEach((each) => terminal.out(each));
  return EXIT.ok;
}

/** Each line an object of inputs, or one with `inputs`; only the prompt's variables are read. Throws `UserError` otherwise. */
function rowsIn(content: string, path: string, { variables }: Prompt): Record<string, string>[] {
  const names = new Set(variables.map(({ name }) => name));
  const rows = content
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((line, at) => {
      if (line.trim() === '') return [];
      const value = parseJson(line);
      if (!isRecord(value)) throw new UserError(`${path}:${at + 1} is not a JSON object.`);
      const given = isRecord(value['inputs']) ? value['inputs'] : value;
      const inputs = Object.entries(given).flatMap(([name, each]) =>
        names.has(name) && ['string', 'number'].includes(typeof each) ? [[name, String(each)]] : [],
      );
      return inputs.length === 0 ? [] : [Object.fromEntries(inputs) as Record<string, string>];
    });
  if (rows.length > 0) return rows;
  throw new UserError(
    `${path} holds no input of this prompt. Its variables: ${[...names].join(', ')}.`,
  );
}

const shownText = (text: string | null): string => {
  if (text === null) return 'not shown, because it holds what looks like personal data';
  return text.trim() === '' ? 'empty' : printable(text).replace(/\s+/g, ' ').slice(0, LONGEST);
};

function sentencesOf(found: SeenInputs, cases: number): string[] {
  const { seen, personalData, uncovered, uncoveredCount, languages, longer, empty } = found;
  const gaps = [
    ...languages.map(
      ({ language, seen: n }) => `${count(n, 'input')} in ${language}, which no case is in.`,
    ),
    ...(longer.seen > 0
      ? [
          `${count(longer.seen, 'input')} longer than every case (up to ${thousands(longer.longest)} characters).`,
        ]
      : []),
    ...empty.map(
      ({ variable, seen: n }) =>
        `${count(n, 'input')} with an empty ${variable}, which no case has.`,
    ),
    ...(uncoveredCount > 0
      ? [`${count(uncoveredCount, 'input')} unlike every case. The least alike:`]
      : []),
    ...uncovered.map(
      ({ row, text, likeness, nearest }) =>
        `  input ${row} (likeness ${number(likeness)}${nearest === null ? '' : ` to case ${nearest}`}): ${shownText(text)}`,
    ),
  ];
  return [
    ...personalData,
    `${count(seen, 'input')} seen, compared with ${count(cases, 'case')}.`,
    ...(gaps.length === 0 ? ['The cases cover what was seen.'] : gaps),
  ];
}
