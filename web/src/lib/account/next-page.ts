import type { User } from '#contract';

/** A page of ours, as a path; null for anything that somebody else could have put into a link. */
export function ownPage(next: string | null | undefined): string | null {
  if (next === null || next === undefined || !/^\/(?![/\\])/.test(next)) return null;
  const url = new URL(next, 'http://here.invalid');
  return url.host === 'here.invalid' ? url.pathname + url.search : null;
}

export function signInPath(url: Pick<URL, 'pathname' | 'search'>): string {
  return `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`;
}

/** Where people go who came from nowhere in particular: staff to their rooms, guests to their bookings. */
export function homeOf(user: User): string {
  return worksSomewhere(user) ? '/staff' : '/account';
}

export function worksSomewhere(user: User): boolean {
  return user.roles.some(({ capabilities }) => capabilities.length > 0);
}
