import { rowsOfFile } from '../cases/rowFiles.js';
import type { Reading, TextPosition } from '../reading.js';
import { parseExactJson } from '../../text/exactJson.js';
import { toolMockSchema, type ToolMock } from './steps.js';

/** The mocks of a file, in its order: rows as in the block, or recorded calls. One that is neither is an error at the place that names it. */
export function mocksOfFile(reading: Reading, name: string, at: TextPosition): ToolMock[] {
  return rowsOfFile(reading, name, at).flatMap(({ values }, index) => {
    const read = toolMockSchema.safeParse(asMock(values));
    if (read.success) return [read.data];
    const [issue] = read.error.issues;
    const where = issue?.path.length ? ` \`${issue.path.join('.')}\`:` : '';
    reading.error(at, `${name}, row ${index + 1}:${where} ${issue?.message ?? 'not a mock'}.`);
    return [];
  });
}

/** A recorded call has its arguments as a value or as JSON text; a table has every value as text, and none as an empty one. */
function asMock(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { name, arguments: args, ...rest } = values;
  const given: Record<string, unknown> =
    name === undefined ? rest : { tool: name, with: args ?? {}, ...rest };
  const isNone = (value: unknown) => value === '' || value === null;
  const failed = !isNone(given['error'] ?? null);
  const kept = Object.entries(given).filter(
    ([key, value]) => !isNone(value) || (key === 'output' && !failed),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      (key === 'with' || key === 'match') && typeof value === 'string'
        ? (parseExactJson(value) ?? value)
        : value,
    ]),
  );
}
