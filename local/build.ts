import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, delimiter, dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CannotStart } from './processes.ts';

const run = promisify(execFile);

export const root = dirname(import.meta.dirname);

/** The tools run under the Node that runs this, and for production also under vitest, which sets NODE_ENV to test. */
export const buildEnvironment = {
  ...process.env,
  NODE_ENV: 'production',
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
};

/** A part of the build: skipped while the files it is made from have the same content as at its last run. */
interface Part {
  readonly name: string;
  readonly sources: readonly string[];
  readonly result: string;
  readonly command: readonly string[];
  readonly folder: string;
}

const pages: Part = {
  name: 'pages',
  sources: ['web/*.ts', 'web/src/**/*', 'web/static/**/*', 'worker/contract/**/*', 'worker/domain/**/*'],
  result: 'web/build/server/server.js',
  command: ['vite', 'build', '--logLevel', 'warn'],
  folder: 'web',
};

const worker: Part = {
  name: 'worker',
  sources: [...pages.sources, 'worker/**/*', 'migrations/**/*', 'local/**/*.ts', 'wrangler.toml'],
  result: 'build/worker/worker.js',
  command: ['wrangler', 'deploy', 'local/worker.ts', '--dry-run', '--outdir', 'build/worker'],
  folder: '.',
};

/** The SvelteKit pages alone: `web/build`, which `worker/web.ts` and the assets binding read. */
export async function buildPages(): Promise<void> {
  await alone(() => build(pages));
}

/** The pages and the Worker with its local entry point: `build/worker/worker.js`. */
export async function buildWorker(): Promise<void> {
  await alone(async () => {
    await build(pages);
    await build(worker);
  });
}

/** The same Worker behind another entry point, for tests that stand between it and its bindings. Answers the bundle. */
export async function buildEntry(entry: string): Promise<string> {
  const name = basename(entry, '.ts');
  const outdir = `build/${name}`;
  const part: Part = {
    name,
    sources: [...worker.sources, `${dirname(entry)}/*.ts`],
    result: `${outdir}/${name}.js`,
    command: ['wrangler', 'deploy', entry, '--dry-run', '--outdir', outdir],
    folder: '.',
  };
  await alone(async () => {
    await build(pages);
    await build(part);
  });
  return join(root, part.result);
}

/** One build at a time in this folder, also when `npm start` and `npm test` run side by side. */
async function alone(work: () => Promise<void>): Promise<void> {
  const lock = join(root, 'build', 'lock');
  mkdirSync(dirname(lock), { recursive: true });
  while (!claim(lock)) await sleep(200);
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** The lock is a link that points to its owner's process id: made and read in one step each. */
function claim(lock: string): boolean {
  try {
    symlinkSync(String(process.pid), lock);
    return true;
  } catch {
    const owner = ownerOf(lock);
    if (owner !== undefined && !isAlive(owner)) rmSync(lock, { force: true });
    return false;
  }
}

function ownerOf(lock: string): number | undefined {
  try {
    return Number(readlinkSync(lock));
  } catch {
    return undefined; // given back meanwhile
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function build(part: Part): Promise<void> {
  const stampFile = join(root, 'build', `${part.name}.stamp`);
  const stamp = stampOf(part.sources);
  if (existsSync(join(root, part.result)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const [command = '', ...args] = part.command;
  try {
    await run(join(root, 'node_modules', '.bin', command), args, {
      cwd: join(root, part.folder),
      env: buildEnvironment,
      maxBuffer: 64e6,
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new CannotStart(`The ${part.name} did not build:\n${stdout}${stderr}`, { cause: error });
  }
  writeFileSync(stampFile, stamp);
}

function stampOf(sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync(['package.json', 'package-lock.json', ...sources], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
