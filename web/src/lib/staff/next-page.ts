const home = '/staff';

/** Where to go after signing in: a page of ours, never an address that someone put into a link. */
export function safeNext(next: string | null): string {
  if (next === null || !/^\/[^/\\]/.test(next)) return home;
  const url = new URL(next, 'http://here.invalid');
  return url.host === 'here.invalid' ? url.pathname + url.search : home;
}

export function signInPath(url: Pick<URL, 'pathname' | 'search'>): string {
  return `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`;
}
