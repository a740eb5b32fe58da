/** The API from outside, over HTTP, typed by its contract: what the demo, the simulated service and replays speak. */
import type { Call, OperationKey } from '../worker/contract/operations.ts';
import type { Problem } from '../worker/contract/common.ts';

export interface CallParts<K extends OperationKey> {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number | readonly string[] | undefined>>;
  readonly body?: Call<K>['body'];
  readonly idempotencyKey?: string;
}

export type Answer<K extends OperationKey> =
  | { readonly ok: true; readonly status: number; readonly body: Call<K>['answer'] }
  | { readonly ok: false; readonly status: number; readonly problem: Problem };

export interface ApiClient {
  readonly origin: string;
  /** A refusal is a value; only a broken connection throws. */
  ask<K extends OperationKey>(operation: K, parts?: CallParts<K>): Promise<Answer<K>>;
  /** The answer's body; throws `CallRefused` for a refusal. */
  demand<K extends OperationKey>(operation: K, parts?: CallParts<K>): Promise<Call<K>['answer']>;
  /** For sockets; null for a stranger. */
  accessToken(): Promise<string | null>;
}

class CallRefused extends Error {
  readonly problem: Problem;

  constructor(operation: string, problem: Problem) {
    const faults = (problem.errors ?? []).map(({ path, message }) => `\n  ${path}: ${message}`).join('');
    super(`${operation} was refused: ${problem.status} ${problem.code}: ${problem.detail}${faults}`);
    this.problem = problem;
  }
}

/** A caller without an account. */
export function stranger(origin: string): ApiClient {
  return clientWith(origin, async () => null);
}

/** An access token ends after ten minutes: it is replaced while it is still good. */
const renewBeforeMs = 60_000;

/** Signs in at the first call, and again whenever the token is about to end. */
export function signedIn(origin: string, email: string, password: string): ApiClient {
  let token: Promise<{ readonly text: string; readonly renewAt: number }> | null = null;
  const signIn = async () => {
    const tokens = await stranger(origin).demand('POST /api/auth/login', { body: { email, password } });
    return { text: tokens.accessToken, renewAt: Date.now() + tokens.expiresIn * 1000 - renewBeforeMs };
  };
  return clientWith(origin, async () => {
    if (token === null || (await token).renewAt < Date.now()) token = signIn();
    return (await token).text;
  });
}

function clientWith(origin: string, accessToken: () => Promise<string | null>): ApiClient {
  const client: ApiClient = {
    origin,
    accessToken,
    async ask(operation, parts = {}) {
      const { url, init } = requestOf(origin, operation, parts, await accessToken());
      const response = await fetch(url, init);
      if (!response.ok) return { ok: false, status: response.status, problem: await problemOf(response) };
      const text = await response.text();
      return { ok: true, status: response.status, body: (text === '' ? null : JSON.parse(text)) as never };
    },
    async demand(operation, parts) {
      const answer = await client.ask(operation, parts);
      if (answer.ok) return answer.body;
      throw new CallRefused(operation, answer.problem);
    },
  };
  return client;
}

function requestOf<K extends OperationKey>(origin: string, operation: K, parts: CallParts<K>, token: string | null) {
  const { params = {}, query = {}, body, idempotencyKey } = parts;
  const [method = 'GET', template = ''] = operation.split(' ');
  const url = new URL(
    template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name]))),
    origin,
  );
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) if (each !== undefined) url.searchParams.append(name, String(each));
  }
  const headers = new Headers({ Accept: 'application/json' });
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  if (idempotencyKey !== undefined) headers.set('Idempotency-Key', idempotencyKey);
  if (body === undefined) return { url, init: { method, headers } };
  headers.set('Content-Type', 'application/json');
  return { url, init: { method, headers, body: JSON.stringify(body) } };
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  if (response.headers.get('Content-Type')?.startsWith('application/problem+json') === true) {
    return JSON.parse(text) as Problem;
  }
  const { status, statusText } = response;
  return { type: '', title: statusText, status, detail: text.slice(0, 200), code: 'internal', requestId: '' };
}
