/**
 * The entry point on one machine: the Worker as it is deployed, plus `/__local/*` for tests, the simulated service and
 * replays. Deployed bundles start at `worker/index.ts` and never hold this file.
 */
import type { Env } from '../worker/env.ts';
import worker, { RestaurantDay as DeployedDay } from '../worker/index.ts';
import { local } from './routes.ts';

export { RateLimiter } from '../worker/index.ts';

/** An event as it lies on disk. */
export type LedgerRow = {
  readonly seq: number;
  readonly type: string;
  readonly at: number;
  /** JSON. */
  readonly body: string;
};

/** The day as it is deployed, and its ledger for whoever checks it. */
export class RestaurantDay extends DeployedDay {
  /** Empty while nothing was ever accepted. */
  ledgerRows(): LedgerRow[] {
    const { sql } = this.ctx.storage;
    const tables = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'events'").toArray();
    if (tables.length === 0) return [];
    return sql.exec<LedgerRow>('SELECT seq, type, at, body FROM events ORDER BY seq').toArray();
  }
}

export default {
  ...worker,
  async fetch(request, env, ctx): Promise<Response> {
    if (new URL(request.url).pathname.startsWith('/__local/')) return local.fetch(request, env, ctx);
    return worker.fetch(request, env, ctx);
  },
} satisfies ExportedHandler<Env>;
