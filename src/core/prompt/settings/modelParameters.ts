/** `parameters:` of the `sensitivity` block and of a model in `plumbline.yml`: names as the protocol or the formats write them. */

import * as z from 'zod';

const temperature = z.number().min(0).max(2);
const share = z.number().min(0).max(1);
const tokens = z.int().positive();
const penalty = z.number().min(-2).max(2);

/** What a run sets itself, or what makes the request another one. */
const NOT_HERE: Readonly<Record<string, string>> = {
  model: 'the model is set under `models:`',
  messages: 'the messages are the prompt',
  tools: 'tools are set under `tools:`',
  stream: 'whether answers are streamed is decided for the whole run',
  n: 'each call asks for one answer; use `repeats` for more',
  seed: 'every call has a seed of its own, from the seed of the run',
};

/** Any further name is sent as it is. */
export const parametersSchema = z
  .looseObject({
    temperature: temperature.optional(),
    topP: share.optional(),
    top_p: share.optional(),
    maxTokens: tokens.optional(),
    max_tokens: tokens.optional(),
    maxCompletionTokens: tokens.optional(),
    max_completion_tokens: tokens.optional(),
    frequencyPenalty: penalty.optional(),
    frequency_penalty: penalty.optional(),
    presencePenalty: penalty.optional(),
    presence_penalty: penalty.optional(),
    stop: z.union([z.string(), z.array(z.string())]).optional(),
    reasoning_effort: z.string().min(1).optional(),
  })
  .superRefine((parameters, context) => {
    for (const name of Object.keys(parameters)) {
      const reason = Object.hasOwn(NOT_HERE, name) ? NOT_HERE[name] : undefined;
      if (reason === undefined) continue;
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `\`${name}\` cannot be set here: ${reason}`,
      });
    }
  });

export type ParametersSetting = z.infer<typeof parametersSchema>;
