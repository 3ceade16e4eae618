/** `plumbline check` as SARIF 2.1.0, which code hosts show beside the line of the prompt. */

import { isRed, type CheckedPrompt } from '../studies/comparison/checked.js';
import { checkedSentence, resultWord } from '../studies/comparison/checkedWords.js';
import { printable } from '../text/printable.js';
import { gateText } from './view.js';

const RULES = [
  { id: 'regressed', text: 'The prompt does worse than its baseline.' },
  { id: 'gate-failed', text: 'A gate of the prompt failed.' },
  { id: 'inconclusive', text: 'Whether the prompt does worse than its baseline cannot be told.' },
  { id: 'not-measured', text: 'The prompt was not measured.' },
] as const;

type RuleId = (typeof RULES)[number]['id'];

/** What went well is no finding. `strict` as in `isRed`. */
export function checkSarif(
  checked: readonly CheckedPrompt[],
  { version, strict }: { version: string; strict: boolean },
): string {
  const results = checked.flatMap((each) => findingsOf(each, strict));
  return `${JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: 'Plumbline',
              version,
              rules: RULES.map(({ id, text }) => ({ id, shortDescription: { text } })),
            },
          },
          results,
        },
      ],
    },
    null,
    2,
  )}\n`;
}

function findingsOf(checked: CheckedPrompt, strict: boolean) {
  const { result, gates, path, line } = checked;
  const level = isRed({ result, gates: [] }, { strict }) ? 'error' : 'note';
  const at = (ruleId: RuleId, of: 'error' | 'note', text: string) => ({
    ruleId,
    level: of,
    message: { text: printable(text) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/') },
          region: { startLine: line },
        },
      },
    ],
  });
  const failed = gates
    .filter((gate) => gate.result === 'failed')
    .map((gate) => at('gate-failed', 'error', `Gate failed: ${gateText(gate)}`));
  if (result === 'equivalent' || result === 'improved') return failed;
  return [at(result, level, `${resultWord(result)}. ${checkedSentence(checked)}`), ...failed];
}
