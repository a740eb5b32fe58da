import { expect, test } from 'vitest';
import { judge } from '../support/planted.ts';

test('a file, an export and a package that nobody uses are told', async () => {
  const { ok, output } = await judge(
    ['knip', '--no-progress', '--no-config-hints', '--reporter', 'json'],
    {
      'package.json': JSON.stringify({ name: 'planted', type: 'module', dependencies: { 'left-pad': '1.0.0' } }),
      'node_modules/left-pad/package.json': JSON.stringify({ name: 'left-pad', version: '1.0.0' }),
      'local/start.ts': "import { used } from '../worker/room.ts';\nconsole.log(used);\n",
      'worker/room.ts': 'export const used = 1;\nexport const forgotten = 2;\n',
      'worker/lonely.ts': 'export const nobody = 1;\n',
    },
    ['knip.json'],
  );
  expect(ok).toBe(false);
  expect(output).toContain('"forgotten"');
  expect(output).toContain('worker/lonely.ts');
  expect(output).toContain('"left-pad"');
  expect(output).not.toContain('"used"');
});
