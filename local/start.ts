import { fillDemo } from './demo/index.ts';
import { CannotStart, whenOrphaned } from './processes.ts';
import { type LocalRuntime, startRuntime } from './runtime.ts';

const cronInterval_ms = 60_000;

async function start(): Promise<void> {
  const runtime = await startRuntime({
    port: Number(process.env['PORT'] ?? 8787),
    stateDir: process.env['MAITRED_STATE'] ?? '.wrangler/state',
  });
  // Signals are Miniflare's business: it ends workerd with this process, however that ends, but for kill -9.
  whenOrphaned(() => process.exit(0));
  fireCronEachMinute(runtime);
  const { origin } = runtime;
  const signIns = process.env['MAITRED_DEMO'] === '0' ? [] : await fillDemo(origin, runtime);
  console.log([`Guests and staff   ${origin}`, `API documentation  ${origin}/api/docs`, ...signIns].join('\n'));
  console.log(`ready ${origin}`);
}

/** Cron triggers never fire by themselves locally. A failed run is told and the next one tries again. */
function fireCronEachMinute(runtime: LocalRuntime): void {
  setInterval(() => {
    runtime.runCron().catch((error: unknown) => {
      console.error('The cron handler failed:', error);
    });
  }, cronInterval_ms);
}

try {
  await start();
} catch (error) {
  console.error(error instanceof CannotStart ? error.message : error);
  process.exit(1);
}
