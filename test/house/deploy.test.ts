import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { root } from '../../local/build.ts';

test('a dry run of the deploy works offline and finds nothing of this machine in the bundle', async () => {
  const bootstrap = join(root, 'local/bootstrap.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [bootstrap, 'deploy', '--dry-run'], { cwd: root });
  expect(stdout).toMatch(/Worker {3}\d+ KB, gzipped \d+ KB/);
  expect(stdout).toContain('nothing of local/ or test/');
  expect(stdout).toContain('nothing was sent');
});
