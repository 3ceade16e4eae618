/** What `plumbline doctor` found, for people. */

import type { Capabilities } from '../core/models/capabilities.js';
import type { Price } from '../core/ports/model.js';
import { leftOutNotes } from '../core/run/refusedFields.js';
import { money } from '../core/say/figures.js';
import type { Say } from '../core/say/say.js';
import { displayWidth, padded } from '../core/text/displayWidth.js';
import { printable } from '../core/text/printable.js';
import { noteText } from '../core/words/notes.js';
import { failureSaid } from '../core/words/failureSaid.js';

export interface Examined {
  readonly endpoint: string;
  readonly model: string;
  readonly key: string;
  /** Null where the endpoint does not list them. */
  readonly models: readonly string[] | null;
  readonly price: Price | null;
  readonly capabilities: Capabilities;
}

export function doctorText(
  { endpoint, model, key, models, price, capabilities }: Examined,
  say: Say,
): string {
  const listed =
    models === null || models.length === 0
      ? say('the endpoint does not list its models')
      : models.slice(0, 20).join(', ');
  const priced =
    price === null
      ? money(null, say)
      : say('${input} in, ${output} out, per million tokens', {
          input: price.input,
          output: price.output,
        });
  const list = price?.list ? ` (${price.list})` : '';
  const rows = [
    [say('models'), printable(listed)],
    [say('price'), `${priced}${list}`],
  ] as const;
  const width = Math.max(11, ...rows.map(([name]) => displayWidth(name) + 2));
  return [
    key === 'sent'
      ? say('{endpoint}, model {model}, with a key', { endpoint, model })
      : say('{endpoint}, model {model}, without a key', { endpoint, model }),
    ...rows.map(([name, value]) => `${padded(name, width)}${value}`),
    ...linesOf(capabilities, say),
  ].join('\n');
}

function seedText({ seed, missing }: Capabilities, say: Say): string {
  if (seed) return say('accepted');
  return missing.includes('seed') ? say('not part of this API') : say('rejected: not sent');
}

/** Whether it has something (null: unknown), what, and what follows from that. */
type Line = readonly [has: boolean | null, name: string, meaning: string];

function linesOf(found: Capabilities, say: Say): string[] {
  if (!found.answers)
    return [
      `✗ ${say('answers')}  ${printable(found.error === null ? say('no') : failureSaid(found.error, say))}`,
    ];
  const lines = capabilityLines(found, say);
  const width = Math.max(...lines.map(([, name]) => displayWidth(name)));
  return [
    ...lines.map(
      ([has, name, meaning]) =>
        `${has === null ? '?' : has ? '✓' : '✗'} ${padded(name, width)}  ${meaning}`,
    ),
    ...leftOutNotes(found).map((each) => `! ${noteText(each, say)}`),
  ];
}

function capabilityLines(found: Capabilities, say: Say): readonly Line[] {
  return [
    [true, say('answers'), say('in {ms} ms', { ms: found.latencyMs ?? '?' })],
    [
      found.logprobs,
      say('log probabilities'),
      found.logprobs
        ? say('confidence from token probabilities')
        : say('not returned: confidence is agreement instead'),
    ],
    [
      found.temperature,
      say('temperature'),
      found.temperature ? say('accepted') : say('refused, and left out'),
    ],
    [found.seed, say('seed'), seedText(found, say)],
    [
      found.usage,
      say('usage'),
      found.usage ? say('token counts from the endpoint') : say('token counts are estimated'),
    ],
    [
      found.streaming,
      say('streaming'),
      found.streaming
        ? say('first token after {ms} ms', { ms: Math.round(found.ttftMs ?? 0) })
        : say('not supported: use --no-stream'),
    ],
    [found.deterministic, say('same text twice'), deterministicText(found, say)],
  ];
}

function deterministicText({ deterministic, temperature }: Capabilities, say: Say): string {
  if (deterministic === null) return say('unknown');
  if (!deterministic) return say('no: repeats will measure the noise');
  return temperature ? say('at temperature 0') : say('at the model’s own temperature');
}
