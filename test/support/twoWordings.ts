import { cellOf } from '../../src/core/report/cell.js';
import { english } from '../../src/core/say/say.js';
import { renderCell } from '../../src/core/report/cellText.js';
import type { Completion } from '../../src/core/ports/model.js';
import type { Report } from '../../src/core/studies/sensitivity/schema.js';
import { plainColours } from './colours.js';
import { completion, fakeProvider } from './fakes.js';
import { promptFrom } from './prompts.js';
import { endpointOn, tested } from './studies.js';

export type Reply = string | Completion | Error;

export interface TwoWordings {
  /** Further lines of the prompt's file. */
  readonly head?: string;
  readonly cases?: number;
  /** Of every case, as YAML. */
  readonly expected?: string;
  /** Settings below `sensitivity:`, as YAML flow. */
  readonly settings?: string;
  /** Whether the run may end before its last case. */
  readonly stopEarly?: boolean;
}

/** A run of a prompt and one variant: `original` and `other` answer case by case, by its number. */
export async function twoWordings(
  original: (at: number) => Reply,
  other: (at: number) => Reply,
  { head = '', cases = 12, expected, settings = '', stopEarly = false }: TwoWordings = {},
): Promise<Report> {
  const gold = expected === undefined ? '' : `, expected: ${expected}`;
  const rows = Array.from({ length: cases }, (_, at) => `  - { q: "Q${at}."${gold} }\n`).join('');
  const prompt = promptFrom(
    `model: m\n${head}messages: [{ role: user, content: "Decide {{q}}" }]\n` +
      `sensitivity: { ${settings} parameters: { temperature: 0 }, repeats: 2, ${stopEarly ? '' : 'stop: never, '}variants: [{ messages: [{ role: user, content: "VV Decide {{q}}" }] }] }\n` +
      `testData:\n${rows}`,
  );
  const provider = fakeProvider(({ messages }) => {
    const text = messages.map(({ content }) => content).join('\n');
    const at = Number(/Q(\d+)\./.exec(text)?.[1] ?? 0);
    const reply = (text.includes('VV ') ? other : original)(at);
    return typeof reply === 'string' ? completion(reply) : reply;
  });
  return (await tested(prompt, endpointOn(provider))).report;
}

/** The effect of the wording in [0,1]: on the scores where there are any, else on the answers. */
export const effectOf = ({ metrics, comparedBy }: Report): number | null =>
  metrics[comparedBy === 'score' ? 'pss.excess' : 'divergence.excess']?.value ?? null;

/** What `show` prints of the variant's cell for one case. */
export function shownCell(report: Report, caseId = '1'): string {
  const variant = report.variants[1]?.id ?? '';
  const cell = cellOf(report, { variant, case: caseId, shots: 'file' });
  return cell ? renderCell(cell, [], { colours: plainColours, width: 200, words: english }) : '';
}
