import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Miniflare, NoOpLog, type V4ModuleDefinition, convertV4MiniflareOptions } from 'miniflare';
import { unstable_getMiniflareWorkerOptions as readBindings } from 'wrangler';
import { buildWorker, root } from './build.ts';
import { migrate } from './migrate.ts';
import { CannotStart, forgetRun, noteRun, takeOver, workerdPids } from './processes.ts';

const host = '127.0.0.1';

export interface RuntimeOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Everything that outlives the process: the databases, the objects, the uploads, the secret. */
  readonly stateDir: string;
  /** A bundled entry point; by default the Worker with its local entry point, built when its sources changed. */
  readonly entry?: string;
  /** Override `[vars]` of wrangler.toml. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Drops what the Worker writes to its console; otherwise its warnings and errors are printed. */
  readonly quiet?: boolean;
}

export interface LocalRuntime {
  readonly origin: string;
  readonly mf: Miniflare;
  /** The running workerd processes, for tests that kill them. */
  workerdPids(): number[];
  /** Runs the cron handler now; locally it never fires by itself. */
  runCron(): Promise<void>;
  stop(): Promise<void>;
}

/** Builds, migrates and serves the whole platform from this process and one workerd. */
export async function startRuntime(options: RuntimeOptions): Promise<LocalRuntime> {
  const stateDir = resolve(options.stateDir);
  mkdirSync(stateDir, { recursive: true });
  await takeOver(stateDir);
  const port = await claimPort(options.port);
  if (options.entry === undefined) await buildWorker();
  const entry = options.entry ?? join(root, 'build', 'worker', 'worker.js');

  const { workerOptions } = readBindings(join(root, 'wrangler.toml'));
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      ...workerOptions,
      name: 'maitred',
      modules: modulesBeside(entry),
      modulesRoot: join(entry, '..'),
      bindings: {
        ...(workerOptions.bindings as Record<string, string>),
        ENVIRONMENT: 'local',
        MAITRED_SECRET: secretOf(stateDir),
        PUBLIC_ORIGIN: `http://localhost:${port}`,
        ...options.vars,
      },
      host,
      port,
      cf: false,
      // Where `wrangler --persist-to` looks too, so that its d1 commands work on the same state.
      resourcePersistencePath: join(stateDir, 'v3'),
      log: new NoOpLog(),
      unsafeHandleRuntimeRestart: () => {
        noteRun(stateDir);
      },
      handleStructuredLogs: ({ level, message }) => {
        // workerd marks its notes to its own makers so; they say nothing about this Worker.
        if (options.quiet || message.startsWith('NOSENTRY')) return;
        if (level === 'error' || level === 'warn') console.error(message);
      },
    }),
  );
  await mf.ready;
  noteRun(stateDir);
  process.once('exit', () => forgetRun(stateDir));
  await migrate(mf, join(root, 'migrations'));
  return {
    origin: `http://localhost:${port}`,
    mf,
    workerdPids,
    async runCron() {
      const worker = await mf.getWorker();
      await worker.scheduled({ cron: '* * * * *', scheduledTime: new Date() });
    },
    async stop() {
      await mf.dispose();
      forgetRun(stateDir);
    },
  };
}

/** Resolves to a port that is free at this moment; workerd itself would only say otherwise in a stack trace. */
async function claimPort(port: number): Promise<number> {
  // A run that was just ended may hold its port for a moment longer.
  for (let tries = 0; tries < 12; tries++) {
    const claimed = await tryPort(port);
    if (claimed !== undefined) return claimed;
    await sleep(250);
  }
  throw new CannotStart(
    `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`,
  );
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(undefined);
      else failed(error);
    });
    server.listen(port, host, () => {
      const { port: claimed } = server.address() as AddressInfo;
      server.close(() => {
        done(claimed);
      });
    });
  });
}

const moduleTypes: Readonly<Record<string, V4ModuleDefinition['type']>> = {
  '.js': 'ESModule',
  '.mjs': 'ESModule',
  '.wasm': 'CompiledWasm',
  '.bin': 'Data',
  '.txt': 'Text',
  '.html': 'Text',
  '.sql': 'Text',
};

/** The bundle's main module first, then what wrangler laid beside it (wasm, SQL, texts). */
function modulesBeside(entry: string): V4ModuleDefinition[] {
  const others = readdirSync(join(entry, '..'))
    .map((name) => join(entry, '..', name))
    .filter((file) => file !== entry);
  return [entry, ...others].flatMap((path) => {
    const type = moduleTypes[extname(path)];
    return type === undefined ? [] : [{ type, path }];
  });
}

/** The key that signs sessions and manage links: made once per state folder, so that links survive a restart. */
function secretOf(stateDir: string): string {
  const file = join(stateDir, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
