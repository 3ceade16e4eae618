/** Boundaries are errors: a folder imports what stands before it in the flow, and nothing else. */
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const NODE = [...builtinModules, ...builtinModules.map((name) => `${name}/*`), 'node:*'];
const STAGES = ['prompt', 'variants', 'plan', 'models', 'run', 'score', 'report', 'library'];

/** What each stage of the engine may not import, as folders below src/core. Tokens of the stages stand in flow order. */
const MAY_IMPORT = {
  prompt: [],
  variants: ['prompt'],
  plan: ['prompt', 'variants'],
  models: ['prompt'],
  run: ['prompt', 'variants', 'plan'],
  score: ['prompt', 'run'],
  report: ['prompt', 'variants', 'plan', 'run', 'score'],
  library: ['prompt', 'variants', 'report'],
};

const restricted = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const noNode = {
  group: NODE,
  message: 'The engine runs in browsers too: it takes a port instead of a Node module.',
};
const noEditor = { group: ['vscode'], message: 'Only src/extension may import vscode.' };

const stageRules = STAGES.map((stage) => {
  const later = STAGES.filter((other) => other !== stage && !MAY_IMPORT[stage].includes(other));
  return {
    files: [`src/core/${stage}/**/*.ts`],
    rules: restricted(
      noNode,
      noEditor,
      {
        group: later.flatMap((other) => [`**/${other}/*`, `**/${other}/**`]),
        message: `core/${stage} may import ${[...MAY_IMPORT[stage], 'errors', 'ports', 'text', 'random'].join(', ')}: what comes later depends on it, not the other way round.`,
      },
      {
        group: ['**/node/**', '**/cli/**', '**/evaluate.js'],
        message: 'The engine knows neither its hosts nor who joins its stages.',
      },
    ),
  };
});

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'examples/', 'test/fixtures/', 'test/host/fake-model/'] },
  ...tseslint.configs.strict,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: [
      'src/core/{errors,random,config}.ts',
      'src/core/text/**/*.ts',
      'src/core/ports/**/*.ts',
    ],
    rules: restricted(noNode, noEditor, {
      group: [
        '**/variants/*',
        '**/plan/*',
        '**/models/*',
        '**/run/*',
        '**/score/*',
        '**/report/*',
        '**/library/*',
        '**/node/**',
        '**/cli/**',
      ],
      message: 'Everyone may import this, so it imports no stage.',
    }),
  },
  ...stageRules,
  {
    files: ['src/core/evaluate.ts'],
    rules: restricted(noNode, noEditor, {
      group: ['**/node/**', '**/cli/**'],
      message: 'The engine does not know its hosts.',
    }),
  },
  {
    files: ['src/node/**/*.ts'],
    rules: restricted(noEditor, {
      group: ['**/cli/**'],
      message: 'Adapters do not know who uses them.',
    }),
  },
  { files: ['src/cli/**/*.ts'], rules: restricted(noEditor) },
  {
    files: ['src/core/index.ts'],
    rules: restricted(noNode, noEditor, {
      group: ['**/node/**', '**/cli/**', '**/extension/**'],
      message: 'The engine does not know its hosts.',
    }),
  },
  {
    files: ['src/extension/**/*.ts'],
    ignores: ['src/extension/desktop.ts'],
    rules: restricted(
      noNode,
      {
        // Types of the engine cost nothing; its code comes through `engine.ts`, when it is first needed.
        group: ['**/core/**', '!**/core/index.js', '!**/core/errors.js'],
        message: 'The extension sees the engine through core/index.',
      },
      {
        group: ['**/node/**', '**/cli/**', '**/webview/**'],
        message: 'Only desktop.ts knows the machine; the panel is spoken to through protocol.ts.',
      },
    ),
  },
  {
    files: ['src/extension/desktop.ts'],
    rules: restricted({
      group: ['**/cli/**', '**/webview/**'],
      message: 'Adapters do not know who uses them.',
    }),
  },
  {
    files: ['src/protocol.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['*'], allowTypeImports: true, message: 'The protocol holds types only.' },
          ],
        },
      ],
    },
  },
  {
    files: ['webview/**/*.ts'],
    rules: {
      ...restricted(noNode, noEditor),
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              // How figures are written and text is made safe is said once, for every view.
              regex: 'src/(?!core/(?:report/words|report/glyphs|text/printable)\\.js$)',
              allowTypeImports: true,
              message:
                'The panel draws what it is sent: it imports types of the protocol and the views, and no code.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportSpecifier[imported.name=/Sync$/]',
          message: 'The extension host waits for nobody: use the asynchronous form.',
        },
        {
          selector: 'CatchClause > BlockStatement[body.length=0]',
          message: 'Log the error, or say in a comment and a statement why it does not matter.',
        },
      ],
    },
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': 'off',
      'max-params': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['scripts/**', 'bench/**', '*.mjs'],
    languageOptions: { globals: { process: 'readonly' } },
  },
);
