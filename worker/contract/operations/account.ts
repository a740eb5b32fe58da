import * as z from 'zod';
import { Login, Logout, Refresh, Register, Tokens, User } from '../auth.ts';
import type { Operation } from '../operation.ts';

const Health = z
  .object({
    status: z.literal('ok'),
    checks: z.object({ d1: z.literal('ok'), object: z.literal('ok'), r2: z.literal('ok') }),
    version: z.string(),
  })
  .meta({ id: 'Health' });

export const accountOperations = {
  'GET /api/health': {
    summary: 'Whether the database, an object and the file store answer',
    tag: 'Platform',
    access: 'public',
    status: 200,
    answer: Health,
    problems: ['unavailable'],
  },
  'POST /api/auth/register': {
    summary: 'Open a customer account',
    tag: 'Sign-in',
    access: 'public',
    body: Register,
    status: 201,
    answer: Tokens,
    problems: ['conflict'],
  },
  'POST /api/auth/login': {
    summary: 'Sign in with e-mail and password',
    tag: 'Sign-in',
    access: 'public',
    body: Login,
    status: 200,
    answer: Tokens,
    problems: ['wrong_credentials'],
  },
  'POST /api/auth/refresh': {
    summary: 'Trade a refresh token for new tokens',
    tag: 'Sign-in',
    access: 'public',
    body: Refresh,
    status: 200,
    answer: Tokens,
    problems: ['session_expired'],
  },
  'POST /api/auth/logout': {
    summary: 'End this session',
    tag: 'Sign-in',
    access: 'public',
    body: Logout.optional(),
    status: 204,
    answer: z.null(),
  },
  'GET /api/auth/me': {
    summary: 'Who is signed in',
    tag: 'Sign-in',
    access: 'signed_in',
    status: 200,
    answer: User,
  },
} satisfies Record<string, Operation>;
