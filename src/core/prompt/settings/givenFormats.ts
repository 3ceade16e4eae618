/** Formats that a team gives the format class instead of its own. */

import * as z from 'zod';

const ITEM_MARKER = /^(?:[-*•+]|[([<]?[1aAiI][.)\]>:]?)$/;

const parts = {
  id: z.string().min(1).optional(),
  separator: z
    .string()
    .min(1)
    .max(12)
    .optional()
    .describe('What joins the name of a field to its value, such as `" = "`.'),
  names: z
    .enum(['upper', 'lower', 'title'])
    .optional()
    .describe('How the names of fields are cased.'),
  between: z
    .string()
    .min(1)
    .max(12)
    .optional()
    .describe('What stands between two fields, such as `" | "` or a blank line.'),
  items: z
    .string()
    .regex(ITEM_MARKER, 'expected the first marker of a list, such as `-`, `1)`, `(a)` or `I.`')
    .optional()
    .describe('The marker of the first item of a list: `-`, `1)`, `(a)`, `I.` …'),
};

const changesSomething = ({ separator, names, between, items }: Record<string, unknown>) =>
  [separator, names, between, items].some((part) => part !== undefined);
const CHANGES_NOTHING = 'expected one of `separator`, `names`, `between` and `items`';

/** One format. It leaves unchanged what it does not name. */
export const givenFormatSchema = z
  .strictObject(parts)
  .refine(changesSomething, { error: CHANGES_NOTHING });

export type GivenFormat = z.infer<typeof givenFormatSchema>;

/** A row of a shared file, which has a status too; an empty cell of a table names nothing. */
export const formatRowSchema = z.preprocess(
  (row) => Object.fromEntries(Object.entries(row as object).filter(([, value]) => value !== '')),
  z
    .strictObject({ ...parts, status: z.string() })
    .refine(changesSomething, { error: CHANGES_NOTHING }),
);
