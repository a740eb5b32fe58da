import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers';
import { defineConfig } from 'vitest/config';
export default defineConfig({ root: '/work/main', plugins: [cloudflareTest(async () => ({ wrangler: { configPath: '/tmp/m/api-test/wrangler.toml' }, miniflare: { bindings: { ENVIRONMENT: 'test', LOG_LEVEL: 'error', MAITRED_SECRET: 'a secret for tests alone', TEST_MIGRATIONS: await readD1Migrations('/work/main/migrations') } } }))],
 test: { include: ['test/worker/{api,store}/**/*.test.ts'], setupFiles: ['test/worker/setup.ts'], testTimeout: 30000, deps: { optimizer: { ssr: { enabled: true, include: ['itty-durable'] } } } } });
