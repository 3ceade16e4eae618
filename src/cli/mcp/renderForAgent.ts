import * as z from 'zod';
import { UserError } from '../../core/errors.js';
import { resolveRunSettings } from '../../core/plan/runSettings.js';
import type { Message } from '../../core/ports/model.js';
import { renderMessages } from '../../core/prompt/template.js';
import { list } from '../../core/text/list.js';
import { makeVariants } from '../../core/variants/makeVariants.js';
import { findWorkspace, readFrozen } from '../../node/workspace.js';
import { usablePrompt } from '../readPrompt.js';
import { promptIn } from './servedPrompts.js';

export const RENDER_INPUT = {
  case: z.string().optional().describe('The id of a case; absent: the first'),
  variant: z.string().optional().describe('The id of a variant; absent: the original'),
};

type RenderInput = { readonly file: string } & {
  readonly [K in keyof typeof RENDER_INPUT]?: z.infer<(typeof RENDER_INPUT)[K]>;
};

/** Throws `UserError` for a case or variant that is not there. */
export async function renderForAgent(
  root: string,
  { file, case: caseId, variant = 'original' }: RenderInput,
): Promise<readonly Message[]> {
  const path = await promptIn(root, file);
  const workspace = await findWorkspace(path);
  const prompt = await usablePrompt(path, workspace, () => undefined);
  const { variantCounts: counts, seed } = resolveRunSettings(prompt, workspace.config, {});
  const frozen = await readFrozen(workspace, prompt.path);
  const nobody = { ask: null, embed: null, model: '', again: false };
  const { variants } = await makeVariants(prompt, { counts, seed, frozen, ...nobody });
  const wording = variants.find(({ id }) => id === variant);
  if (!wording)
    throw new UserError(
      `There is no variant ${variant}. There are ${list(variants.map(({ id }) => id))}.`,
    );
  const [first] = prompt.cases;
  const rendered = caseId === undefined ? first : prompt.cases.find(({ id }) => id === caseId);
  if (!rendered)
    throw new UserError(
      caseId === undefined
        ? 'The prompt has no cases to render it for.'
        : `There is no case ${caseId}. There are ${list(prompt.cases.slice(0, 50).map(({ id }) => id))}.`,
    );
  return renderMessages({ ...prompt, messages: wording.messages }, rendered.inputs);
}
