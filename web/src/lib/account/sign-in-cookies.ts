import type { Cookies } from '@sveltejs/kit';
import type { Problem } from '#contract';
import { ownPage } from './next-page.ts';

type Methods = NonNullable<Problem['methods']>;

/** The first step of a sign-in was right; the second is still to come. */
export interface HalfSignIn {
  readonly challenge: string;
  readonly methods: Methods;
  readonly next: string | null;
}

const half = { name: 'second-factor', path: '/sign-in', maxAge_s: 5 * 60 };
/** Who asks for a mail comes back by its link, perhaps after a while. */
const goal = { name: 'after-sign-in', path: '/', maxAge_s: 60 * 60 };

function options(url: URL, { path, maxAge_s }: { path: string; maxAge_s: number }) {
  return { path, maxAge: maxAge_s, httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
}

export function rememberHalf(cookies: Cookies, url: URL, { challenge, methods, next }: HalfSignIn): void {
  cookies.set(half.name, JSON.stringify({ challenge, methods, next }), options(url, half));
}

/** The sign-in that waits for its second step; null when there is none, or it waited too long. */
export function readHalf(cookies: Cookies): HalfSignIn | null {
  const text = cookies.get(half.name);
  if (text === undefined) return null;
  try {
    const { challenge, methods, next } = JSON.parse(text) as {
      challenge: string;
      methods: Methods;
      next: string | null;
    };
    return { challenge, methods, next: ownPage(next) };
  } catch {
    return null; // not written by us
  }
}

export function forgetHalf(cookies: Cookies): void {
  cookies.delete(half.name, { path: half.path });
}

/** Where somebody wanted to go before a mail had to be looked for. */
export function rememberGoal(cookies: Cookies, url: URL, next: string | null): void {
  if (next !== null) cookies.set(goal.name, next, options(url, goal));
}

export function takeGoal(cookies: Cookies): string | null {
  const next = ownPage(cookies.get(goal.name));
  if (next !== null) cookies.delete(goal.name, { path: goal.path });
  return next;
}
