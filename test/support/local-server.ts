/** A whole local runtime for a test: a state folder of its own, a workerd that may be killed, and both gone at the end. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildEntry } from '../../local/build.ts';
import { type LocalRuntime, startRuntime } from '../../local/runtime.ts';
import type { Faults } from '../faults/entry/faults.ts';

export interface LocalServer {
  readonly origin: string;
  readonly stateDir: string;
  readonly runtime: LocalRuntime;
  /** SIGKILL, as a crash would; Miniflare starts another workerd on the same port and state. */
  kill(): void;
  /** Rows of a statement for D1, past all faults. */
  queryD1<Row>(query: string, ...values: readonly (string | number)[]): Promise<Row[]>;
  setFaults(faults: Partial<Faults>): Promise<void>;
  runCron(): Promise<void>;
  /** Resolves once the server answers; after a kill that is a second or two. */
  ready(): Promise<void>;
  /** Ends the processes and leaves the state, to be looked at. */
  stop(): Promise<void>;
}

/** Runs `work` against a server of its own and clears everything away afterwards, however it went. */
export async function withServer<T>(
  work: (server: LocalServer) => Promise<T>,
  vars: Readonly<Record<string, string>> = {},
): Promise<T> {
  const entry = await buildEntry('test/faults/entry/faulty-worker.ts');
  const stateDir = await mkdtemp(join(tmpdir(), 'maitred-faults-'));
  try {
    const runtime = await startRuntime({
      port: 0,
      stateDir,
      entry,
      quiet: true,
      vars: { RATE_LIMIT_FACTOR: '1000', ...vars },
    });
    const server = serverOf(runtime, stateDir);
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

function serverOf(runtime: LocalRuntime, stateDir: string): LocalServer {
  const { origin } = runtime;
  let stopped: Promise<void> | null = null;
  return {
    origin,
    stateDir,
    runtime,
    kill() {
      for (const pid of runtime.workerdPids()) process.kill(pid, 'SIGKILL');
    },
    async queryD1<Row>(query: string, ...values: readonly (string | number)[]) {
      // Not through Miniflare's proxy: it blocks this thread, which workerd may need to get its log lines off.
      const response = await fetch(`${origin}/__sql`, { method: 'POST', body: JSON.stringify({ query, values }) });
      if (!response.ok) throw new Error(`D1: ${await response.text()}`);
      return (await response.json()) as Row[];
    },
    async setFaults(faults) {
      const well: Faults = { d1Away: 0, d1Silent: 0, queueLost: 0, queueDoubled: 0 };
      await fetch(`${origin}/__faults`, { method: 'PUT', body: JSON.stringify({ ...well, ...faults }) });
    },
    async runCron() {
      await fetch(`${origin}/__cron`, { method: 'POST' });
    },
    async ready() {
      await until(async () => (await fetch(`${origin}/api/health`)).ok, 'the server answers', 60);
    },
    stop() {
      stopped ??= runtime.stop();
      return stopped;
    },
  };
}

/** Asks until it holds; an error counts as "not yet". Throws after `seconds`. */
export async function until(holds: () => Promise<boolean>, what: string, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  let last: unknown = null;
  do {
    try {
      if (await holds()) return;
      last = null;
    } catch (error) {
      last = error;
    }
    await sleep(50);
  } while (Date.now() < end);
  throw new Error(`waited ${String(seconds)} s in vain until ${what}`, { cause: last });
}
