import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, launchBrowser, openHouse } from '../support/browser.ts';

let house: House;
let browser: Browser;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse({ demo: false }), launchBrowser()]);
});

afterAll(async () => {
  await Promise.all([browser.close(), house.stop()]);
});

test('the start page renders and hydrates without a complaint', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(house.origin, { waitUntil: 'networkidle' });
  expect(await page.title()).toContain('maitred');
  expect(complaints).toEqual([]);
});
