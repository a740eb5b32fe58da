/**
 * From the contract to routes: every operation gets its validation, its access check and its place in the OpenAPI
 * document from its declaration, so a handler starts with what it was asked, by whom, and about which restaurant.
 */
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type * as z from 'zod';
import type { Operation } from '../contract/operation.ts';
import { type OperationKey, type Operations, operations } from '../contract/operations.ts';
import type { Env } from '../env.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import type { GroupRow } from '../store/groups.ts';
import { type PathParams, type Subject, checkAccess, subjectOfPath } from './access-check.ts';
import type { Actor, GuestActor, UserActor } from './actor.ts';
import { describeOperation } from './describe-operation.ts';
import type { ApiEnvironment } from './environment.ts';
import { identifyCaller } from './identify-caller.ts';
import { ProblemAnswer, answerMethodNotAllowed, notFoundProblem, problem, problemResponse } from './problem.ts';
import { readJson, validate } from './validation.ts';

type Part<K extends OperationKey, P extends 'params' | 'query' | 'body'> =
  Operations[K] extends Record<P, infer S extends z.ZodType> ? z.output<S> : undefined;

/** Distributes over several operations, so that code shared by them knows every caller they can have. */
type ActorOf<K extends OperationKey> = K extends OperationKey
  ? Operations[K]['access'] extends 'public'
    ? Actor
    : Operations[K]['access'] extends { guestOrStaff: unknown }
      ? GuestActor | UserActor
      : UserActor
  : never;

type LeadsToRestaurant =
  | `${string}/api/restaurants/{id}${string}`
  | `${string}/api/tables/{tableId}${string}`
  | `${string}/api/reservations/{reservationId}${string}`
  | `${string}/api/waitlist/{waitlistId}${string}`;

type LeadsToGroup = `${string}/api/groups/{groupId}${string}`;

/** What a handler is given. Ids in the path lead to `restaurant`, which exists and which the caller may see. */
export interface ApiCall<K extends OperationKey> {
  readonly params: Part<K, 'params'>;
  readonly query: Part<K, 'query'>;
  readonly body: Part<K, 'body'>;
  readonly actor: ActorOf<K>;
  readonly restaurant: K extends LeadsToRestaurant ? RestaurantFacts : undefined;
  readonly group: K extends LeadsToGroup ? GroupRow : undefined;
  /** The restaurants of the group at which the caller has the capability that the operation asks for `anywhereIn`. */
  readonly restaurantIds: Operations[K]['access'] extends { anywhereIn: unknown } ? readonly number[] : undefined;
  readonly env: Env;
  readonly ctx: ExecutionContext;
  readonly request: Request;
  readonly requestId: string;
  /** `https://maitred.example` */
  readonly origin: string;
  readonly idempotencyKey: string | null;
  readonly ifMatch: string | null;
}

export type AnswerBody<K extends OperationKey> = z.output<Operations[K]['answer']>;
export type Answered<K extends OperationKey> = AnswerBody<K> | Reply<AnswerBody<K>>;

export type Handlers = {
  [K in OperationKey]?: (call: ApiCall<K>) => Promise<Answered<K> | ProblemAnswer>;
};

interface ReplyOptions {
  /** Instead of the contract's. */
  readonly status?: 200 | 201 | 202 | 204;
  /** A version; sent as `"7"`. */
  readonly etag?: number;
  readonly location?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** An answer with more than its body. */
export class Reply<B> {
  readonly body: B;
  readonly options: ReplyOptions;

