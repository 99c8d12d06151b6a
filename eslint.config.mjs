import js from '@eslint/js';
import checkFile from 'eslint-plugin-check-file';
import reactHooks from 'eslint-plugin-react-hooks';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';
import { NO_TEXT_OUTSIDE_TEXTS_FILES } from './client/scripts/no-text-outside-texts-files.ts';

const SERVER_SOURCE = 'server/src/**/*.ts';

const NO_DEFAULT_EXPORT = {
  selector: 'Program > ExportDefaultDeclaration',
  message: 'Named exports only: a name is easier to find and to rename.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      'client/dist-preview/**',
      '**/node_modules/**',
      '.data/**',
      '.cache/**',
      'infrastructure/cdktf.out/**',
      'coverage/**',
      '**/*.gen.ts',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['infrastructure/**'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      // The compiler option noPropertyAccessFromIndexSignature decides which form is right.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // One request or one row of an import must not keep the only thread busy. A regular expression that needs n² steps
    // for n characters did so for minutes.
    files: [SERVER_SOURCE, 'client/src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false }],
    },
  },
  {
    // Without type information: the types of the AWS provider are installed only for the infrastructure's tests and its own tsc.
    files: ['infrastructure/**/*.ts'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      // A construct is created for its effect on its scope, so its value may go unused.
      'no-new': 'off',
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@cdktf/provider-aws',
              message:
                "Import from the resource's own folder (lib/<resource>/index.js): loading the index takes ten times as long.",
            },
          ],
          patterns: [
            {
              regex: '^@cdktf/provider-aws/lib/?(index(\\.js)?)?$',
              message:
                "Import from the resource's own folder (lib/<resource>/index.js): loading the index takes ten times as long.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts', 'server/{test,testing}/**/*.ts', '**/*-routes.ts'],
    rules: {
      // A test suite is one function, and so is a table of routes.
      'max-lines-per-function': 'off',
      'max-lines': 'off',
    },
  },
  {
    // Typed arrays have no holes: every element within the length is a number.
    files: ['server/src/adapters/driven/search-index/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // OpenSearch answers several searches of one request in their order, and buckets by the names that were asked for.
    files: ['server/src/adapters/driven/opensearch/**/*.ts', 'server/{test,testing}/opensearch/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['**/*.{ts,tsx}', '**/*.mjs'],
    plugins: { 'check-file': checkFile },
    rules: {
      'check-file/filename-naming-convention': [
        'error',
        { '**/*.{ts,tsx,mjs}': 'KEBAB_CASE' },
        { ignoreMiddleExtensions: true },
      ],
      'check-file/folder-naming-convention': ['error', { '**/': 'KEBAB_CASE' }],
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT],
    },
  },
  {
    files: [SERVER_SOURCE],
    ignores: ['server/src/composition/config.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings are read once, in composition/config.ts.' },
      ],
    },
  },
  {
    files: ['server/src/{domain,ports,application}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['Date', 'performance', 'fetch', 'process', 'crypto', 'setTimeout', 'setInterval', 'setImmediate'].map(
          (name) => ({
            name,
            message: 'The core gets time, randomness and I/O from its ports.',
          }),
        ),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'The core gets time, randomness and I/O from its ports.' },
        { object: 'process', property: 'env', message: 'Settings are read once, in composition/config.ts.' },
      ],
    },
  },
  {
    files: ['client/src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
    rules: {
      // A component describes a part of the screen in one place. Its markup makes it long but not hard to read.
      'max-lines-per-function': ['error', { max: 90, skipBlankLines: true, skipComments: true }],
      // Event handlers may be async, because their errors end up in state that the page shows.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@mui/(material|icons-material)$',
              message: 'Import by path, such as @mui/material/Button: a barrel makes every start slower.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['client/src/**/*.{ts,tsx}'],
    ignores: ['client/src/**/{texts,*-texts}.ts', 'client/src/**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, ...NO_TEXT_OUTSIDE_TEXTS_FILES] },
  },
  {
    files: ['client/src/**/*.test.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Vite requires a default export.
    files: ['client/vite.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly' } },
    rules: { 'no-restricted-syntax': 'off' },
  },
);
