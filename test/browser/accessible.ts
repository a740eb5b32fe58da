import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds, a line each; once the colours have settled. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished))');
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
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
