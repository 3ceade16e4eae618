import * as z from 'zod';

/** A study's schema follows from its row. The report of sensitivity came first, and has its name. */
export const studyFiles = async (rows) =>
  Object.fromEntries(
    await Promise.all(
      rows.map(async (row) => {
        const { schema } = await row.load();
        return row.id === 'sensitivity'
          ? ['report', [schema, 'A report of plumbline test --json']]
          : [row.id, [schema, `The output of plumbline ${row.id} --json`]];
      }),
    ),
  );

export const jsonSchema = (schema, title) => ({
  title,
  ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
});
