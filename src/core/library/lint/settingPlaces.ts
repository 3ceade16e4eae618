import { readFrontmatter } from '../../prompt/yaml/frontmatter.js';
import type { SourceRange } from '../../prompt/prompt.js';
import { Reading } from '../../prompt/reading.js';
import { readYaml, type YamlSource } from '../../prompt/yaml/yamlSource.js';
import type { LintInput } from './finding.js';

/** Formats that are entirely YAML; the others have frontmatter. */
const YAML_FORMATS = ['github-models', 'promptfoo'];

/**
 * The range of a key or list item of the `sensitivity` block in the prompt's own file; the start of its
 * messages if the block is elsewhere.
 */
export function settingRange(
  { prompt, text }: Pick<LintInput, 'prompt' | 'text'>,
  path: readonly (string | number)[],
): SourceRange {
  const yaml = yamlIn(prompt.format, prompt.path, text);
  const places = ['sensitivity', ...path];
  if (yaml?.keyRangeOf(['sensitivity', ...path.slice(0, 1)])) {
    return yaml.keyRangeOf(places) ?? yaml.rangeOf(places);
  }
  return prompt.start;
}

const yamlIn = (format: string, path: string, text: string): YamlSource | null =>
  YAML_FORMATS.includes(format)
    ? readYaml(text)
    : (readFrontmatter(new Reading(path, text), { comments: format === 'dotprompt' })?.yaml ??
      null);
