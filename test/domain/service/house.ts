/** A restaurant to try rules on: dinner every day, one turn time, no limits; each test changes what it is about. */
import type {
  DayConfiguration,
  RestaurantConfiguration,
  ServicePeriod,
  ServiceSettings,
} from '../../../worker/domain/service/configuration.ts';
import { defaultSettings } from '../../../worker/domain/service/default-settings.ts';
import { resolveDay } from '../../../worker/domain/service/resolve-day.ts';

export function period(changes: Partial<ServicePeriod> = {}): ServicePeriod {
  return {
    name: 'Dinner',
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    startTime: '18:00',
    lastStartTime: '22:00',
    intervalMinutes: 30,
    pacingCoversMax: null,
    pacingPartiesMax: null,
    channels: ['online', 'in_house', 'walk_in'],
    ...changes,
  };
}

export function settings(changes: Partial<ServiceSettings> = {}): ServiceSettings {
  return {
    ...defaultSettings(),
    periods: [period()],
    turnTimes: [{ partySizeMax: 4, minutes: 90 }],
    resetMinutes: 0,
    ...changes,
  };
}

type House = Partial<Omit<RestaurantConfiguration, 'settings'>> & { readonly settings?: Partial<ServiceSettings> };

export function restaurant(changes: House = {}): RestaurantConfiguration {
  return {
    version: 3,
    restaurantId: 7,
    groupId: 2,
    zone: 'Europe/Berlin',
    dayBoundary: '04:00',
    tables: [],
    combinations: [],
    maintenance: [],
    staff: [],
    ...changes,
    settings: settings(changes.settings),
  };
}

export function dayOf(date: string, changes: House = {}): DayConfiguration {
  return resolveDay(restaurant(changes), date);
}
