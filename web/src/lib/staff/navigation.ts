import Armchair from '@lucide/svelte/icons/armchair';
import CalendarClock from '@lucide/svelte/icons/calendar-clock';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import ChartNoAxesGantt from '@lucide/svelte/icons/chart-no-axes-gantt';
import ContactRound from '@lucide/svelte/icons/contact-round';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Phone from '@lucide/svelte/icons/phone';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Users from '@lucide/svelte/icons/users';
import type { Capability } from '#contract';

export interface Place {
  /** Behind `/staff/7/`; empty for the first page itself. */
  readonly path:
    '' | 'floor' | 'reservations' | 'seating' | 'book' | 'guests' | 'shifts' | 'people' | 'audit' | 'settings';
  readonly label: string;
  readonly icon: typeof Armchair;
  readonly capability: Capability;
  /** Pressed after `g`. */
  readonly key: string;
  /** On a phone it waits behind "More". */
  readonly later?: true;
}

const places: readonly Place[] = [
  { path: '', label: 'Today', icon: ListChecks, capability: 'tasks.work', key: 't' },
  { path: 'floor', label: 'Floor', icon: Armchair, capability: 'floor.read', key: 'f' },
  { path: 'reservations', label: 'Bookings', icon: CalendarDays, capability: 'reservations.read', key: 'r' },
  { path: 'book', label: 'Book', icon: Phone, capability: 'reservations.write', key: 'b' },
  {
    path: 'seating',
    label: 'Plan',
    icon: ChartNoAxesGantt,
    capability: 'reservations.read',
    key: 'n',
    later: true,
  },
  { path: 'guests', label: 'Guests', icon: ContactRound, capability: 'guests.contact', key: 'u', later: true },
  { path: 'shifts', label: 'Roster', icon: CalendarClock, capability: 'shifts.read', key: 'w', later: true },
  { path: 'people', label: 'People', icon: Users, capability: 'staff.read', key: 'p', later: true },
  { path: 'audit', label: 'Changes', icon: ScrollText, capability: 'audit.read', key: 'c', later: true },
  {
    path: 'settings',
    label: 'Settings',
    icon: SlidersHorizontal,
    capability: 'settings.configure',
    key: 's',
    later: true,
  },
];

/** The records stand beside the people, but for who may read them alone. */
export function placesFor(capabilities: readonly Capability[]): Place[] {
  return places.filter(
    ({ path, capability }) =>
      capabilities.includes(capability) && !(path === 'audit' && capabilities.includes('staff.read')),
  );
}

/** `/staff/7`, `/staff/7/floor` */
export function placeLink(restaurantId: number, path: Place['path']): string {
  return `/staff/${String(restaurantId)}${path === '' ? '' : `/${path}`}`;
}
