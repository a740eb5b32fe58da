/** The only file that wires things together: requests, queue, schedule and the objects. */
import { app } from './app.ts';
import { learnDueHouses } from './api/learn-houses.ts';
import { RateLimiter } from './api/rate-limiter.ts';
import { retryConfigurationJobs } from './api/push-configuration.ts';
import { RestaurantDay } from './day/restaurant-day.ts';
import { consumeDeliveries } from './delivery/consumer.ts';
import { sweepDeliveries } from './delivery/sweep.ts';
import type { DeliveryWakeUp } from './delivery/wake-up.ts';
import type { Env } from './env.ts';
import { deleteOldTokens } from './store/one-time-tokens.ts';
import { deleteOldSessions } from './store/sessions.ts';
import { respondWithPage } from './web.ts';

export { RateLimiter, RestaurantDay };

const apiPaths = ['/api/', '/ws/', '/dev/'];

export default {
  async fetch(request, env, ctx): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (apiPaths.some((prefix) => pathname.startsWith(prefix))) return app.fetch(request, env, ctx);
    return respondWithPage(request, env, ctx, app.fetch);
  },
  async queue(batch, env): Promise<void> {
    await consumeDeliveries(batch as MessageBatch<DeliveryWakeUp>, env);
  },
  async scheduled(_controller, env): Promise<void> {
    await Promise.all([
      retryConfigurationJobs(env),
      sweepDeliveries(env),
      learnDueHouses(env, Date.now()),
      deleteOldSessions(env, Date.now()),
      deleteOldTokens(env, Date.now()),
    ]);
  },
} satisfies ExportedHandler<Env>;
