/** `npm run deploy`: what docs/deployment.md describes, step by step; `-- --dry-run` stops before anything leaves. */
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { unstable_readConfig as readConfig } from 'wrangler';
import { buildEnvironment, buildPages, root } from './build.ts';
import { CannotStart } from './processes.ts';

const bundleFolder = join(root, 'build', 'deploy');
/** Stands in wrangler.toml until an account's own database is named there. */
const noDatabase = '00000000-0000-0000-0000-000000000000';
const foldersNeverDeployed = ['local', 'test'];
const kilobyte = 1024;

try {
  await deploy(process.argv.includes('--dry-run'));
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exit(1);
}

async function deploy(dryRun: boolean): Promise<void> {
  if (!dryRun) requireDatabase();
  await buildPages();
  bundle();
  console.log(describeBundle());
  if (dryRun) {
    console.log('Dry run: nothing was sent, no migration was applied.');
    return;
  }
  // Migrations first: a release reads a new form before the next one writes it, so the old Worker lives with them.
  wrangler('d1', 'migrations', 'apply', 'DB', '--remote');
  wrangler('deploy');
}

/** The part of wrangler's configuration that is read here; its own type is not published. */
interface WranglerConfig {
  readonly d1_databases: readonly { readonly database_id?: string }[];
}

function requireDatabase(): void {
  const config = readConfig({ config: join(root, 'wrangler.toml') }) as WranglerConfig;
  if (config.d1_databases.every((database) => database.database_id !== noDatabase)) return;
  throw new CannotStart(
    'wrangler.toml names no real database yet: follow "Once per account" in docs/deployment.md, or try -- --dry-run.',
  );
}

function bundle(): void {
  rmSync(bundleFolder, { recursive: true, force: true });
  wrangler('deploy', '--dry-run', '--outdir', bundleFolder);
}

function wrangler(...args: string[]): void {
  const { status } = spawnSync(join(root, 'node_modules', '.bin', 'wrangler'), args, {
    cwd: root,
    env: buildEnvironment,
    stdio: 'inherit',
  });
  if (status !== 0) throw new CannotStart(`wrangler ${args.join(' ')} failed; its message is above.`);
}

/** Sizes as Cloudflare counts them (gzipped), and the proof that nothing of the developer's machine is inside. */
function describeBundle(): string {
  const strangers = sourcesOfBundle().filter((file) => foldersNeverDeployed.includes(file.split('/')[0] ?? ''));
  if (strangers.length > 0)
    throw new CannotStart(`The bundle holds what must not be deployed: ${strangers.join(', ')}`);
  const modules = globSync(join(bundleFolder, '*.{js,wasm,sql,txt,bin}'));
  const bytes = modules.reduce((sum, file) => sum + statSync(file).size, 0);
  const gzippedBytes = modules.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  const assets = globSync(join(root, 'web/build/assets/**/*.*')).length;
  return [
    `Worker   ${Math.ceil(bytes / kilobyte)} KB, gzipped ${Math.ceil(gzippedBytes / kilobyte)} KB`,
    `Assets   ${assets} files`,
    `Inside   nothing of ${foldersNeverDeployed.map((folder) => `${folder}/`).join(' or ')}`,
  ].join('\n');
}

/** Every file that went into the bundle, from its source map, relative to the root. */
function sourcesOfBundle(): string[] {
  return globSync(join(bundleFolder, '*.js.map')).flatMap((file) => {
    const { sources } = JSON.parse(readFileSync(file, 'utf8')) as { sources: string[] };
    return sources.map((source) => relative(root, join(bundleFolder, source)));
  });
}
