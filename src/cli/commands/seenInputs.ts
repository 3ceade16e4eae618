/** `plumbline cases FILE --seen ROWS`: what inputs seen in practice hold that the test set does not. Sends nothing, keeps nothing. */

import { UserError } from '../../core/errors.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import { printable } from '../../core/text/printable.js';
import { isRecord } from '../../core/text/narrow.js';
import { parseJson } from '../../core/text/jsonDiff.js';
import { number, thousands } from '../../core/say/figures.js';
import { readText } from '../../node/workspace.js';
import { EXIT } from '../exitCodes.js';
import { compareSeen, type SeenInputs } from '../logs/seenInputs.js';
import type { Terminal } from '../output.js';
import { worded } from '../../core/say/worded.js';
import { cases as casesSaid, plural } from '../../core/say/plural.js';
import { type Say } from '../../core/say/say.js';

const LONGEST = 120;

export async function seenInputs(
  path: string,
  prompt: Prompt,
  { json, terminal }: { json: boolean; terminal: Terminal },
): Promise<number> {
  const content = await readText(path);
  if (content === null) throw new UserError(worded`${path} does not exist.`);
  const rows = rowsIn(content, path, prompt);
  const found = compareSeen(rows, prompt.cases);
  if (json) terminal.out(JSON.stringify(found, null, 2));
  else
    sentencesOf(found, prompt.cases.length, terminal.words).forEach((each) => terminal.out(each));
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
      if (!isRecord(value)) throw new UserError(worded`${path}:${at + 1} is not a JSON object.`);
      const given = isRecord(value['inputs']) ? value['inputs'] : value;
      const inputs = Object.entries(given).flatMap(([name, each]) =>
        names.has(name) && ['string', 'number'].includes(typeof each) ? [[name, String(each)]] : [],
      );
      return inputs.length === 0 ? [] : [Object.fromEntries(inputs) as Record<string, string>];
    });
  if (rows.length > 0) return rows;
  throw new UserError(
    worded`${path} holds no input of this prompt. Its variables: ${[...names].join(', ')}.`,
  );
}

const shownText = (text: string | null, say: Say): string => {
  if (text === null) return say('not shown, because it holds what looks like personal data');
  return text.trim() === '' ? say('empty') : printable(text).replace(/\s+/g, ' ').slice(0, LONGEST);
};

function sentencesOf(found: SeenInputs, cases: number, say: Say): string[] {
  const inputs = (n: number) => plural(say, n, '1 input', '{n} inputs');
  const { seen, personalData, uncovered, uncoveredCount, languages, longer, empty } = found;
  const gaps = [
    ...languages.map(({ language, seen: n }) =>
      say('{inputs} in {language}, which no case is in.', { inputs: inputs(n), language }),
    ),
    ...(longer.seen > 0
      ? [
          say('{inputs} longer than every case (up to {n} characters).', {
            inputs: inputs(longer.seen),
            n: thousands(longer.longest, say),
          }),
        ]
      : []),
    ...empty.map(({ variable, seen: n }) =>
      say('{inputs} with an empty {variable}, which no case has.', {
        inputs: inputs(n),
        variable,
      }),
    ),
    ...(uncoveredCount > 0
      ? [say('{inputs} unlike every case. The least alike:', { inputs: inputs(uncoveredCount) })]
      : []),
    ...uncovered.map(
      ({ row, text, likeness, nearest }) =>
        `  ${
          nearest === null
            ? say('input {row} (likeness {likeness})', { row, likeness: number(likeness, say) })
            : say('input {row} (likeness {likeness} to case {case})', {
                row,
                likeness: number(likeness, say),
                case: nearest,
              })
        }: ${shownText(text, say)}`,
    ),
  ];
  return [
    ...personalData,
    say('{inputs} seen, compared with {cases}.', {
      inputs: inputs(seen),
      cases: casesSaid(cases, say),
    }),
    ...(gaps.length === 0 ? [say('The cases cover what was seen.')] : gaps),
  ];
}
