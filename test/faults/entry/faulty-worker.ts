/**
 * The local Worker with faults to order between it and its bindings: `PUT /__faults` says how D1 and the queue behave
 * from then on, for the objects too, which share the isolate; after a restart everything is well. `POST /__sql` asks D1,
 * `POST /__cron` runs the schedule.
 */
import local, { RestaurantDay as LocalDay } from '../../../local/worker.ts';
import type { Env } from '../../../worker/env.ts';
import { faultyEnv, setFaults } from './faulty-bindings.ts';
import type { Faults } from './faults.ts';

export { RateLimiter } from '../../../worker/index.ts';

export class RestaurantDay extends LocalDay {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, faultyEnv(env));
  }
}

/** A statement for D1 itself, past all faults; answers its rows. */
async function queryD1(request: Request, env: Env): Promise<Response> {
  const { query, values } = await request.json<{ query: string; values: readonly unknown[] }>();
  const { results } = await env.DB.prepare(query)
    .bind(...values)
    .all();
  return Response.json(results);
}

export default {
  async fetch(request, env, ctx): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/__sql') return queryD1(request, env);
    if (pathname === '/__cron') {
      await local.scheduled({ cron: '* * * * *', scheduledTime: Date.now(), noRetry: () => undefined }, faultyEnv(env));
      return new Response(null, { status: 204 });
    }
    if (pathname !== '/__faults') return local.fetch(request, faultyEnv(env), ctx);
    setFaults(await request.json<Faults>());
    return new Response(null, { status: 204 });
  },
  queue: (batch, env) => local.queue(batch, faultyEnv(env)),
  scheduled: (controller, env) => local.scheduled(controller, faultyEnv(env)),
} satisfies ExportedHandler<Env>;
