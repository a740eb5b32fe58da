import type { Call, OperationKey, Problem } from '#contract';

type Fetch = typeof globalThis.fetch;
type PartName = 'params' | 'query' | 'body';

/** On the wire an id or a number in a path or query is text; callers may give the number. */
type Written<T> = { [P in keyof T]: string extends Exclude<T[P], undefined> ? T[P] | number : T[P] };
type Given<K extends OperationKey, P extends PartName> = P extends 'body' ? Call<K>[P] : Written<Call<K>[P]>;

type RequiredPart<K extends OperationKey, P extends PartName> = undefined extends Call<K>[P] ? never : P;
type OptionalPart<K extends OperationKey, P extends PartName> = [Call<K>[P]] extends [undefined]
  ? never
  : undefined extends Call<K>[P]
    ? P
    : never;

/** What an operation takes: the parts that its contract names, and any headers (Idempotency-Key, If-Match, Authorization). */
export type CallParts<K extends OperationKey> = {
  [P in PartName as RequiredPart<K, P>]: Given<K, P>;
} & { [P in PartName as OptionalPart<K, P>]?: Given<K, P> } & {
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
};

export type CallResult<K extends OperationKey> =
  | { readonly ok: true; readonly status: number; readonly data: Call<K>['answer']; readonly etag: string | null }
  | { readonly ok: false; readonly status: number; readonly problem: Problem };

type Loose = {
  params?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, unknown>>;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
};

/**
 * Calls one operation of the contract: `call(fetch, 'GET /api/restaurants/{id}', { params: { id: 7 } })`. In a `load` or
 * an action pass the event's `fetch`, which answers in-process. A refusal is a value with its problem; when nothing
 * answers, `status` is 0 and the problem's code `unavailable`. Throws only when `signal` aborts.
 */
export async function call<K extends OperationKey>(
  fetch: Fetch,
  operation: K,
  parts: CallParts<K>,
): Promise<CallResult<K>> {
  const { params = {}, query = {}, body, headers, signal } = parts as Loose;
  const [verb = 'GET', template = ''] = operation.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const sent: Record<string, string> = { accept: 'application/json', ...headers };
  const init: RequestInit = { method: verb, headers: sent };
  if (signal !== undefined) init.signal = signal;
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    sent['content-type'] = 'application/json';
  }
  let response: Response;
  try {
    response = await fetch(path + queryString(query), init);
  } catch (error) {
    if (signal?.aborted) throw error;
    return { ok: false, status: 0, problem: noAnswer };
  }
  if (!response.ok) return { ok: false, status: response.status, problem: await problemOf(response) };
  const data = (response.status === 204 ? null : await response.json()) as Call<K>['answer'];
  return { ok: true, status: response.status, data, etag: response.headers.get('etag') };
}

function queryString(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null && each !== '') search.append(name, String(each));
    }
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

const noAnswer: Problem = {
  type: '/problems/unavailable',
  title: 'No connection',
  status: 0,
  detail: 'The restaurant could not be reached. Check the connection and try again.',
  code: 'unavailable',
  requestId: '',
};

async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    return (await response.json()) as Problem;
  }
  return {
    type: '/problems/internal',
    title: 'Something went wrong',
    status: response.status,
    detail: 'Something went wrong on our side. Please try again in a moment.',
    code: 'internal',
    requestId: response.headers.get('x-request-id') ?? '',
  };
}
