import type { SeatingPolicies, ServicePeriod, ServiceSettings } from './configuration.ts';

const everyDay = [0, 1, 2, 3, 4, 5, 6];

const common: Omit<ServicePeriod, 'name' | 'startTime' | 'lastStartTime'> = {
  weekdays: everyDay,
  intervalMinutes: 15,
  pacingCoversMax: null,
  pacingPartiesMax: null,
  channels: ['online', 'in_house', 'walk_in'],
};

/** First come, first served. Also what holds where a configuration is older than these policies. */
export const defaultSeatingPolicies: SeatingPolicies & { readonly peaks: readonly [] } = {
  peaks: [],
  peakTurnMinutesLess: 0,
  peakLargeTables: null,
  bidPrices: false,
  slotShaping: false,
};

/** What a new restaurant starts with: lunch and dinner every day, valid with any day boundary from 00:00 to 12:00. */
export function defaultSettings(): ServiceSettings {
  return {
    periods: [
      { ...common, name: 'Lunch', startTime: '12:00', lastStartTime: '14:00' },
      { ...common, name: 'Dinner', startTime: '18:00', lastStartTime: '21:00' },
    ],
    specialDays: [],
    turnTimes: [
      { partySizeMax: 2, minutes: 90 },
      { partySizeMax: 4, minutes: 105 },
      { partySizeMax: 6, minutes: 120 },
      { partySizeMax: 8, minutes: 150 },
    ],
    resetMinutes: 15,
    policies: {
      noticeMinutes: 60,
      horizonDays: 90,
      partySizeMinOnline: 1,
      partySizeMaxOnline: 12,
      pendingFromPartySize: 9,
      confirmByHand: false,
      holdMinutes: 10,
      lateAfterMinutes: 15,
      noShowAfterMinutes: null,
      cancelUntilMinutes: 120,
      modifyUntilMinutes: 120,
      bookingPolicyText: 'Your table is kept for 15 minutes. Please call us if you are running late.',
      cancellationPolicyText: 'You can cancel free of charge until two hours before your booking.',
    },
    seating: defaultSeatingPolicies,
  };
}
