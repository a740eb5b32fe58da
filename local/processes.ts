/** What a run started, noted in its state folder: two runs on one state would be two owners of every restaurant-day. */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Something that whoever types `npm start` can put right: told without a stack trace. */
export class CannotStart extends Error {}

interface Run {
  readonly pid: number;
  readonly workerdPids: readonly number[];
}

const fileOf = (stateDir: string): string => join(stateDir, 'run.json');

export function noteRun(stateDir: string): void {
  const run: Run = { pid: process.pid, workerdPids: workerdPids() };
  writeFileSync(fileOf(stateDir), JSON.stringify(run));
}

export function forgetRun(stateDir: string): void {
  rmSync(fileOf(stateDir), { force: true });
}

/** Ends the workerd that a killed run left behind; refuses while a living run has the state. */
export async function takeOver(stateDir: string): Promise<void> {
  const file = fileOf(stateDir);
  if (!existsSync(file)) return;
  const run = JSON.parse(readFileSync(file, 'utf8')) as Run;
  // A run whose parent was killed needs a moment to notice and to end.
  for (let tries = 0; tries < 20 && leftOf(run).some(({ parent }) => parent === run.pid); tries++) await sleep(250);
  for (const { pid, parent } of leftOf(run)) {
    if (parent === run.pid) {
      throw new CannotStart(
        `The state folder ${stateDir} is in use by process ${run.pid}. Stop it, or set MAITRED_STATE to another folder.`,
      );
    }
    process.kill(pid, 'SIGKILL');
  }
  forgetRun(stateDir);
}

/** The workerd processes of a run that are alive; the name guards against a number that was given out again. */
function leftOf(run: Run): ListedProcess[] {
  return listProcesses().filter(({ pid, name }) => name === 'workerd' && run.workerdPids.includes(pid));
}

/** Calls `end` once when the process that started this one is gone, however it went. */
export function whenOrphaned(end: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, 500);
  timer.unref();
}

/** The workerd processes that this process started. */
export function workerdPids(): number[] {
  return listProcesses()
    .filter(({ parent, name }) => parent === process.pid && name === 'workerd')
    .map(({ pid }) => pid);
}

interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
}

/** From /proc where there is one, else from ps (macOS, which tells a whole path as the name). */
function listProcesses(): ListedProcess[] {
  const statusFiles = globSync('/proc/[0-9]*/status');
  if (statusFiles.length > 0) return statusFiles.flatMap(readStatus);
  return execFileSync('ps', ['-axo', 'pid=,ppid=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, ...path] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), name: basename(path.join(' ')) };
    });
}

function readStatus(file: string): ListedProcess[] {
  try {
    const status = readFileSync(file, 'utf8');
    const field = (name: string): string => new RegExp(`^${name}:\\t(.*)$`, 'm').exec(status)?.[1] ?? '';
    return [{ pid: Number(field('Pid')), parent: Number(field('PPid')), name: field('Name') }];
  } catch {
    return []; // it ended while the list was read
  }
}
