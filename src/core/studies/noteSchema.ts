import * as z from 'zod';

const param = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()).readonly(),
  z.array(z.tuple([z.string(), z.number()]).readonly()).readonly(),
]);

/** A sentence as data. */
export const noteSchema = z.object({ code: z.string(), params: z.record(z.string(), param) });
