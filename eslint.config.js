import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

const clock = 'The domain has no clock: take the instant as an argument.';
const chance = 'The domain has no randomness: take the value as an argument.';
const io = 'The domain does no I/O: decide here, act in worker/day, worker/api or worker/delivery.';

const importsCarryTheirExtension = {
  selector: String.raw`:matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression)[source.value=/^\.{1,2}\u002F(?!.*(\.\w+(\?\w+)?|\$types)$)/]`,
  message: 'Write the extension (./table.ts): Node runs these files as they are.',
};
const noTemporalNow = {
  selector: "MemberExpression[object.name='Temporal'][property.name='Now']",
  message: 'Time is an argument; the one clock is worker/day/clock.ts.',
};
const noNamedZodImport = {
  selector: "ImportDeclaration[source.value='zod'] > :matches(ImportSpecifier, ImportDefaultSpecifier)",
  message: "Write import * as z from 'zod': the named import cannot be shaken and weighs 65 KB more.",
};
const noUnreadyPage = {
  selector: 'CallExpression[callee.property.name=/^(goto|reload)$/][arguments.length<2]',
  message: 'Take visit or reload of test/support/browser.ts: they wait until scripts have taken over.',
};
const noImplicitNow = {
  selector: ":matches(NewExpression, CallExpression)[callee.name='Date'][arguments.length=0]",
  message: clock,
};

/** Rules of the room, for TypeScript that a tsconfig knows. */
const house = {
  'max-lines': ['error', { max: 400 }],
  'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
  eqeqeq: 'error',
  'no-restricted-syntax': ['error', importsCarryTheirExtension],
  '@typescript-eslint/consistent-type-imports': [
    'error',
    { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
  ],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  '@typescript-eslint/no-namespace': ['error', { allowDeclarations: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  // There are no enums here: erasableSyntaxOnly.
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  // A third of the linter's time, for nothing but libraries that type plain objects as classes.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/no-generated-empty-object-type': 'off',
  // `async` also turns a throw into a rejection, and keeps an interface's shape.
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

export default defineConfig(
  globalIgnores(['**/build/', '**/.svelte-kit/', '.wrangler/', 'coverage/', 'test-results/', 'web/static/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: house,
  },
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', setInterval: 'readonly' } },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error', eqeqeq: 'error' },
  },
  {
    files: ['worker/**/*.ts'],
    rules: {
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-syntax': ['error', importsCarryTheirExtension, noTemporalNow, noNamedZodImport],
    },
  },
  {
    files: ['worker/domain/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', importsCarryTheirExtension, noTemporalNow, noNamedZodImport, noImplicitNow],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: clock },
        { object: 'performance', property: 'now', message: clock },
        { object: 'Math', property: 'random', message: chance },
      ],
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: io },
        { name: 'crypto', message: chance },
        { name: 'setTimeout', message: clock },
        { name: 'setInterval', message: clock },
        { name: 'console', message: io },
        { name: 'process', message: io },
      ],
      // Index arithmetic over dense arrays: the bound is in the loop.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // Ids have 53 bits; JavaScript's bit operators cut at 32.
    files: ['worker/**/{ids,*-id,*-ids}.ts'],
    rules: { 'no-bitwise': 'error' },
  },
  {
    files: ['web/src/**/*.svelte'],
    extends: [tseslint.configs.strict, svelte.configs.recommended, svelte.configs.prettier],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'max-lines': ['error', { max: 400 }],
      eqeqeq: 'error',
      // The site stands at the root of its domain: links need no resolve().
      'svelte/no-navigation-without-resolve': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    },
  },
  {
    files: ['web/src/**/*.{ts,svelte}'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'zod', message: "Import * as z from 'zod/mini': the browser pays 4.7 KB instead of 26." },
            {
              name: '#contract',
              allowTypeImports: true,
              message: 'Types only: its values bring the whole of zod into the browser.',
            },
          ],
          patterns: [
            {
              group: ['**/worker/**', '**/local/**', '**/test/**', 'cloudflare:*'],
              message: "The web's one door is #contract.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['test/browser/*.ts'],
    rules: { 'no-restricted-syntax': ['error', importsCarryTheirExtension, noUnreadyPage] },
  },
);
