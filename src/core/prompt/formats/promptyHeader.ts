import * as z from 'zod';

const values = z.record(z.string(), z.unknown());
/** The frontmatter of a Prompty file, version 1 or 2. */
export const promptyHeader = z.looseObject({
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  model: z.union([z.string(), z.looseObject({})]).nullish(),
  inputs: z.union([z.array(z.looseObject({ name: z.string() })), values, z.string()]).nullish(),
  outputs: z.unknown().optional(),
  sample: z.union([values, z.string()]).nullish(),
  template: z.union([z.string(), z.looseObject({})]).nullish(),
  tools: z.unknown().optional(),
});
export type PromptyHeader = z.infer<typeof promptyHeader>;
