import type { RestaurantDay } from './index.ts';

/** The bindings of wrangler.toml, its `[vars]`, and the secrets of docs/deployment.md. */
export interface Env {
  readonly ASSETS: Fetcher;
  readonly DB: D1Database;
  readonly UPLOADS: R2Bucket;
  readonly DELIVERIES: Queue;
  readonly RESTAURANT_DAY: DurableObjectNamespace<RestaurantDay>;
  readonly RATE_LIMITER: DurableObjectNamespace;
  readonly ENVIRONMENT: string;
  readonly MAITRED_SECRET: string;
  /** Where guests reach this Worker, for links in mails: `https://book.example.com`. Required where it is deployed. */
  readonly PUBLIC_ORIGIN?: string;
  /** The sender of all mail, confirmed at the provider: `bookings@example.com`. Required with POSTMARK_TOKEN. */
  readonly MAIL_FROM?: string;
  /** A server's token. Without it mail lands in the local outbox. */
  readonly POSTMARK_TOKEN?: string;
  /** Instead of `api.postmarkapp.com`; a loopback address is asked without TLS. */
  readonly POSTMARK_HOST?: string;
  /** `info` writes a line per request; by default only where it is deployed. */
  readonly LOG_LEVEL?: string;
  /** Multiplies every rate limit; 1 unless a test says otherwise. */
  readonly RATE_LIMIT_FACTOR?: string;
}

declare global {
  namespace Cloudflare {
    // The same bindings under the name by which `cloudflare:workers` and the tests know them.
    interface Env extends WorkerBindings {}
    interface GlobalProps {
      mainModule: typeof import('./index.ts');
      durableNamespaces: 'RestaurantDay' | 'RateLimiter';
    }
  }
}
type WorkerBindings = Env;
