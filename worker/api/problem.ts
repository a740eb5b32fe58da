/**
 * The one place that speaks HTTP errors: every code of the contract has its status and title here, and the table does
 * not compile when one is missing. Handlers answer a `problem(…)`; faults throw and become a 500 that says nothing.
 */
import { HTTPException } from 'hono/http-exception';
import type { Problem, ProblemCode } from '../contract/common.ts';
import type { Refusal } from '../domain/reservation/refusals.ts';
import { isTransient } from '../store/d1-errors.ts';
import { logFault } from '../log.ts';

interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/** What the caller could have known is 422, what the state of the house forbids is 409. */
const kinds = {
  malformed_json: { status: 400, title: 'The body is not JSON' },
  invalid: { status: 422, title: 'The request is not valid' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  no_session: { status: 401, title: 'Sign in first' },
  session_expired: { status: 401, title: 'The session has ended' },
  second_factor_required: { status: 401, title: 'One more step to sign in' },
  second_factor_needed: { status: 403, title: 'Your group asks for a second factor' },
  reauthentication_required: { status: 403, title: 'Prove again that it is you' },
  device_locked: { status: 403, title: 'This device is locked' },
  link_spent: { status: 410, title: 'This link does not work any more' },
  wrong_credentials: { status: 401, title: 'E-mail address or password is wrong' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  origin_mismatch: { status: 403, title: 'The request comes from another site' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This address does not take that verb' },
  conflict: { status: 409, title: 'This conflicts with what is there' },
  stale_edit: { status: 412, title: 'Somebody has changed this meanwhile' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  overloaded: { status: 503, title: 'Too busy just now' },
  unavailable: { status: 503, title: 'Not available just now' },
  internal: { status: 500, title: 'Something went wrong on our side' },

  closed: { status: 409, title: 'The restaurant is closed' },
  outside_service: { status: 409, title: 'No service at that time' },
  time_in_gap: { status: 422, title: 'That time does not exist on that date' },
  time_repeated: { status: 422, title: 'That time comes twice on that date' },
  in_the_past: { status: 422, title: 'That time has passed' },
  too_soon: { status: 409, title: 'Too short notice' },
  beyond_horizon: { status: 409, title: 'Not open for booking yet' },
  day_closed: { status: 409, title: 'The day is over' },
  party_too_large: { status: 409, title: 'The party is too large' },
  party_too_small: { status: 409, title: 'The party is too small' },
  no_table_with_features: { status: 409, title: 'No table has what was asked for' },
  pacing_covers: { status: 409, title: 'The kitchen takes no more guests at that time' },
  pacing_parties: { status: 409, title: 'The house takes no more parties at that time' },
  no_table: { status: 409, title: 'No table is free at that time' },
  kept_for_demand: { status: 409, title: 'The tables left are kept for other parties' },
  day_full: { status: 409, title: 'The day takes no more bookings' },
  unknown_table: { status: 404, title: 'There is no such table' },
  table_too_small: { status: 409, title: 'The table is too small' },
  table_taken: { status: 409, title: 'The table is promised to another party' },
  table_blocked: { status: 409, title: 'The table is out of service' },
  table_occupied: { status: 409, title: 'The table is occupied' },
  unknown_reservation: { status: 404, title: 'There is no such reservation' },
  transition_not_allowed: { status: 409, title: 'Not possible in its present state' },
  move_in_progress: { status: 409, title: 'The reservation is just moving to another date' },
  too_late_to_change: { status: 409, title: 'Too late to change this online' },
  hold_gone: { status: 409, title: 'The table is no longer held' },
  unknown_block: { status: 404, title: 'There is no such block' },
  configuration_outdated: { status: 409, title: 'The configuration has changed' },
  plan_outdated: { status: 409, title: 'The date has moved on since this plan was made' },
  unknown_waitlist_entry: { status: 404, title: 'There is no such party on the waitlist' },
  not_staff_here: { status: 403, title: 'You do not work here' },
  override_not_allowed: { status: 403, title: 'Your role may not override this' },
  key_reused: { status: 422, title: 'The same key was used for another request' },
} as const satisfies Record<ProblemCode, ProblemKind>;

type ProblemDetails = Pick<Problem, 'errors' | 'alternativeTimes' | 'conflicts' | 'challenge' | 'methods'>;

/** A problem as a value: what a handler returns instead of its answer. */
export class ProblemAnswer {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly extra: ProblemDetails;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, detail: string, extra: ProblemDetails, headers: Readonly<Record<string, string>>) {
    this.code = code;
    this.detail = detail;
    this.extra = extra;
    this.headers = headers;
  }
}

/** `detail` is one sentence for the person at the screen: what is wrong and what would help. */
export function problem(
  code: ProblemCode,
  detail: string,
  extra: ProblemDetails = {},
  headers: Readonly<Record<string, string>> = {},
): ProblemAnswer {
  return new ProblemAnswer(code, detail, extra, headers);
}

/** A day's refusal as a problem, with its alternatives. */
export function refusalProblem(refusal: Refusal): ProblemAnswer {
  const { reason, detail, alternativeTimes } = refusal;
  return problem(reason, detail, alternativeTimes === undefined ? {} : { alternativeTimes: [...alternativeTimes] });
}

/** Another tenant's thing and a thing that never was look the same. */
export function notFoundProblem(what: string): ProblemAnswer {
  return problem('not_found', `There is no such ${what}, or it is not yours to see.`);
}

export function statusOf(code: ProblemCode): number {
  return kinds[code].status;
}

export function titleOf(code: ProblemCode): string {
  return kinds[code].title;
}

export function problemResponse(answer: ProblemAnswer, requestId: string): Response {
  const { status, title } = kinds[answer.code];
  const body: Problem = {
    type: `/problems/${answer.code}`,
    title,
    status,
    detail: answer.detail,
    code: answer.code,
    ...answer.extra,
    requestId,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...statusHeaders[status], ...answer.headers },
  });
}

const statusHeaders: Readonly<Record<number, Record<string, string>>> = {
  401: { 'WWW-Authenticate': 'Bearer realm="maitred"' },
  503: { 'Retry-After': '2' },
};

/** For addresses that are nobody's. */
export function answerNotFound(requestId: string): Response {
  return problemResponse(problem('not_found', 'There is nothing at this address; see /api/docs.'), requestId);
}

/** `allowed` are the verbs that the address does take. */
export function answerMethodNotAllowed(allowed: readonly string[], requestId: string): Response {
  const verbs = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
  const detail = `This address takes ${allowed.join(', ')}.`;
  return problemResponse(problem('method_not_allowed', detail, {}, { Allow: verbs.join(', ') }), requestId);
}

interface FaultyRequest {
  readonly req: { readonly method: string };
  get(name: 'requestId' | 'route'): string;
}

/** What was thrown. The caller learns whether to try again, and an id by which we find the rest in the log. */
export function answerFault(error: unknown, c: FaultyRequest): Response {
  const requestId = c.get('requestId');
  if (error instanceof HTTPException && error.status === 400) {
    return problemResponse(problem('malformed_json', 'The body could not be read as JSON.'), requestId);
  }
  logFault(requestId, c.req.method, c.get('route'), error);
  return problemResponse(faultProblem(error), requestId);
}

function faultProblem(error: unknown): ProblemAnswer {
  if (isMarked(error, 'overloaded')) return problem('overloaded', 'Please try again in a few seconds.');
  if (isMarked(error, 'retryable') || isTransient(error)) {
    return problem(
      'unavailable',
      'Please try again in a few seconds; nothing is lost if you send the same request key.',
    );
  }
  return problem('internal', 'This was noted. Please try again, or tell us the request id.');
}

/** Errors of objects carry `overloaded` or `retryable` from the runtime. */
function isMarked(error: unknown, mark: 'overloaded' | 'retryable'): boolean {
  return error instanceof Error && mark in error && (error as Error & Record<typeof mark, unknown>)[mark] === true;
}
