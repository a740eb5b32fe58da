import { gzipSync } from 'node:zlib';
import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * What axe finds, a line each; once the colours have settled. The dark theme changes colours and nothing else: there
 * only these are looked at, beside the whole look at the same page by light.
 */
export async function violations(page: Page, theme: 'light' | 'dark' = 'light'): Promise<string[]> {
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source);
  const options: RunOptions = {
    resultTypes: ['violations'],
    ...(theme === 'dark' && { runOnly: { type: 'rule', values: ['color-contrast'] } }),
  };
  const { violations: found } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** What is amiss with a page by light, and then, without opening it anew, in the dark. */
export async function violationsInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    found.push(...(await violations(page, theme)).map((violation) => `${theme}: ${violation}`));
  }
  return found;
}

/** Controls that a thumb cannot hit; links inside a sentence are exempt (WCAG 2.5.8). */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('button, summary, input:not([type=hidden]), select, a:not(p a):not(h3 a)')]
      .filter((element) => element.tabIndex >= 0 && element.checkVisibility() && !element.closest('.skip'))
      .filter((element) => {
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
        return Math.min(width, height) < 43.5;
      })
      .map((element) => element.outerHTML.slice(0, 120))
  `);
}

/** How far the page is wider than its window, in pixels. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

export interface Weight {
  /** Bytes on the wire, compressed. */
  readonly script: number;
  readonly stylesheet: number;
  /** Addresses of other sites that were asked. */
  readonly foreign: readonly string[];
}

/** Opens a page and weighs what it loads until it is quiet. */
export async function weightOf(page: Page, address: string, origin: string): Promise<Weight> {
  const bytes = { script: 0, stylesheet: 0 };
  const foreign: string[] = [];
  page.on('response', async (response) => {
    if (!response.url().startsWith(origin)) foreign.push(response.url());
    const kind = response.request().resourceType();
    if (kind === 'script' || kind === 'stylesheet') bytes[kind] += gzipSync(await response.body()).length;
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  return { ...bytes, foreign };
}
