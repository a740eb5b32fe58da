import { version } from '../../package.json';
import { askDatabases, askUploads } from '../store/health.ts';
import { logWarning } from '../log.ts';
import type { Handlers } from './operation.ts';
import { problem } from './problem.ts';
import { limiter } from './rate-limiter.ts';

export const healthHandlers = {
  'GET /api/health': async ({ env }) => {
    const asked = {
      d1: askDatabases(env),
      // A limiter stores nothing, so asking it leaves nothing behind.
      object: limiter(env, 'health').ping(),
      r2: askUploads(env),
    };
    const parts = Object.keys(asked);
    const results = await Promise.allSettled(Object.values(asked));
    const silent = parts.filter((_part, index) => results[index]?.status === 'rejected');
    if (silent.length > 0) {
      logWarning('unhealthy', { parts: silent.join(' ') });
      return problem('unavailable', `No answer from: ${silent.join(', ')}.`);
    }
    return { status: 'ok', checks: { d1: 'ok', object: 'ok', r2: 'ok' }, version };
  },
} satisfies Handlers;
