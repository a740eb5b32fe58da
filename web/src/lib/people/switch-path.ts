/** Where a shared tablet changes hands; afterwards it goes on where it was, if that is a page for everybody. */
export function switchPath(url: Pick<URL, 'pathname' | 'search'>): string {
  return `/staff/switch?next=${encodeURIComponent(pageAfterSwitch(url))}`;
}

/** The floor, the bookings and the book stay open; other pages may not be the next person's to see. */
export function pageAfterSwitch({ pathname, search }: Pick<URL, 'pathname' | 'search'>): string {
  const [, restaurant, room] = /^(\/staff\/\d+)(?:\/(\w+))?/.exec(pathname) ?? [];
  if (restaurant === undefined) return '/staff';
  const isShared = room === 'floor' || room === 'reservations' || room === 'book';
  return isShared ? pathname + search : `${restaurant}/floor`;
}
