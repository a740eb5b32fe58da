import { expect, test } from 'vitest';
import { judge } from '../support/planted.ts';

const configuration = ['tsconfig.base.json', 'tsconfig.domain.json'];

const typesOf = (text: string) =>
  judge(['tsc', '-p', 'tsconfig.domain.json'], { 'worker/domain/planted.ts': text }, configuration);

test.each([
  ['a runtime', 'export const here = process.cwd();', "Cannot find name 'process'"],
  ['a browser', "export const title = document.querySelector('h1');", "Cannot find name 'document'"],
  ['Cloudflare', 'export const table = (database: D1Database) => database;', "Cannot find name 'D1Database'"],
  ['the network', "export const answer = fetch('https://example.com');", "Cannot find name 'fetch'"],
])('the domain cannot even name %s', async (_, text, complaint) => {
  const { ok, output } = await typesOf(text);
  expect(output).toContain(complaint);
  expect(ok).toBe(false);
});

test.each([
  ['an enum', 'export enum Day { Monday }', 'erasableSyntaxOnly'],
  ['an index that may lie outside', 'export const first = (list: number[]): number => list[0];', 'TS2322'],
])('%s does not pass', async (_, text, complaint) => {
  const { ok, output } = await typesOf(text);
  expect(output).toContain(complaint);
  expect(ok).toBe(false);
});
