import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Guard } from './guards.ts';

const root = join(import.meta.dirname, '../..');

/** Null when the test fails without its guard, as it must; else what is wrong with the control. */
export function withoutGuard(guard: Guard): string | null {
  const copy = mkdtempSync(join(tmpdir(), 'maitred-guard-'));
  try {
    copyProject(copy);
    const path = join(copy, guard.file);
    const text = readFileSync(path, 'utf8');
    if (text.split(guard.find).length !== 2) return `${guard.file} no longer holds the guard once: ${guard.find}`;
    writeFileSync(
      path,
      text.replace(guard.find, () => guard.replace),
    );
    const output = runTest(copy, guard);
    if (/Tests.*\d+ failed/.test(output)) return null;
    return `${guard.test} does not fail without ${guard.name}:\n${output.slice(-1500)}`;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Sources as they are in the working tree; what was installed or built is only linked. */
function copyProject(copy: string): void {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  for (const file of listed.split('\n')) {
    if (file === '' || file.startsWith('docs/')) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  cpSync(join(root, 'web/build'), join(copy, 'web/build'), { recursive: true });
}

function runTest(copy: string, { project, testFile, test }: Guard): string {
  const escaped = test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const run = spawnSync(process.execPath, [vitest, 'run', '--project', project, testFile, '-t', escaped], {
    cwd: copy,
    encoding: 'utf8',
    // A scenario that waits for what never comes ends by itself, and says so.
    timeout: 240_000,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return run.stdout + run.stderr;
}
