// The first step of every npm script. It runs under whatever Node is there (20 or newer), on a bare clone without
// node_modules: installs what is missing, then goes on in TypeScript under the Node that the project brings along.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const scripts = {
  start: 'local/start.ts',
  test: 'test/run.ts',
  bench: 'test/bench/run.ts',
  faults: 'test/faults/run.ts',
  service: 'local/service.ts',
  replay: 'local/replay.ts',
  seating: 'local/solver.ts',
  deploy: 'local/deploy.ts',
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [name = '', ...rest] = process.argv.slice(2);
const script = scripts[name];
if (!script) fail(`There is no "${name}". Choose one of: ${Object.keys(scripts).join(', ')}.`);

installWhatIsMissing();
run(nodeOfTheProject(), script);

function installWhatIsMissing() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  // Nothing on standard output: it may be somebody's JSON.
  console.error('Installing packages (once, about a minute) …');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['inherit', process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail('npm ci failed; its message is above. Is the network or the npm registry out of reach?');
}

function nodeOfTheProject() {
  const bundled = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(bundled)) return bundled;
  // Packages with a Node inside exist for Linux alone; elsewhere the installed one has to strip types by itself.
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return fail(`Node ${process.versions.node} is too old here: install Node 22.18 or newer (24 is best).`);
}

function run(node, file) {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', join(root, file), ...rest], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`,
      // Nobody phones home, nothing is asked on a terminal, and only warnings are printed.
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_HIDE_BANNER: 'true',
      WRANGLER_LOG: 'warn',
      WRANGLER_WRITE_LOGS: 'false',
      DO_NOT_TRACK: '1',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      X_LOCAL_OBSERVABILITY: 'false',
      X_LOCAL_EXPLORER: 'false',
    },
  });
  // Ctrl-C reaches the whole group by itself; a plain kill reaches this process alone, so it is passed on.
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      asked = true;
      if (signal !== 'SIGINT') child.kill(signal);
    });
  }
  // npm killed without a word (kill -9) leaves its shell and this process behind: then nothing of them shall stay.
  if (process.env['npm_lifecycle_event']) {
    const launchers = () => `${process.ppid} ${parentOf(process.ppid)}`;
    const atStart = launchers();
    setInterval(() => launchers() !== atStart && child.kill('SIGTERM'), 500).unref();
  }
  child.on('exit', (code, signal) => {
    // Whoever stops the server got what they asked for: no error lines from npm.
    if (asked && name === 'start') process.exit(0);
    process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1));
  });
}

function parentOf(pid) {
  const status = `/proc/${pid}/status`;
  return existsSync(status) ? /^PPid:\t(\d+)$/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
