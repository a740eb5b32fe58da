import type { Session } from '../contract/auth.ts';
import { instantText } from '../domain/time/service-date.ts';
import { restaurantsOfUser } from '../store/accounts.ts';
import { type SessionRow, endOwnSession, liveSessionsOf } from '../store/sessions.ts';
import { signOutEverywhere } from './change-account.ts';
import { shutOut } from './change-people.ts';
import type { Handlers } from './operation.ts';
import { notFoundProblem } from './problem.ts';

export const accountSessionHandlers = {
  'GET /api/account/sessions': async ({ env, actor }) => {
    const rows = await liveSessionsOf(env, actor.userId, Date.now());
    return { items: rows.map((row) => sessionView(row, actor.sessionId)), nextCursor: null };
  },

  'DELETE /api/account/sessions': async ({ env, actor }) => {
    await signOutEverywhere(env, actor.userId, actor.sessionId);
    return null;
  },

  'DELETE /api/account/sessions/{sessionId}': async ({ env, actor, params }) => {
    const { sessionId } = params;
    if (!(await endOwnSession(env, actor.userId, sessionId, Date.now()))) return notFoundProblem('session');
    await shutOut(env, [sessionId], await restaurantsOfUser(env, actor.userId));
    return null;
  },
} satisfies Handlers;

function sessionView(row: SessionRow, presentId: string): Session {
  return {
    id: row.id,
    device: row.device,
    address: row.address,
    createdAt: instantText(row.createdAt),
    lastUsedAt: instantText(row.lastUsedAt),
    expiresAt: instantText(row.expiresAt),
    current: row.id === presentId,
    acting: row.actingUserId !== null,
  };
}
