/** What surrounds every request to the API: its id, its log line, the headers that keep browsers careful, the body's limit. */
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { logRequest } from '../log.ts';
import type { ApiEnvironment } from './environment.ts';
import { problem, problemResponse } from './problem.ts';

const bodyBytesMax = 64 * 1024;

const headersForAll: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
};
/** An answer of the API is data: nothing in it may ever run or be framed. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'";

export const frame: MiddlewareHandler<ApiEnvironment> = async (c, next) => {
  const startedAt = Date.now();
  const requestId = requestIdOf(c.req.raw);
  c.set('requestId', requestId);
  c.set('callerName', 'unknown');
  c.set('route', 'none');
  await next();
  // A socket's answer has no headers of ours to carry.
  if (c.res.status !== 101) {
    const { headers } = c.res;
    const added = { ...headersForAll, 'X-Request-Id': requestId };
    for (const [name, value] of Object.entries(added)) c.header(name, value);
    if (!headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', dataPolicy);
    // Answers depend on who asks and on the minute: nobody in between may keep them.
    if (!headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  }
  logRequest(c.env, {
    requestId,
    method: c.req.method,
    route: c.get('route'),
    restaurantId: c.get('subject')?.restaurant?.restaurantId ?? null,
    status: c.res.status,
    durationMs: Date.now() - startedAt,
    caller: c.get('callerName'),
  });
};

export const limitBody: MiddlewareHandler<ApiEnvironment> = bodyLimit({
  maxSize: bodyBytesMax,
  onError: (c) => {
    const detail = `A body has at most ${bodyBytesMax / 1024} kB.`;
    return problemResponse(problem('body_too_large', detail), (c.get as (name: string) => string)('requestId'));
  },
});

/** The caller's own id where it is fit for a log, so that both sides speak of the same request. */
function requestIdOf(request: Request): string {
  const given = request.headers.get('X-Request-Id');
  return given !== null && /^[\w.:-]{8,80}$/.test(given) ? given : crypto.randomUUID();
}