  constructor(body: B, options: ReplyOptions) {
    this.body = body;
    this.options = options;
  }
}

export function answer<B>(body: B, options: ReplyOptions = {}): Reply<B> {
  return new Reply(body, options);
}

const anonymousKeyLengthMin = 22;

/** Registers every operation, literal paths before those with parameters, and 405 for the verbs that a path lacks. */
export function mountOperations(app: Hono<ApiEnvironment>, handlers: Required<Handlers>): void {
  const keysByPath = new Map<string, OperationKey[]>();
  for (const key of Object.keys(operations) as OperationKey[]) {
    const path = splitKey(key).path;
    keysByPath.set(path, [...(keysByPath.get(path) ?? []), key]);
  }
  for (const path of [...keysByPath.keys()].sort(literalFirst)) {
    const keys = keysByPath.get(path) ?? [];
    const honoPath = path.replace(/\{(\w+)\}/g, ':$1');
    for (const key of keys) {
      const handle = handlers[key] as unknown as AnyHandler;
      app.on(splitKey(key).verb, [honoPath], ...routeOf(key, operations[key], handle));
    }
    const verbs = keys.map((key) => splitKey(key).verb);
    app.all(honoPath, (c) => answerMethodNotAllowed(verbs, c.get('requestId')));
  }
}

type AnyHandler = (call: ApiCall<OperationKey>) => Promise<unknown>;

function routeOf(key: OperationKey, operation: Operation, handle: AnyHandler): MiddlewareHandler[] {
  const { params, query, body } = operation;
  const ignoresToken = key.startsWith('POST /api/auth/');
  const { path } = splitKey(key);
  const naming: MiddlewareHandler<ApiEnvironment> = async (c, next) => {
    c.set('route', path);
    return next();
  };
  return [
    describeOperation(key, operation),
    naming,
    ...(params === undefined ? [] : [validate('param', params, () => notFoundProblem('id'))]),
    async (c, next) => {
      const ctx = c.executionCtx as ExecutionContext;
      const caller = await identifyCaller(c.req.raw, c.env, { ctx, fresh: operation.sensitive === true });
      c.set('callerName', nameOf(caller.actor));
      const ids = (validated(c, 'param', params) ?? {}) as PathParams;
      const found = await subjectOfPath(c.env, ctx, ids);
      const identified = ignoresToken ? { ...caller, rejected: false } : caller;
      const subject =
        found === null
          ? notFoundProblem('thing')
          : await checkAccess(c.env, operation, identified, c.req.raw, ids, found);
      const refused = subject instanceof ProblemAnswer ? subject : refuseKey(operation, c.req.raw, caller.actor);
      if (refused !== null) return problemResponse(refused, c.get('requestId'));
      c.set('actor', caller.actor);
      c.set('subject', subject as Subject);
      return next();
    },
    ...(query === undefined ? [] : [validate('query', query)]),
    ...(body === undefined ? [] : [readJson, validate('json', body)]),
    async (c) => {
      const call = {
        params: validated(c, 'param', params),
        query: validated(c, 'query', query),
        body: validated(c, 'json', body),
        ...surroundings(c),
      } as unknown as ApiCall<OperationKey>;
      return respond(c, operation, await handle(call));
    },
  ] satisfies MiddlewareHandler<ApiEnvironment>[];
}

function surroundings(c: Context<ApiEnvironment>) {
  const request = c.req.raw;
  return {
    actor: c.get('actor'),
    ...c.get('subject'),
    env: c.env,
    ctx: c.executionCtx as ExecutionContext,
    request,
    requestId: c.get('requestId'),
    origin: new URL(request.url).origin,
    idempotencyKey: request.headers.get('Idempotency-Key'),
    ifMatch: request.headers.get('If-Match'),
  };
}

/** hono types validated input by route; here one function serves them all. */
function validated(c: Context, target: 'param' | 'query' | 'json', schema: z.ZodType | undefined): unknown {
  return schema === undefined ? undefined : c.req.valid(target as never);
}

/** A stranger's key must not be guessable: who repeats it is given the remembered answer. */
function refuseKey(operation: Operation, request: Request, actor: Actor): ProblemAnswer | null {
  const key = request.headers.get('Idempotency-Key');
  if (key === null || operation.keyed !== true) return null;
  const lengthMin = actor.kind === 'user' ? 1 : anonymousKeyLengthMin;
  if (key.length >= lengthMin && key.length <= 200 && /^[\x21-\x7e]+$/.test(key)) return null;
  const message = `Use ${lengthMin} to 200 visible ASCII characters, for example a random UUID.`;
  return problem('invalid', 'The Idempotency-Key is not usable.', { errors: [{ path: 'Idempotency-Key', message }] });
}

function respond(c: Context<ApiEnvironment>, operation: Operation, outcome: unknown): Response {
  if (outcome instanceof ProblemAnswer) return problemResponse(outcome, c.get('requestId'));
  const { body, options } = outcome instanceof Reply ? (outcome as Reply<unknown>) : answer<unknown>(outcome);
  const headers = new Headers(options.headers?.map(([name, value]) => [name, value]));
  if (options.etag !== undefined) headers.set('ETag', `"${options.etag}"`);
  if (options.location !== undefined) headers.set('Location', options.location);
  const status = options.status ?? operation.status;
  if (status === 204) return new Response(null, { status, headers });
  headers.set('Content-Type', 'application/json');
  return new Response(JSON.stringify(body), { status, headers });
}

function splitKey(key: OperationKey): { verb: string; path: string } {
  const [verb = '', path = ''] = key.split(' ');
  return { verb, path };
}

/** `…/tables/status` before `…/tables/{tableId}`, segment by segment. */
function literalFirst(one: string, other: string): number {
  const shape = (path: string): string => path.replace(/\{\w+\}/g, '~');
  return shape(one) < shape(other) ? -1 : 1;
}

function nameOf(actor: Actor): string {
  return actor.kind === 'user' ? `user ${actor.userId}` : actor.kind;
}
