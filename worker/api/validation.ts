import { zValidator } from '@hono/zod-validator';
import type { MiddlewareHandler } from 'hono';
import { resolver, uniqueSymbol } from 'hono-openapi';
import type * as z from 'zod';
import type { ApiEnvironment } from './environment.ts';
import { type ProblemAnswer, problem, problemResponse } from './problem.ts';

const jsonType = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

/** Validates a part of the request; the mark by which hono-openapi finds the schema goes with it. */
export function validate(
  target: 'param' | 'query' | 'json',
  schema: z.ZodType,
  refuse: (issues: readonly z.core.$ZodIssue[]) => ProblemAnswer = invalidProblem,
): MiddlewareHandler<ApiEnvironment> {
  const validator: MiddlewareHandler = zValidator(target, schema, (result, c) => {
    if (result.success) return;
    return problemResponse(refuse(result.error.issues), (c.get as (name: string) => string)('requestId'));
  });
  return Object.assign(validator, { [uniqueSymbol]: { target, ...resolver(schema) } });
}

/** Reads the body once, as JSON. No body at all counts as `{}`, so that commands without arguments need none. */
export const readJson: MiddlewareHandler<ApiEnvironment> = async (c, next) => {
  const text = await c.req.text();
  if (text.trim() === '') {
    c.req.bodyCache.json = Promise.resolve({});
    return next();
  }
  if (!jsonType.test(c.req.header('Content-Type') ?? '')) {
    const detail = 'Send the body as JSON, with Content-Type: application/json.';
    return problemResponse(problem('unsupported_media_type', detail), c.get('requestId'));
  }
  try {
    c.req.bodyCache.json = Promise.resolve(JSON.parse(text));
  } catch {
    return problemResponse(problem('malformed_json', 'The body could not be read as JSON.'), c.get('requestId'));
  }
  return next();
};

function invalidProblem(issues: readonly z.core.$ZodIssue[]): ProblemAnswer {
  const errors = issues.slice(0, 50).map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const [first] = errors;
  const place = first === undefined || first.path === '' ? '' : ` (${first.path})`;
  return problem('invalid', `${first?.message ?? 'The request is not valid.'}${place}`, { errors });
}
