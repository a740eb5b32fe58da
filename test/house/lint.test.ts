import { ESLint } from 'eslint';
import { beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../local/build.ts';

/** Stand-ins for files that exist: typed rules want a file that a tsconfig knows, whatever its text. */
const domain = 'worker/domain/ids.ts';
const workerFile = 'worker/web.ts';
const page = 'web/src/routes/planted.svelte';
const webFile = 'web/src/hooks.server.ts';
const browserTest = 'test/browser/start-page.test.ts';

const script = (text: string): string => `<script lang="ts">\n${text}\n</script>\n`;
const lines = (count: number, line: string): string => `${line}\n`.repeat(count);

const planted: readonly (readonly [what: string, file: string, rule: string, text: string])[] = [
  ['the clock in the domain', domain, 'no-restricted-properties', 'export const at = Date.now();'],
  ['a date of now in the domain', domain, 'no-restricted-syntax', 'export const at = new Date();'],
  ['randomness in the domain', domain, 'no-restricted-properties', 'export const n = Math.random();'],
  ['fetch in the domain', domain, 'no-restricted-globals', "export const answer = fetch('https://example.com');"],
  ['crypto in the domain', domain, 'no-restricted-globals', 'export const id = crypto.randomUUID();'],
  ['a timer in the domain', domain, 'no-restricted-globals', 'setTimeout(() => undefined, 1);'],
  ['an import without its extension', domain, 'no-restricted-syntax', "export * from './ids-of-tables';"],
  ['bit shifts on ids', domain, 'no-bitwise', 'export const half = (id: number) => id >> 12;'],
  [
    'Temporal.Now in the Worker',
    workerFile,
    'no-restricted-syntax',
    'declare const Temporal: { Now: { instant(): number } };\nexport const at = Temporal.Now.instant();',
  ],
  [
    'the named zod import',
    workerFile,
    'no-restricted-syntax',
    "import { z } from 'zod';\nexport const text = z.string();",
  ],
  ['console.log in the Worker', workerFile, 'no-console', "console.log('here');"],
  [
    'full zod in a page',
    page,
    '@typescript-eslint/no-restricted-imports',
    script("import * as z from 'zod';\nz.string();"),
  ],
  [
    'full zod in the web',
    webFile,
    '@typescript-eslint/no-restricted-imports',
    "import * as z from 'zod';\nz.string();",
  ],
  [
    'the Worker from a page',
    page,
    '@typescript-eslint/no-restricted-imports',
    script("import { app } from '../../../worker/app.ts';\napp;"),
  ],
  [
    'values of the contract in a page',
    page,
    '@typescript-eslint/no-restricted-imports',
    script("import { Reservation } from '#contract';\nReservation;"),
  ],
  [
    'a page used before its scripts have taken over',
    browserTest,
    'no-restricted-syntax',
    "declare const page: { goto(address: string): void };\npage.goto('/');",
  ],
  ['raw HTML in a page', page, 'svelte/no-at-html-tags', script('let text = $props();') + '{@html text}'],
  [
    'a promise that nobody awaits',
    workerFile,
    '@typescript-eslint/no-floating-promises',
    "fetch('https://example.com');",
  ],
  ['any', workerFile, '@typescript-eslint/no-explicit-any', 'export const anything: any = 1;'],
  [
    'a forgotten case',
    workerFile,
    '@typescript-eslint/switch-exhaustiveness-check',
    "export function f(kind: 'a' | 'b') {\n  switch (kind) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}",
  ],
  [
    'a function of 71 lines',
    workerFile,
    'max-lines-per-function',
    `export function long() {\n${lines(70, 'console.warn(1);')}}`,
  ],
  ['a file of 401 lines', workerFile, 'max-lines', lines(401, '// one more')],
];

const allowed: readonly (readonly [what: string, file: string, text: string])[] = [
  ['a date of an argument in the domain', domain, 'export const at = (millis: number) => new Date(millis);'],
  ['zod as a namespace', workerFile, "import * as z from 'zod';\nexport const text = z.string();"],
  ['zod/mini in a page', page, script("import * as z from 'zod/mini';\nconst text = z.string();") + '{text.type}'],
  [
    'types of the contract in a page',
    page,
    script("import type { Reservation } from '#contract';\nconst one: Reservation | null = null;") + '{one}',
  ],
];

describe('the linter sees', () => {
  let eslint: ESLint;

  beforeAll(() => {
    eslint = new ESLint({ cwd: root });
  });

  const rulesBroken = async (file: string, text: string): Promise<(string | null)[]> => {
    const [result] = await eslint.lintText(text, { filePath: file });
    return result?.messages.map((message) => message.ruleId) ?? [];
  };

  test.each(planted)('%s', async (_, file, rule, text) => {
    expect(await rulesBroken(file, text)).toContain(rule);
  });

  test.each(allowed)('nothing wrong in %s', async (_, file, text) => {
    expect(await rulesBroken(file, text)).toEqual([]);
  });
});
