/** What the OpenAPI document says about an operation beyond the schemas that validate it. */
import type { MiddlewareHandler } from 'hono';
import { type DescribeRouteOptions, describeRoute, resolver } from 'hono-openapi';
import { Problem, type ProblemCode } from '../contract/common.ts';
import type { Access, Operation } from '../contract/operation.ts';
import { statusOf, titleOf } from './problem.ts';

type Responses = NonNullable<DescribeRouteOptions['responses']>;
type Parameters = NonNullable<DescribeRouteOptions['parameters']>;

export function describeOperation(key: string, operation: Operation): MiddlewareHandler {
  return describeRoute({
    operationId: operationIdOf(key),
    summary: operation.summary,
    tags: [operation.tag],
    security: securityOf(operation.access),
    parameters: headersOf(operation),
    responses: { [operation.status]: successOf(operation), ...problemsOf(key, operation) },
  });
}

/** `PUT /api/tables/{tableId}/clean` → `putTablesByTableIdClean` */
function operationIdOf(key: string): string {
  const [verb = '', path = ''] = key.split(' ');
  const words = path
    .split('/')
    .filter((segment) => segment !== '' && segment !== 'api')
    .map((segment) => segment.replace(/^\{(.*)\}$/, 'by-$1'))
    .flatMap((segment) => segment.split('-'));
  return verb.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === 'public') return [];
  const signedIn: Record<string, string[]>[] = [{ bearer: [] }, { session: [] }];
  return typeof access === 'object' && 'guestOrStaff' in access ? [...signedIn, { manageToken: [] }] : signedIn;
}

function successOf(operation: Operation): Responses[string] {
  const headers = operation.etag === true ? { ETag: { schema: { type: 'string' as const } } } : undefined;
  if (operation.status === 204) return { description: 'Done' };
  return {
    description: operation.status === 201 ? 'Created' : 'OK',
    ...(headers === undefined ? {} : { headers }),
    content: { 'application/json': { schema: resolver(operation.answer) } },
  };
}

function problemsOf(key: string, operation: Operation): Responses {
  const codes = new Set<ProblemCode>([...(operation.problems ?? []), 'internal', 'unavailable']);
  const { access, params, query, body } = operation;
  if (params !== undefined) codes.add('not_found');
  if (query !== undefined || body !== undefined) codes.add('invalid');
  if (body !== undefined) {
    for (const code of ['malformed_json', 'body_too_large', 'unsupported_media_type'] as const) codes.add(code);
  }
  if (access !== 'public') codes.add('no_session').add('session_expired').add('forbidden');
  if (!key.startsWith('GET')) codes.add('origin_mismatch').add('too_many_requests');
  if (operation.keyed === true) codes.add('key_reused');
  const byStatus = Map.groupBy(codes, statusOf);
  return Object.fromEntries(
    [...byStatus].map(([status, those]) => [
      String(status),
      {
        description: those.map((code) => `\`${code}\`: ${titleOf(code)}`).join('\n\n'),
        content: { 'application/problem+json': { schema: resolver(Problem) } },
      },
    ]),
  );
}

function headersOf(operation: Operation): Parameters {
  const parameters: Parameters = [];
  if (operation.keyed === true) {
    parameters.push({
      in: 'header',
      name: 'Idempotency-Key',
      description: 'Repeating a request with its key has no second effect and the same answer, for 24 hours.',
      schema: { type: 'string', maxLength: 200 },
    });
  }
  if (operation.etag === true && operation.status === 200 && operation.body !== undefined) {
    parameters.push({
      in: 'header',
      name: 'If-Match',
      description: 'The ETag last read: the change is refused with 412 when somebody else was faster.',
      schema: { type: 'string' },
    });
  }
  return parameters;
}

/** Kept beside the operations so that the document and the checks agree on the names. */
export const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token of a sign-in.' },
  session: { type: 'apiKey', in: 'cookie', name: '__Host-maitred', description: "A browser's sign-in." },
  manageToken: { type: 'http', scheme: 'bearer', description: 'The manage token of one reservation.' },
} as const;
