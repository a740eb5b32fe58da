/**
 * The local Worker with faults to order between it and its bindings: `PUT /__faults` says how D1 and the queue behave
 * from then on, for the objects too, which share the isolate. After a restart everything is well.
 */
import local, { RestaurantDay as LocalDay } from '../../../local/worker.ts';
import type { Env } from '../../../worker/env.ts';
import { type Faults, faultyEnv, setFaults } from './faulty-bindings.ts';

export { RateLimiter } from '../../../worker/index.ts';

export class RestaurantDay extends LocalDay {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, faultyEnv(env));
  }
}

export default {
  async fetch(request, env, ctx): Promise<Response> {
    if (new URL(request.url).pathname !== '/__faults') return local.fetch(request, faultyEnv(env), ctx);
    setFaults(await request.json<Faults>());
    return new Response(null, { status: 204 });
  },
  queue: (batch, env) => local.queue(batch, faultyEnv(env)),
  scheduled: (controller, env) => local.scheduled(controller, faultyEnv(env)),
} satisfies ExportedHandler<Env>;
