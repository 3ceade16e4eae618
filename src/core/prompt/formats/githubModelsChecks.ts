import { z } from 'zod';
import type { Check } from '../check.js';
import type { Reading } from '../reading.js';
import type { SensitivitySettings } from '../settings.js';
import { settingsChecks } from '../settingsChecks.js';
import { readShape, type YamlSource } from '../yamlSource.js';

const TEXT_KINDS = ['equals', 'contains', 'startsWith', 'endsWith'] as const;

const evaluatorSchema = z.looseObject({
  name: z.string().nullish(),
  string: z
    .strictObject({
      equals: z.string().optional(),
      contains: z.string().optional(),
      startsWith: z.string().optional(),
      endsWith: z.string().optional(),
    })
    .nullish(),
  llm: z.record(z.string(), z.unknown()).nullish(),
  uses: z.string().nullish(),
});

/** `evaluators`, then the `checks` of the prompt's `sensitivity` block. */
export function readChecks(
  reading: Reading,
  yaml: YamlSource,
  { evaluators, settings }: { evaluators: readonly unknown[]; settings: SensitivitySettings },
): Check[] {
  const { problems } = reading;
  const own = evaluators.flatMap((value, index): Check[] => {
    const at = ['evaluators', index];
    const evaluator = readShape(yaml, evaluatorSchema, { at, value, problems });
    if (!evaluator) return [];
    const name = evaluator.name ?? `evaluator ${index + 1}`;
    // The runner this format comes from looks at the first of these that is not empty.
    const kind = TEXT_KINDS.find((key) => evaluator.string?.[key]);
    if (kind) return [{ kind, name, value: evaluator.string?.[kind] as string }];
    const reason = whyNotRun(evaluator);
    if (reason) return [{ kind: 'notRun', name, reason }];
    reading.warning(
      yaml.rangeOf(at),
      `Evaluator "${name}" has none of string, llm, uses; it is not run.`,
    );
    return [{ kind: 'notRun', name, reason: 'it says nothing to check' }];
  });
  return [...own, ...settingsChecks(settings)];
}

function whyNotRun(evaluator: z.infer<typeof evaluatorSchema>): string | null {
  if (evaluator.llm) return 'graded by a model, which this version does not do';
  if (evaluator.uses)
    return `${evaluator.uses} is graded by a model, which this version does not do`;
  return null;
}
