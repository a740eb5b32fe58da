/** Structured log lines, one JSON object each. Addresses hold secrets (holds, codes) and names, so routes stand for them. */
import type { Env } from './env.ts';
import { withoutParameters } from './store/d1-errors.ts';

export interface RequestLine {
  readonly requestId: string;
  readonly method: string;
  /** As the contract names it, `/api/restaurants/{id}/tables`. */
  readonly route: string;
  readonly restaurantId: number | null;
  readonly status: number;
  readonly durationMs: number;
  readonly caller: string;
}

/** Every request where it is deployed; on one machine only when LOG_LEVEL asks for it. */
export function logRequest(env: Env, line: RequestLine): void {
  const level = env.LOG_LEVEL ?? (env.ENVIRONMENT === 'local' ? 'error' : 'info');
  if (level !== 'info') return;
  // eslint-disable-next-line no-console -- the one line per request; faults and warnings have their own levels
  console.log(JSON.stringify({ level: 'info', event: 'request', ...line }));
}

export function logFault(requestId: string, method: string, route: string, error: unknown): void {
  const fault = withoutParameters(error);
  const { name, message, stack } = fault instanceof Error ? fault : new Error(String(fault));
  console.error(JSON.stringify({ level: 'error', event: 'fault', requestId, method, route, name, message, stack }));
}

/** Something that went on, but that somebody should look at. */
export function logWarning(event: string, facts: Readonly<Record<string, string | number | null>>): void {
  console.warn(JSON.stringify({ level: 'warn', event, ...facts }));
}
