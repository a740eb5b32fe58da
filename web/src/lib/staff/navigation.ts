import Armchair from '@lucide/svelte/icons/armchair';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import Phone from '@lucide/svelte/icons/phone';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import type { Capability } from '#contract';

export interface Place {
  readonly path: 'floor' | 'reservations' | 'book' | 'settings';
  readonly label: string;
  readonly icon: typeof Armchair;
  readonly capability: Capability;
  /** Pressed after `g`. */
  readonly key: string;
}

export const places: readonly Place[] = [
  { path: 'floor', label: 'Floor', icon: Armchair, capability: 'floor.read', key: 'f' },
  { path: 'reservations', label: 'Bookings', icon: CalendarDays, capability: 'reservations.read', key: 'r' },
  { path: 'book', label: 'Book', icon: Phone, capability: 'reservations.write', key: 'b' },
  { path: 'settings', label: 'Settings', icon: SlidersHorizontal, capability: 'settings.configure', key: 's' },
];
