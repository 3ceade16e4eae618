/** A problem found by a lint rule, before a run would reveal it. */

import type { Config } from '../../prompt/settings/config.js';
import type { SourceEdit } from '../../prompt/edit.js';
import type { Prompt, SourceRange } from '../../prompt/prompt.js';

export interface Fix {
  readonly title: string;
  /** `prompt`: the prompt's own file; `config`: `plumbline.yml`. */
  readonly file: 'prompt' | 'config';
  readonly edits: readonly SourceEdit[];
}

export interface Finding {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly range: SourceRange;
  readonly fixes: readonly Fix[];
}

export interface LintInput {
  readonly prompt: Prompt;
  readonly text: string;
  readonly config: Config;
  /** The text of `plumbline.yml`; null if there is none. */
  readonly configText: string | null;
}

export interface LintRule {
  readonly id: string;
  check(input: LintInput): readonly Omit<Finding, 'rule'>[];
}
