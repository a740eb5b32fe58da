/** The door to the live floor: checks who asks, then hands the socket to the date's object. */
import { Hono } from 'hono';
import { LiveQuery } from '../contract/live.ts';
import { can, worksAt } from '../domain/access.ts';
import { dayStub } from '../day/stub.ts';
import { restaurantFacts } from '../store/restaurant-facts.ts';
import { isSameOrigin } from './access-check.ts';
import { identifyCaller } from './identify-caller.ts';
import { mayHaveObject, today } from './ask-day.ts';
import type { ApiEnvironment } from './environment.ts';
import { notFoundProblem, problem, problemResponse } from './problem.ts';

/** A socket lives no longer than this without proving again who is behind it: clients simply connect anew. */
const socketSecondsMax = 8 * 3600;

export const live = new Hono<ApiEnvironment>();

live.get('/ws/restaurant/:restaurantId/tables', async (c) => {
  const refuse = (answer: ReturnType<typeof problem>): Response => problemResponse(answer, c.get('requestId'));
  const request = c.req.raw;
  const id = Number(c.req.param('restaurantId'));
  const facts = Number.isSafeInteger(id) && id > 0 ? await restaurantFacts(c.env, id) : null;
  if (facts === null) return refuse(notFoundProblem('restaurant'));
  const { actor, byCookie, rejected } = await identifyCaller(request, c.env);
  if (rejected) return refuse(problem('session_expired', 'The token sent is expired or not ours. Sign in again.'));
  if (actor.kind === 'anonymous') return refuse(problem('no_session', 'Sign in to see the floor.'));
  // A cookie travels with sockets that other sites open; their Origin gives them away.
  if (byCookie && !isSameOrigin(request)) {
    return refuse(problem('origin_mismatch', 'The floor opens only from pages of this site.'));
  }
  if (actor.kind !== 'user' || !worksAt(actor.grants, facts)) {
    return refuse(notFoundProblem('restaurant'));
  }
  if (!can(actor.grants, 'floor.read', facts)) return refuse(problem('forbidden', 'Your role does not see the floor.'));
  const query = LiveQuery.safeParse(c.req.query());
  if (!query.success) return refuse(problem('invalid', 'Give date as YYYY-MM-DD and since as a sequence number.'));
  const date = query.data.date ?? today(facts);
  if (!mayHaveObject(facts, date)) return refuse(notFoundProblem('date'));
  if (request.headers.get('Upgrade')?.toLowerCase() !== 'websocket') {
    return refuse(problem('invalid', 'This address takes WebSockets; GET …/floor answers the same once.'));
  }
  const { userId, sessionId } = actor;
  const identity = { userId, sessionId, expiresAt: Math.floor(Date.now() / 1000) + socketSecondsMax };
  const inside = new Request(request.url, {
    headers: { Upgrade: 'websocket', 'X-Maitred-Socket': JSON.stringify(identity) },
  });
  return dayStub(c.env, facts, date).fetch(inside);
});
