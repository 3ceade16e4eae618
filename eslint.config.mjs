/** Boundaries are errors: a stage imports only stages to its left, nothing imports in a circle. */
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { noCircles } from './scripts/lint/noCircles.mjs';
import { readerTold } from './scripts/lint/readerTold.mjs';
import { errorWorded } from './scripts/lint/worded.mjs';

const NODE = [...builtinModules, ...builtinModules.map((name) => `${name}/*`), 'node:*'];

/** What everyone may import, and what imports nothing of the engine but each other. */
const BASE = ['numbers', 'text', 'say', 'ports', 'metrics'];

/** The stages of the engine in the order of the flow: each may import those before it. */
const STAGES = [
  'prompt',
  'models',
  'variants',
  'plan',
  'run',
  'answers',
  'score',
  'words',
  'studies',
  'report',
  'library',
];

const restricted = (...patterns) => ({ 'no-restricted-imports': ['error', { patterns }] });
const noNode = {
  group: NODE,
  message: 'The engine also runs in browsers: use a port instead of a Node module.',
};
const noEditor = { group: ['vscode'], message: 'Only src/extension may import vscode.' };
const noHosts = {
  group: ['**/node/**', '**/cli/**', '**/extension/**'],
  message: 'The engine does not know its hosts.',
};
/** Matches `../run/x.js` and `../../run/x.js`, and not `./run.js`. */
const stagesNamed = (names) => `^(\\.\\./)+(${names.join('|')})/`;

const stageRules = STAGES.map((stage, at) => ({
  files: [`src/core/${stage}/**/*.ts`],
  rules: restricted(noNode, noEditor, noHosts, {
    regex: stagesNamed([...STAGES.slice(at + 1), 'index\\.js']),
    message: `core/${stage} imports only the stages before it: ${[...BASE, ...STAGES.slice(0, at)].join(', ')}.`,
  }),
}));

const STUDIES = [
  'sensitivity',
  'influence',
  'fewShot',
  'serving',
  'comparison',
  'drift',
  'load',
  'restraint',
  'context',
  'steps',
  'repair',
];

/** A study knows other studies by their schema alone. */
const studyRules = STUDIES.map((study) => ({
  files: [`src/core/studies/${study}/**/*.ts`],
  rules: restricted(
    noNode,
    noEditor,
    noHosts,
    {
      regex: `^\\.\\./(${STUDIES.filter((other) => other !== study).join('|')})/(?!schema\\.js$|headlineAnswers\\.js$)`,
      message: 'A study imports stages and the schema of other studies, never their inside.',
    },
    {
      regex: stagesNamed(['report', 'library']),
      message: 'A study returns data and words; renderers draw them.',
    },
  ),
}));

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'site/',
      'schemas/',
      'node_modules/',
      'examples/',
      'test/fixtures/',
      'test/host/fake-model/',
    ],
  },
  ...tseslint.configs.strict,
  {
    plugins: {
      plumbline: {
        rules: { 'no-circles': noCircles, 'reader-told': readerTold, worded: errorWorded },
      },
    },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      'no-console': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['src/**/*.ts', 'webview/**/*.ts'],
    rules: { 'plumbline/no-circles': 'error' },
  },
  {
    files: ['src/core/**/*.ts', 'src/extension/**/*.ts'],
    rules: { 'plumbline/reader-told': 'error' },
  },
  {
    files: ['core', 'node', 'browser', 'cli'].map((name) => `src/${name}/**/*.ts`),
    // What an agent reads is not translated.
    ignores: ['src/cli/mcp/**'],
    rules: { 'plumbline/worded': 'error' },
  },
  {
    files: ['src/core/errors.ts', ...BASE.map((name) => `src/core/${name}/**/*.ts`)],
    rules: restricted(noNode, noEditor, noHosts, {
      regex: stagesNamed(STAGES),
      message: 'Everyone may import this, so it imports no stage.',
    }),
  },
  ...stageRules,
  ...studyRules,
  {
    files: ['src/core/study.ts', 'src/core/index.ts'],
    rules: restricted(noNode, noEditor, noHosts),
  },
  {
    files: ['src/node/**/*.ts'],
    rules: restricted(noEditor, {
      group: ['**/cli/**'],
      message: 'Adapters do not know who uses them.',
    }),
  },
  { files: ['src/cli/**/*.ts', 'src/api/**/*.ts'], rules: restricted(noEditor) },
  {
    files: ['src/extension/**/*.ts'],
    ignores: ['src/extension/desktop.ts', 'src/extension/sharedPlatform.ts'],
    rules: restricted(
      noNode,
      {
        // Types of the engine cost nothing; its code comes through `engine.ts`, when it is first needed.
        group: ['**/core/**', '!**/core/index.js', '!**/core/errors.js'],
        message: 'The extension sees the engine through core/index.',
      },
      {
        group: ['**/node/**', '**/cli/**', '**/webview/**'],
        message:
          'Only desktop.ts and sharedPlatform.ts know the machine; the panel is reached through protocol.ts.',
      },
    ),
  },
  {
    files: ['src/extension/desktop.ts', 'src/extension/sharedPlatform.ts'],
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
              // How figures are written and text is made safe is decided once, for every view.
              regex:
                'src/(?!core/(?:say/figures|report/glyphs|text/(?:printable|graphemes|caseTitle))\\.js$)',
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
      'max-lines-per-function': 'off',
      'max-params': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['scripts/**', 'bench/**', '*.mjs'],
    languageOptions: { globals: { process: 'readonly' } },
    rules: { 'max-lines-per-function': 'off' },
  },
);
