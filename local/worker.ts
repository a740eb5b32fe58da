/**
 * The entry point on one machine: the Worker as it is deployed, plus `/__local/*` for tests, the simulated service and
 * replays. Deployed bundles start at `worker/index.ts` and never hold this file.
 */
import { Hono } from 'hono';
import type { Env } from '../worker/env.ts';
import worker from '../worker/index.ts';

export * from '../worker/index.ts';

const local = new Hono<{ Bindings: Env }>().basePath('/__local');

export default {
  ...worker,
  async fetch(request, env, ctx): Promise<Response> {
    if (new URL(request.url).pathname.startsWith('/__local/')) return local.fetch(request, env, ctx);
    return worker.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<Env>;
