import * as z from 'zod';
import type { Check } from '../checks/check.js';
import type { Reading } from '../reading.js';
import type { SensitivitySettings } from '../settings/settings.js';
import { settingsChecks } from '../settings/checksSetting.js';
import { readShape, type YamlSource } from '../yaml/yamlSource.js';

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
    // Like the format's original runner, uses the first of these that is not empty.
    const kind = TEXT_KINDS.find((key) => evaluator.string?.[key]);
    if (kind) return [{ kind, name, value: evaluator.string?.[kind] as string }];
    const graded = gradedBy(evaluator, name, settings.judge ?? false);
    if (graded) return [graded];
    reading.warning(
      yaml.rangeOf(at),
      `Evaluator "${name}" has none of string, llm or uses, so it is not run.`,
    );
    return [{ kind: 'notRun', name, reason: 'it does not say what to check' }];
  });
  return [...own, ...settingsChecks(settings)];
}

/** The format's built-in graders, as rubrics. */
const GRADERS: Readonly<Record<string, string>> = {
  'github/similarity': 'The answer says the same as the reference, in whatever words.',
  'github/coherence':
    'The answer hangs together: its sentences follow from each other and make one whole.',
  'github/fluency': 'The answer is well written: correct, natural and easy to read.',
  'github/relevance': 'The answer does what the task asks, and says nothing beside the point.',
  'github/groundedness': 'Everything the answer claims is supported by the task’s own texts.',
};

function gradedBy(
  { llm, uses }: z.infer<typeof evaluatorSchema>,
  name: string,
  judge: boolean,
): Check | null {
  const notRun = (reason: string): Check => ({ kind: 'notRun', name, reason });
  if (llm) return notRun('it is graded by its own prompt; use a `rubric` check instead');
  if (!uses) return null;
  const value = GRADERS[uses];
  if (value === undefined) return notRun(`${uses} is not supported`);
  return judge
    ? { kind: 'rubric', name, value }
    : notRun(`${uses} is graded by a model; enable it with \`sensitivity: { judge: true }\``);
}
