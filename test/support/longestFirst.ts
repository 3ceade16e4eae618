import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take the longest, in the order they are begun, so that none of them is left alone at the end. */
const LONGEST = [
  // The two that need the real model stay apart: its server takes a whole core.
  'test/integration/realModel.test.ts',
  'test/editor/stories.test.ts',
  'test/editor/host.test.ts',
  'test/editor/look.test.ts',
  'test/editor/realModel.test.ts',
  'test/editor/wordings.test.ts',
  'test/editor/browserHost.test.ts',
  'test/editor/clicks.test.ts',
  'test/editor/library.test.ts',
  'test/editor/compare.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((path) => moduleId.endsWith(path));
      return found < 0 ? LONGEST.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}
