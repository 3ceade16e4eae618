/** `plumbline audit --suggest`: the cases to write, as YAML that can be pasted. */

import type { CaseSuggestion } from '../../core/library/audit/caseSuggestions.js';
import { printable } from '../../core/text/printable.js';

export interface SuggestedFor {
  readonly path: string;
  readonly suggestions: readonly CaseSuggestion[];
}

export const suggestionsText = (all: readonly SuggestedFor[]): string =>
  all
    .map(({ path, suggestions }) =>
      suggestions.length === 0
        ? `# ${printable(path)}: no gap that a case to write could close.`
        : [...Map.groupBy(suggestions, ({ under }) => under)]
            .map(([under, own]) =>
              [
                `# ${printable(path)}: to add under ${under}`,
                ...own.map(({ gap, yaml }) => `# ${printable(gap)}\n${printable(yaml)}`),
              ].join('\n\n'),
            )
            .join('\n\n'),
    )
    .join('\n\n');
