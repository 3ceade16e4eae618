/** The fixtures of all prompt formats: files to be read, with what they refer to beside them. */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Surroundings } from '../../src/core/ports/surroundings.js';
import { parsePrompt, type ParsedPrompt } from '../../src/core/prompt/formats/formats.js';

export const FIXTURES = 'test/fixtures/prompts';

/** What stands in these folders or is called so is there for other files. */
const BESIDE =
  /(?:^|[/\\])(?:data|partials)[/\\]|(?:^|[/\\])_|\.expected\.json(?:\.actual)?$|\.sensitivity\.yml$/;

/** Paths from the folder of fixtures, sorted. */
export const fixtureNames = (): string[] =>
  readdirSync(FIXTURES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(FIXTURES, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !BESIDE.test(name))
    .sort();

export const fixtureText = (name: string): string => readFileSync(join(FIXTURES, name), 'utf8');

export const besideFixtures: Surroundings = {
  trusted: true,
  environment: (name) => (name === 'PLUMBLINE_FIXTURE' ? 'from the environment' : null),
  file: (path) => {
    try {
      return readFileSync(join(FIXTURES, path), 'utf8');
    } catch {
      // Not there, a folder, or no possible name: as a host would answer.
      return null;
    }
  },
};

export const parseFixture = (name: string, text = fixtureText(name)): ParsedPrompt =>
  parsePrompt(name, text, besideFixtures);
