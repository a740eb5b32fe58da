import type { Env } from '../env.ts';
import type { Subject } from './access-check.ts';
import type { Actor } from './actor.ts';

interface ApiVariables {
  requestId: string;
  /** For the log, since an address may hold a secret: the contract's path. */
  route: string;
  /** For the log: `anonymous`, `guest`, `user 12`. */
  callerName: string;
  actor: Actor;
  subject: Subject | undefined;
}

/** What hono carries through a request. */
export interface ApiEnvironment {
  Bindings: Env;
  Variables: ApiVariables;
}
