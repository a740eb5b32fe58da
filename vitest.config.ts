import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';

/** Together on all cores; vitest alone would leave one of two idle. */
const sideBySide = { maxWorkers: '100%', sequence: { groupOrder: 0 } };

/** What the domain remembers follows from its arguments alone, so its files share what they have imported. */
const pure = { isolate: false };

/** Afterwards, one file at a time and with room for a slow machine: each starts a real server, most a browser. */
const oneAtATime = (groupOrder: number) => ({
  fileParallelism: false,
  sequence: { groupOrder },
  testTimeout: 60_000,
  hookTimeout: 180_000,
});

/** Each file has its own server and browser, and most of its time waits for a page: one alone leaves a core idle. */
const twoAtATime = { fileParallelism: true, maxWorkers: 2 };

const inWorkerd = cloudflareTest(async () => ({
  wrangler: { configPath: './wrangler.toml' },
  miniflare: {
    bindings: {
      ENVIRONMENT: 'test',
      LOG_LEVEL: 'error',
      MAITRED_SECRET: 'a secret for tests alone',
      TEST_MIGRATIONS: await readD1Migrations('migrations'),
    },
  },
}));

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'domain', include: ['test/domain/**/*.test.ts'], ...sideBySide, ...pure, testTimeout: 60_000 } },
      { test: { name: 'house', include: ['test/house/**/*.test.ts'], ...sideBySide, testTimeout: 60_000 } },
      {
        plugins: [inWorkerd],
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts'],
          globalSetup: ['test/support/pages.ts'],
          setupFiles: ['test/worker/setup.ts'],
          ...sideBySide,
          testTimeout: 30_000,
          // A line that an object or a consumer prints after the last test would wait for ever to be sent to vitest:
          // the plugin keeps it until the runner next has something to say, and the runner waits for the line.
          disableConsoleIntercept: true,
          // itty-durable is CommonJS inside; the runtime takes ES modules alone.
          deps: { optimizer: { ssr: { enabled: true, include: ['itty-durable'] } } },
        },
      },
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], ...oneAtATime(1), ...twoAtATime } },
      { test: { name: 'faults', include: ['test/faults/**/*.test.ts'], ...oneAtATime(2) } },
    ],
  },
});
