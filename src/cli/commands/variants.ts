/** `plumbline variants`: shows the variants a test would send, and approves, rejects or rechecks kept ones. */

import { resolveRunSettings } from '../../core/plan/runSettings.js';
import { freeze, keptOf } from '../../core/variants/frozen.js';
import type { Calls } from '../../core/run/openCalls.js';
import { makeVariants, type VariantSet } from '../../core/variants/makeVariants.js';
import { shortfallText } from '../../core/words/shortfall.js';
import { notJudgedText } from '../../core/variants/meaning/notJudged.js';
import { UserError } from '../../core/errors.js';
import { importFile } from './importWordings.js';
import { PARAPHRASE } from '../../core/variants/classes/paraphrase.js';
import { isTurnedDown, type Variant } from '../../core/variants/variant.js';
import { findWorkspace, readFrozen, variantsFile } from '../../node/workspace.js';
import { writeText } from '../../node/writeFile.js';
import { cancellable } from '../cancelled.js';
import { EXIT } from '../exitCodes.js';
import { decide, refresh } from '../keptWordings.js';
import { openTerminal } from '../output.js';
import { usablePrompt } from '../readPrompt.js';
import { describeVariant, rejectionLines } from '../variantLines.js';
import {
  isModelNamed,
  onModel,
  withJudge,
  type VariantsOptions,
  type VariantsWork,
} from '../variantsWork.js';
import { worded } from '../../core/say/worded.js';
import { listed } from '../../core/say/listSaid.js';

export async function variants(file: string, rawOptions: Record<string, unknown>): Promise<number> {
  // `--no-model` sets `model` to false, `--model` to a name.
  const { model, ...rest } = rawOptions as Omit<VariantsOptions, 'model'> & { model?: unknown };
  const options: VariantsOptions = typeof model === 'string' ? { ...rest, model } : rest;
  const terminal = openTerminal();
  const asksNobody = model === false;
  return cancellable(terminal, (signal) => make(file, options, { terminal, signal, asksNobody }));
}

async function make(
  file: string,
  options: VariantsOptions,
  {
    terminal,
    signal,
    asksNobody,
  }: Pick<VariantsWork, 'terminal' | 'signal'> & { asksNobody: boolean },
): Promise<number> {
  const workspace = await findWorkspace(file);
  const prompt = await usablePrompt(file, workspace, terminal.say);
  const { variants: counts, seed, approve = [], reject = [] } = options;
  const settings = resolveRunSettings(prompt, workspace.config, {
    ...(counts === undefined ? {} : { variants: counts }),
    ...(seed === undefined ? {} : { seed }),
  });
  const place: VariantsWork = { prompt, settings, workspace, options, terminal, signal };
  refuseMixed(options);
  if (options.import !== undefined)
    return importFile(options.import, place, (work) => withJudge(place, work, asksNobody));
  const isDecision = approve.length + reject.length > 0;
  if (isDecision) {
    const { variants: made } = await withoutModel(place);
    const decided = await decide({ workspace, prompt }, made, { approve, reject });
    if (approve.length > 0) terminal.say(worded`Approved: ${listed(decided.approve)}.`);
    if (reject.length > 0) terminal.say(worded`Rejected: ${listed(decided.reject)}.`);
    if (!options.json && !options.refresh) return EXIT.ok;
  }
  if (options.refresh) await refreshStale(place);
  const isQuiet = asksNobody || isDecision || options.refresh;
  const set = isQuiet ? await withoutModel(place) : await withModel(place);
  signal.throwIfAborted();
  showVariants(set, place);
  return EXIT.ok;
}

/** `UserError` for options that mean nothing together. */
function refuseMixed({ import: file, dryRun, approve, reject, refresh }: VariantsOptions): void {
  if (dryRun && file === undefined)
    throw new UserError(worded`--dry-run of variants needs --import.`);
  if (file !== undefined && (approve ?? reject ?? refresh) !== undefined)
    throw new UserError(worded`--import cannot be combined with --approve, --reject or --refresh.`);
}

/** Those the check turned down, as what they are to other programs: not sent. */
const turnedDownOf = ({ spare }: VariantSet): Variant[] =>
  spare.filter(({ gate }) => isTurnedDown(gate)).map((each) => ({ ...each, status: 'rejected' }));

function showVariants(made: VariantSet, { options, terminal }: VariantsWork): void {
  const all = [...made.variants, ...made.unused];
  const show = (each: Variant) =>
    terminal.out(describeVariant(each, made.variants[0] as Variant, terminal));
  if (options.json) terminal.out(JSON.stringify([...all, ...turnedDownOf(made)], null, 2));
  else {
    all.forEach(show);
    if (made.spare.length > 0)
      terminal.out(
        worded`Kept but not sent, because they exceed the requested number or failed the meaning check:`,
      );
    made.spare.forEach(show);
  }
  made.shortfalls.forEach((each) => terminal.say(shortfallText(each, terminal.words)));
  rejectionLines(made.rejections, terminal.words).forEach((line) => terminal.say(line));
}

const withoutModel = (place: VariantsWork): Promise<VariantSet> =>
  made(place, { ask: null, embed: null, model: '' });

async function made(
  { prompt, settings, workspace, options }: VariantsWork,
  asked: {
    ask: Calls['auxiliary']['ask'] | null;
    embed: Calls['auxiliary']['embed'];
    model: string;
  },
): Promise<VariantSet> {
  const frozen = await readFrozen(workspace, prompt.path);
  const { variantCounts: counts, seed } = settings;
  const again = asked.ask !== null && (options.again ?? false);
  return makeVariants(prompt, { counts, seed, frozen, again, ...asked });
}

/** Asks a model only if there are too few kept paraphrases and it was not asked before. New ones are kept for review. */
async function withModel(place: VariantsWork): Promise<VariantSet> {
  const { prompt, settings, workspace, options, terminal } = place;
  const again = options.again ?? false;
  const kept = await withoutModel(place);
  const isAsked = (await readFrozen(workspace, prompt.path))?.asked !== undefined;
  const tooFew = kept.shortfalls.some(({ class: id }) => id === PARAPHRASE || id === 'all');
  const mayMiss = typeof settings.variantCounts === 'number' && !isAsked;
  if (!tooFew && !mayMiss && !again) return kept;
  const written = await onModel(place, async ({ auxiliary, canAsk }, model) => {
    const { ask, embed } = auxiliary;
    const wordings = await made(place, { ask: canAsk ? ask : null, embed, model });
    if (wordings.asked === null) return wordings;
    const path = variantsFile(workspace, prompt.path);
    const frozen = await readFrozen(workspace, prompt.path);
    await writeText(path, freeze(prompt, frozen, keptOf(wordings)));
    const { written, variants: sent } = wordings;
    if (written.some((each) => sent.includes(each)))
      terminal.say(worded`New paraphrases are waiting for review: ${path}`);
    else if (written.length > 0)
      terminal.say(
        worded`Rejected paraphrases are kept in ${path}. --approve ID takes one all the same.`,
      );
    const unread = notJudgedText(written);
    if (unread !== null) terminal.say(unread);
    return wordings;
  });
  return written ?? kept;
}

/** Checks requirements with a model only if one is named. */
async function refreshStale(place: VariantsWork): Promise<void> {
  const { prompt, workspace, options, terminal } = place;
  const nobody = { ask: null, embed: null };
  if (isModelNamed(options))
    await onModel(place, ({ auxiliary }) =>
      refresh(workspace, prompt, { asked: auxiliary, terminal }),
    );
  else await refresh(workspace, prompt, { asked: nobody, terminal });
}
