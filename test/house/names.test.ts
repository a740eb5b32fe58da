import { globSync, readFileSync, readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../local/build.ts';

const rooms = ['worker', 'web/src', 'local', 'test', 'docs'];
const texts = /\.(ts|mjs|js|svelte|css|html|md|json|toml|sql)$/;

/** kebab-case, and what SvelteKit and the tools ask for: +page.server.ts, (guest), [date], app.d.ts, README.md. */
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const emptyWords = ['util', 'utils', 'helper', 'helpers', 'manager', 'data', 'info'];

/** undefined for a good name, else what is wrong with it. */
function complaintAbout(name: string): string | undefined {
  const extension = extname(name);
  // A component's file is named like its tag.
  if (extension === '.svelte' && /^[A-Z][A-Za-z0-9]*\.svelte$/.test(name)) return undefined;
  // `+page@.svelte`: a page outside of the layouts around it.
  const words = name
    .replace(/^\+/, '')
    .replace(/@\w*(?=\.)/, '')
    .split('.');
  const strange = words.find((word) => !kebab.test(word.replace(/^[([]+(\.\.\.)?(.*?)(=[a-z-]+)?[)\]]+$/, '$2')));
  if (strange !== undefined && !/^[A-Z]+\.md$/.test(name)) return `${name}: file names are kebab-case`;
  const empty = emptyWords.find((word) => words[0]?.split('-').includes(word));
  return empty === undefined ? undefined : `${name}: "${empty}" says nothing; name what is inside`;
}

/** What a line must not hold, and where that is allowed. Written in pieces, so that this file does not accuse itself. */
const forbidden: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a path of one machine', new RegExp(['/wo', 'rk/|/far', 'm/|/tmp/spi', 'ke|/ho', 'me/'].join(''))],
  ['a focused test', new RegExp(['\\b(it|test|describe)\\.on', 'ly\\('].join(''))],
  ['a skipped test', new RegExp(['\\b(it|test|describe)\\.sk', 'ip\\('].join(''))],
  ['work put off', new RegExp(['\\bTO', 'DO\\b|\\bFIX', 'ME\\b'].join(''))],
];

function complaintsAbout(text: string): string[] {
  return forbidden.filter(([, pattern]) => pattern.test(text)).map(([what]) => what);
}

const files = rooms.flatMap((room) =>
  globSync(`${room}/**/*`, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)),
);

describe('names', () => {
  test('files are kebab-case and say what is inside', () => {
    expect(files.map((file) => complaintAbout(basename(file))).filter((complaint) => complaint !== undefined)).toEqual(
      [],
    );
  });

  test.each([
    'dateUtils.ts',
    'date-utils.ts',
    'table-manager.ts',
    'Snake_case.ts',
    'guest-info.svelte',
    'demo-data.ts',
  ])('%s would be told', (name) => {
    expect(complaintAbout(name)).toBeDefined();
  });

  test.each([
    '+page.server.ts',
    'app.d.ts',
    'service-date.test.ts',
    'Button.svelte',
    'live-floor.svelte.ts',
    'README.md',
  ])('%s is fine', (name) => {
    expect(complaintAbout(name)).toBeUndefined();
  });
});

test('nothing new lies at the top level', () => {
  const agreed =
    /^(worker|web|migrations|test|local|docs|wrangler\.toml|package(-lock)?\.json|tsconfig[a-z.]*\.json|[A-Z]+\.md|LICENSE|\..*|[a-z.-]+\.config\.(js|ts|mjs|cjs)|knip\.json)$/;
  const written = ['node_modules', 'build', 'coverage', 'test-results'];
  expect(readdirSync(root).filter((name) => !agreed.test(name) && !written.includes(name))).toEqual([]);
});

describe('texts', () => {
  test('hold no path of one machine, no focused or skipped test, no work put off', () => {
    const complaints = files
      .filter((file) => texts.test(file))
      .flatMap((file) =>
        complaintsAbout(readFileSync(file, 'utf8')).map((what) => `${file.slice(root.length)}: ${what}`),
      );
    expect(complaints).toEqual([]);
  });

  test.each(forbidden.map(([what]) => what))('%s would be told', (what) => {
    const planted = ['see /wo', 'rk/main\n', 'test.on', 'ly(\n', 'describe.sk', 'ip(\n', '// TO', 'DO later'].join('');
    expect(complaintsAbout(planted)).toContain(what);
  });

  test('the lock file names no download address', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/"resolved": *"http/);
  });
});
