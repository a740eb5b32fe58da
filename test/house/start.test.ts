import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildWorker, root } from '../../local/build.ts';

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly lines: () => string[];
}

describe.runIf(process.platform === 'linux')('npm start', () => {
  let stateDir: string;
  let port: number;
  let started: Started[];

  beforeEach(async () => {
    await buildWorker();
    stateDir = await mkdtemp(join(tmpdir(), 'maitred-start-'));
    port = await freePort();
    started = [];
  }, 120_000);

  afterEach(async () => {
    for (const { child, ended } of started) {
      child.kill('SIGTERM');
      await ended;
    }
    await rm(stateDir, { recursive: true, force: true });
  });

  function start(): Started {
    const child = spawn(process.execPath, [join(root, 'local/bootstrap.mjs'), 'start'], {
      cwd: root,
      env: { ...process.env, PORT: String(port), MAITRED_STATE: stateDir, MAITRED_DEMO: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const ended = new Promise<number | null>((done) => child.on('exit', done));
    const one = { child, ended, lines: () => output.trim().split('\n') };
    started.push(one);
    return one;
  }

  const isReady = ({ lines }: Started) => lines().includes(`ready http://localhost:${port}`);
  const answers = async () => (await fetch(`http://localhost:${port}/api/health`).catch(() => undefined))?.ok === true;
  const noted = () =>
    JSON.parse(readFileSync(join(stateDir, 'run.json'), 'utf8')) as { pid: number; workerdPids: number[] };

  test('says ready once, at the end, and leaves nothing behind', async () => {
    const run = start();
    await until(() => isReady(run));
    expect(await answers()).toBe(true);
    expect(run.lines().filter((line) => line.startsWith('ready '))).toHaveLength(1);
    expect(run.lines().at(-1)).toMatch(/^ready /);
    const { pid, workerdPids } = noted();
    run.child.kill('SIGTERM');
    expect(await run.ended).toBe(0);
    await until(() => [pid, ...workerdPids].every((id) => !isAlive(id)));
  });

  test('a taken port is told, with what to do', async () => {
    const first = start();
    await until(() => isReady(first));
    const otherState = join(stateDir, 'other');
    const second = spawn(process.execPath, [join(root, 'local/bootstrap.mjs'), 'start'], {
      env: { ...process.env, PORT: String(port), MAITRED_STATE: otherState, MAITRED_DEMO: '0' },
    });
    let complaint = '';
    second.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    expect(await new Promise((done) => second.on('exit', done))).toBe(1);
    expect(complaint).toContain(`Port ${port} is taken`);
    expect(complaint).not.toContain('    at ');
  });

  test('a state folder has one owner', async () => {
    const first = start();
    await until(() => isReady(first));
    port = await freePort();
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.lines().join('\n')).toContain('is in use by process');
  });

  test('a killed workerd comes back on the same port', async () => {
    const run = start();
    await until(() => isReady(run));
    const before = noted().workerdPids;
    for (const pid of before) process.kill(pid, 'SIGKILL');
    await until(() => noted().workerdPids.some((pid) => !before.includes(pid)));
    await until(answers);
  });

  test('a killed run is cleared away by the next one', async () => {
    const first = start();
    await until(() => isReady(first));
    process.kill(noted().pid, 'SIGKILL');
    await first.ended;
    const second = start();
    await until(() => isReady(second));
    expect(await answers()).toBe(true);
  });

  test('a killed launcher takes the server with it', async () => {
    const run = start();
    await until(() => isReady(run));
    const { pid, workerdPids } = noted();
    run.child.kill('SIGKILL');
    await until(() => [pid, ...workerdPids].every((id) => !isAlive(id)));
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await holds()) return;
    await sleep(100);
  }
  throw new Error('waited 40 seconds in vain');
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\t[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
