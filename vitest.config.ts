import { defineConfig } from 'vitest/config';
import { textImports } from './scripts/textImports.mjs';

export default defineConfig({
  test: {
    reporters: ['default', './test/support/countReporter.ts'],
    projects: [
      {
        plugins: [textImports()],
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          setupFiles: ['test/support/seed.ts'],
          // Thousands of damaged files are quick, but not on a machine that has other things to do.
          testTimeout: 30_000,
        },
      },
      {
        plugins: [textImports()],
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        plugins: [textImports()],
        test: {
          name: 'editor',
          include: ['test/editor/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
