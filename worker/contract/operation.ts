import type * as z from 'zod';
import type { Capability } from '../domain/access.ts';
import type { ProblemCode } from './common.ts';

/**
 * Who may call an operation. `staff` needs the capability at the restaurant that the path's ids lead to;
 * `guestOrStaff` also takes the manage token of that very reservation.
 */
export type Access = 'public' | 'signed_in' | { readonly staff: Capability } | { readonly guestOrStaff: Capability };

/** One endpoint, declared once: routes, validation, OpenAPI and the web's client are made from it. */
export interface Operation {
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 202 | 204;
  readonly answer: z.ZodType;
  /** Changes a day, so it takes an Idempotency-Key. */
  readonly keyed?: true;
  /** Answers an ETag and honours If-Match. */
  readonly etag?: true;
  /** The problems particular to it; those that any operation can have are not repeated. */
  readonly problems?: readonly ProblemCode[];
}

/** `'PUT /api/tables/{tableId}/clean'` */
export type OperationName = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;
