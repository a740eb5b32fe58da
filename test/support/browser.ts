import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Page, type Response, chromium } from 'playwright-core';
import { fillDemo } from '../../local/demo/index.ts';
import { type LocalRuntime, startRuntime } from '../../local/runtime.ts';

export interface House {
  readonly origin: string;
  readonly runtime: LocalRuntime;
  stop(): Promise<void>;
}

/** The real thing on a free port, with a state folder of its own that goes with it. */
export async function openHouse(options: { readonly demo: boolean }): Promise<House> {
  const stateDir = await mkdtemp(join(tmpdir(), 'maitred-'));
  const runtime = await startRuntime({ port: 0, stateDir });
  if (options.demo) await fillDemo(runtime.origin, runtime);
  return {
    origin: runtime.origin,
    runtime,
    async stop() {
      await runtime.stop();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

/** Chromium of the machine where there is one, else the one from npm: `npm test` needs npm alone. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((path) => path && existsSync(path));
  if (executablePath) return chromium.launch({ executablePath, args: ['--no-sandbox'] });
  // Makes the package unpack the libraries that a bare machine lacks; it looks when it is imported.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: bundled } = await import('@sparticuz/chromium');
  return chromium.launch({
    executablePath: await bundled.executablePath(),
    args: ['--no-sandbox', '--headless=shell', '--no-zygote'],
  });
}

/**
 * Opens an address and waits until its scripts have taken over, where they may run: what is filled in before can be
 * lost, and a click can load a page anew.
 */
export async function visit(page: Page, address: string): Promise<Response | null> {
  const response = await page.goto(address);
  await scriptsHaveTakenOver(page);
  return response;
}

/** Loads the page anew, and waits like `visit`. */
export async function reload(page: Page): Promise<void> {
  await page.reload();
  await scriptsHaveTakenOver(page);
}

async function scriptsHaveTakenOver(page: Page): Promise<void> {
  const mayRun = await page.evaluate<boolean>("matchMedia('(scripting: enabled)').matches");
  if (mayRun) await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
}

/** Signs in as the form of the sign-in does, without its page. */
export async function sendPassword(
  page: Page,
  origin: string,
  form: { readonly email: string; readonly password: string },
): Promise<void> {
  const answer = await page.request.post(`${origin}/sign-in?/password`, {
    form,
    headers: { origin, accept: 'text/html' },
    maxRedirects: 0,
  });
  if (answer.status() !== 303) throw new Error(`${form.email} is not signed in: ${String(answer.status())}`);
}
