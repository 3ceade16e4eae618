import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longestFirst.js';
import { textImports } from './scripts/textImports.mjs';

/** Tests that put something else in the place of a module: what they loaded is of no use to others. */
const ALONE = [
  'test/unit/{browser,extension,webview}/**/*.test.ts',
  'test/unit/studies/newStudy.test.ts',
  'test/unit/support/golden.test.ts',
];
const unit = {
  setupFiles: ['test/support/seed.ts'],
  // Thousands of damaged files are quick, but not on a machine that has other things to do.
  testTimeout: 30_000,
};

export default defineConfig({
  test: {
    // Two files at once keep two cores busy: a story mostly waits for the editor.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './test/support/countReporter.ts'],
    projects: [
      {
        plugins: [textImports()],
        resolve: { alias: { vscode: resolve('test/support/vscode.ts') } },
        test: {
          ...unit,
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          exclude: ALONE,
          // The engine keeps no state of its own: its modules are evaluated once for all tests, in half the time.
          isolate: false,
        },
      },
      {
        plugins: [textImports()],
        resolve: { alias: { vscode: resolve('test/support/vscode.ts') } },
        test: { ...unit, name: 'unit-alone', include: ALONE },
      },
      {
        plugins: [textImports()],
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
      {
        plugins: [textImports()],
        test: {
          name: 'editor',
          include: ['test/editor/**/*.test.ts'],
          globalSetup: ['test/editor/prepare.ts'],
          testTimeout: 1_200_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
