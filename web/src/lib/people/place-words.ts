import type { Location } from './delegation.ts';

/** Where a role holds: `Everywhere in Demo Hospitality`, `Osteria Lume`, `Osteria Lume and Sushi Kawa`. */
export function placeWords(
  restaurantIds: readonly number[] | null,
  locations: readonly Location[],
  groupName: string,
): string {
  if (restaurantIds === null) return `Everywhere in ${groupName}`;
  const names = restaurantIds.map((id) => locations.find((place) => place.id === id)?.name ?? 'another place');
  const [last, ...before] = [...new Set(names)].reverse();
  if (last === undefined) return 'Nowhere';
  return before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`;
}

/** `12 minutes ago`, `yesterday`, `3 weeks ago`; `at` is an instant, `now` epoch milliseconds. */
export function agoWords(at: string | null, now: number): string {
  if (at === null) return 'Never';
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  if (minutes < 1) return 'Just now';
  const [value, unit] = stepOf(minutes);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-value, unit);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function stepOf(minutes: number): [number, Intl.RelativeTimeFormatUnit] {
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (hours < 1) return [minutes, 'minute'];
  if (days < 1) return [hours, 'hour'];
  if (days < 14) return [days, 'day'];
  return days < 70 ? [Math.floor(days / 7), 'week'] : [Math.floor(days / 30), 'month'];
}
