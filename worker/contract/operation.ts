import type * as z from 'zod';
import type { Capability } from '../domain/access.ts';
import type { ProblemCode } from './common.ts';

/**
 * Who may call an operation. `staff` needs the capability at the restaurant that the path's ids lead to; `guestOrStaff`
 * also takes the manage token of that very reservation. `group` needs it in the whole group of the path, `anywhereIn` at
 * one of its restaurants at least (the handler keeps to those), `platform` everywhere. `signed_in` are people: an API key
 * is nobody's account; `device` are people too, also on a shared tablet that waits for a
 * PIN; `identified` are people and keys alike.
 */
export type Access =
  | 'public'
  | 'signed_in'
  | 'device'
  | 'identified'
  | { readonly staff: Capability }
  | { readonly guestOrStaff: Capability }
  | { readonly group: Capability }
  | { readonly anywhereIn: Capability }
  | { readonly platform: Capability };

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
  /** Changes what people may do: not for API keys, and only shortly after the person proved who they are. */
  readonly sensitive?: true;
  /** The problems particular to it; those that any operation can have are not repeated. */
  readonly problems?: readonly ProblemCode[];
}

/** `'PUT /api/tables/{tableId}/clean'` */
export type OperationName = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;
