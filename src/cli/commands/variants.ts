/** `plumbline variants`: the wordings a test would send. */

import { createEvaluation } from '../../core/evaluate.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import { number, variantName } from '../../core/report/words.js';
import { diffTexts } from '../../core/text/diff.js';
import { printable } from '../../core/text/printable.js';
import { freeze } from '../../core/variants/frozen.js';
import { makeVariants, type VariantSet } from '../../core/variants/makeVariants.js';
import type { Variant } from '../../core/variants/variant.js';
import { systemClock } from '../../node/systemClock.js';
import { findWorkspace, readFrozen, variantsFile, writeText } from '../../node/workspace.js';
import { modelsFor, openEndpoint, trialModelHost, type ModelAsked } from '../../node/endpoint.js';
import { EXIT } from '../exitCodes.js';
import { openTerminal, type Terminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import type { Workspace } from '../../node/workspace.js';
import type { Prompt } from '../../core/prompt/prompt.js';
import type { RunSettings } from '../../core/plan/runSettings.js';

interface VariantsOptions extends ModelAsked {
  readonly variants?: Readonly<Record<string, number>>;
  readonly seed?: number;
  readonly json?: boolean;
}

export async function variants(file: string, rawOptions: Record<string, unknown>): Promise<number> {
  // `--no-model` sets `model` to false, `--model` to a name.
  const { model, ...rest } = rawOptions as Omit<VariantsOptions, 'model'> & { model?: unknown };
  const options: VariantsOptions = typeof model === 'string' ? { ...rest, model } : rest;
  const terminal = openTerminal();
  const workspace = await findWorkspace(file);
  const prompt = await usablePrompt(file, workspace, terminal.say);
  const { variants: counts, seed } = options;
  const settings = resolveRunSettings(prompt, workspace.config, {
    ...(counts ? { variants: counts } : {}),
    ...(seed === undefined ? {} : { seed }),
  });
  const made =
    model === false
      ? await withoutModel(prompt, settings, workspace)
      : await withModel(prompt, settings, { workspace, options, terminal });
  const all = [...made.variants, ...made.unused];
  if (options.json) terminal.out(JSON.stringify(all, null, 2));
  else all.forEach((each) => terminal.out(describe(each, made.variants[0] as Variant, terminal)));
  for (const { class: id, wanted, made: had, reason } of made.shortfalls)
    terminal.say(`${had} of ${wanted} ${id} variants: ${reason}`);
  return EXIT.ok;
}

async function withoutModel(
  prompt: Prompt,
  settings: RunSettings,
  workspace: Workspace,
): Promise<VariantSet> {
  const frozen = await readFrozen(workspace, prompt.path);
  return makeVariants(prompt, {
    counts: settings.variantCounts,
    seed: settings.seed,
    frozen,
    ask: null,
  });
}

/** Asks only when kept paraphrases are too few; what the model writes is kept for review. */
async function withModel(
  prompt: Prompt,
  settings: RunSettings,
  {
    workspace,
    options,
    terminal,
  }: { workspace: Workspace; options: VariantsOptions; terminal: Terminal },
): Promise<VariantSet> {
  const kept = await withoutModel(prompt, settings, workspace);
  if (kept.shortfalls.every(({ class: id }) => id !== 'paraphrase')) return kept;
  const { signal } = new AbortController();
  const trial = trialModelHost({ say: terminal.say, signal });
  try {
    const [chosen] = await modelsFor(options, prompt, {
      config: workspace.config,
      env: process.env,
    });
    if (!chosen) return kept;
    const endpoint = await openEndpoint(chosen, { concurrency: null, stream: false, trial });
    const frozen = await readFrozen(workspace, prompt.path);
    const evaluation = createEvaluation(
      { endpoint, cache: null, clock: systemClock, signal, frozen },
      settings.budget,
    );
    const wordings = await evaluation.makeVariants(prompt, settings);
    if (wordings.written.length > 0) {
      const path = variantsFile(workspace, prompt.path);
      await writeText(path, freeze(prompt, frozen, wordings.written));
      terminal.say(`New paraphrases to review: ${path}`);
    }
    return wordings;
  } finally {
    await trial.stop();
  }
}

function describe(variant: Variant, original: Variant, { colours }: Terminal): string {
  const { id, class: classId, stress, change, gate, status } = variant;
  const head = `${colours.bold(variantName(id))}  ${classId}${stress ? ', stress' : ''}, ${status}: ${change}`;
  const checks = [`words changed: ${number(gate.drift)}`, ...gate.invariants].join('; ');
  if (variant === original)
    return [
      head,
      ...original.messages.map((each) => `  ${each.role}: ${printable(each.content)}`),
    ].join('\n');
  const changed = variant.messages.flatMap((message, index) => {
    const before = original.messages[index]?.content ?? '';
    return before === message.content
      ? []
      : [`  ${message.role}: ${marked(before, message.content, colours)}`];
  });
  return [head, `  ${checks}`, ...changed].join('\n');
}

function marked(before: string, after: string, colours: Terminal['colours']): string {
  const plain = !colours.isColorSupported;
  return diffTexts(before, after)
    .map(({ kind, text }) => {
      const shown = printable(text);
      if (kind === 'same') return shown;
      if (kind === 'added') return plain ? `{+${shown}+}` : colours.green(colours.underline(shown));
      return plain ? `[-${shown}-]` : colours.red(colours.strikethrough(shown));
    })
    .join('');
}
