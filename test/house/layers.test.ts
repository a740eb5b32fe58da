import { beforeAll, describe, expect, test } from 'vitest';
import { judge } from '../support/planted.ts';

interface Planted {
  readonly rule: string;
  readonly from: string;
  readonly imports: string;
}

const planted: readonly Planted[] = [
  { rule: 'domain-looks-up', from: 'worker/domain/a.ts', imports: '../contract/index.ts' },
  { rule: 'domain-looks-up', from: 'worker/domain/b.ts', imports: '../store/index.ts' },
  { rule: 'domain-stands-alone', from: 'worker/domain/c.ts', imports: 'zod' },
  { rule: 'domain-stands-alone', from: 'worker/domain/d.ts', imports: 'node:crypto' },
  { rule: 'domain-stands-alone', from: 'worker/domain/e.ts', imports: 'temporal-polyfill' },
  { rule: 'domain-time-needs-temporal-alone', from: 'worker/domain/time/a.ts', imports: 'zod' },
  {
    rule: 'attendance-decides-nothing',
    from: 'worker/domain/reservation/a.ts',
    imports: '../forecast/attendance.ts',
  },
  { rule: 'attendance-decides-nothing', from: 'worker/domain/seating/a.ts', imports: '../forecast/attendance.ts' },
  { rule: 'attendance-decides-nothing', from: 'worker/day/c.ts', imports: '../domain/forecast/attendance.ts' },
  { rule: 'contract-looks-up', from: 'worker/contract/a.ts', imports: '../api/index.ts' },
  { rule: 'contract-needs-zod-alone', from: 'worker/contract/b.ts', imports: 'hono' },
  { rule: 'day-looks-up', from: 'worker/day/a.ts', imports: '../api/index.ts' },
  { rule: 'store-looks-up', from: 'worker/store/a.ts', imports: '../api/index.ts' },
  { rule: 'delivery-looks-up', from: 'worker/delivery/a.ts', imports: '../api/index.ts' },
  { rule: 'integrations-looks-up', from: 'worker/integrations/a.ts', imports: '../app.ts' },
  { rule: 'worker-serves-the-web-through-one-file', from: 'worker/api/a.ts', imports: '../../web/src/lib/format.ts' },
  { rule: 'web-ts-takes-the-built-server-alone', from: 'worker/web.ts', imports: '../web/src/lib/format.ts' },
  { rule: 'web-has-one-door', from: 'web/src/lib/a.ts', imports: '../../../worker/domain/pure.ts' },
  { rule: 'web-has-one-door', from: 'web/src/lib/b.svelte', imports: '../../../worker/store/index.ts' },
  { rule: 'shipped-code-is-not-local', from: 'worker/api/b.ts', imports: '../../local/runtime.ts' },
  { rule: 'shipped-code-is-not-local', from: 'web/src/lib/c.ts', imports: '../../../test/support/browser.ts' },
  { rule: 'local-is-not-a-test', from: 'local/a.ts', imports: '../test/support/browser.ts' },
  { rule: 'no-cycle', from: 'worker/domain/egg.ts', imports: './hen.ts' },
  { rule: 'found', from: 'worker/api/c.ts', imports: './nowhere.ts' },
  { rule: 'listed-in-package-json', from: 'worker/api/d.ts', imports: 'left-pad' },
];

const allowed: readonly Omit<Planted, 'rule'>[] = [
  { from: 'worker/api/e.ts', imports: '../day/index.ts' },
  { from: 'worker/api/f.ts', imports: '../env.ts' },
  { from: 'worker/day/b.ts', imports: '../contract/index.ts' },
  { from: 'worker/store/b.ts', imports: '../domain/pure.ts' },
  { from: 'worker/contract/c.ts', imports: 'zod' },
  { from: 'worker/api/g.ts', imports: '../domain/forecast/attendance.ts' },
  { from: 'worker/domain/time/b.ts', imports: 'temporal-polyfill' },
  { from: 'web/src/lib/d.ts', imports: '#contract' },
  { from: 'local/b.ts', imports: '../worker/index.ts' },
  { from: 'test/a.ts', imports: '../local/runtime.ts' },
];

const standing = [
  ...['contract', 'domain', 'day', 'store', 'delivery', 'integrations', 'api'].map((room) => `worker/${room}/index.ts`),
  'worker/domain/pure.ts',
  'worker/domain/forecast/attendance.ts',
  'worker/index.ts',
  'worker/app.ts',
  'worker/env.ts',
  'web/src/lib/format.ts',
  'local/runtime.ts',
  'test/support/browser.ts',
];

const importing = (specifier: string): string => `import '${specifier}';\n`;
const fileOf = ({ from, imports }: Omit<Planted, 'rule'>): [string, string] => [
  from,
  from.endsWith('.svelte') ? `<script lang="ts">\n${importing(imports)}</script>\n` : importing(imports),
];
const installed = (name: string): [string, string][] => [
  [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
  [`node_modules/${name}/index.js`, ''],
];

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

describe('imports point one way', () => {
  let violations: readonly Violation[];

  beforeAll(async () => {
    const { output } = await judge(
      ['depcruise', '--output-type', 'json', 'worker', 'web/src', 'local', 'test'],
      {
        ...Object.fromEntries(standing.map((path) => [path, 'export const here = true;\n'])),
        ...Object.fromEntries([...planted, ...allowed].map(fileOf)),
        'worker/domain/hen.ts': importing('./egg.ts'),
        ...Object.fromEntries(['zod', 'hono', 'temporal-polyfill', 'left-pad'].flatMap(installed)),
      },
      ['.dependency-cruiser.js', 'tsconfig.base.json', 'tsconfig.worker.json', 'package.json'],
    );
    violations = (JSON.parse(output) as { summary: { violations: Violation[] } }).summary.violations;
  });

  test.each(planted)('$rule: $from may not import $imports', ({ rule, from }) => {
    expect(violations.filter((violation) => violation.from === from).map((violation) => violation.rule.name)).toContain(
      rule,
    );
  });

  test.each(allowed)('$from may import $imports', ({ from }) => {
    expect(violations.filter((violation) => violation.from === from)).toEqual([]);
  });
});
