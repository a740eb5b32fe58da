/**
 * `npm test` and `npm run check` (which stops after the checks that need no running code). Two things at a time, each
 * told in one line, a failing one with its whole output; the last line counts everything.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWorker, root } from '../local/build.ts';

interface Check {
  readonly name: string;
  /** A tool of node_modules/.bin and its arguments. */
  readonly command: readonly [string, ...string[]];
  readonly folder?: string;
}

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

const checks: readonly Check[] = [
  { name: 'lint', command: ['eslint', '.', '--max-warnings=0'] },
  { name: 'types of the pages', command: ['svelte-check', '--fail-on-warnings'], folder: 'web' },
  { name: 'types of the Worker', command: ['tsc', '-p', 'tsconfig.worker.json'] },
  { name: 'types of local and test', command: ['tsc', '-p', 'tsconfig.node.json'] },
  { name: 'formatting (npm run format mends it)', command: ['prettier', '--check', '.', '--log-level', 'warn'] },
  { name: 'types of the domain alone', command: ['tsc', '-p', 'tsconfig.domain.json'] },
  {
    name: 'layers',
    command: ['depcruise', 'worker', 'web/src', 'web/adapter.ts', 'web/vite.config.ts', 'local', 'test'],
  },
  { name: 'nothing unused', command: ['knip', '--no-progress', '--no-config-hints'] },
];
const checksAtOnce = 2;

/** Servers and browsers afterwards, when nothing else runs. */
const runs: readonly (readonly string[])[] = [
  ['--project', 'domain', '--project', 'house'],
  ['--project', 'worker'],
  ['--project', 'browser'],
  ['--project', 'faults'],
];
/** Far beyond what any of them takes: a run that hangs must fail, not keep everybody waiting. */
const runMinutesMax = 10;

const totals: Totals = { passed: 0, failed: 0, skipped: 0 };

// Writes the types of the routes, which the linter and svelte-check read.
await runTool({ name: 'route types', command: ['svelte-kit', 'sync'], folder: 'web' });
await runChecks();
if (!process.argv.includes('--static')) {
  if (await buildAll()) await runTests();
}
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exitCode = totals.failed === 0 ? 0 : 1;

async function runChecks(): Promise<void> {
  const waiting = [...checks];
  const worker = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) tell(check.name, await runTool(check));
  };
  await Promise.all(Array.from({ length: checksAtOnce }, worker));
}

interface Outcome {
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

async function runTool({ command: [tool, ...args], folder = '.' }: Check): Promise<Outcome> {
  const started = performance.now();
  return new Promise((done) => {
    const options = { cwd: join(root, folder), maxBuffer: 64e6 };
    execFile(join(root, 'node_modules', '.bin', tool), args, options, (error, stdout, stderr) => {
      done({ ok: error === null, seconds: (performance.now() - started) / 1000, output: stdout + stderr });
    });
  });
}

function tell(name: string, { ok, seconds, output }: Outcome): void {
  totals[ok ? 'passed' : 'failed'] += 1;
  console.log(`${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(output);
}

/** The tests need the Worker as it is served; a build that fails is told like a failed check. */
async function buildAll(): Promise<boolean> {
  const started = performance.now();
  const output = await buildWorker().then(
    () => undefined,
    (error: unknown) => String(error),
  );
  const ok = output === undefined;
  tell('build', { ok, seconds: (performance.now() - started) / 1000, output: output ?? '' });
  return ok;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

async function runTests(): Promise<void> {
  for (const run of runs) await runVitest(run);
}

async function runVitest(chosen: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'maitred-test-'));
  const reportFile = join(folder, 'report.json');
  const args = ['run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const exitCode = await new Promise<number>((done) => {
    const child = spawn(join(root, 'node_modules', '.bin', 'vitest'), args, { cwd: root, stdio: 'inherit' });
    const watch = setTimeout(() => child.kill('SIGKILL'), runMinutesMax * 60_000);
    child.on('exit', (code) => {
      clearTimeout(watch);
      done(code ?? 1);
    });
  });
  addReport(reportFile, exitCode);
  rmSync(folder, { recursive: true });
}

function addReport(reportFile: string, exitCode: number): void {
  const failedBefore = totals.failed;
  try {
    const report = JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport;
    // A file that could not even be loaded has no tests to count.
    const unloaded = report.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    totals.passed += report.numPassedTests;
    totals.failed += report.numFailedTests + unloaded.length;
    totals.skipped += report.numPendingTests + report.numTodoTests;
  } catch {
    console.log('vitest ended without a report.');
  }
  // Errors outside of any test (an unhandled rejection) fail the run too.
  if (exitCode !== 0 && totals.failed === failedBefore) totals.failed += 1;
}
