/** A restaurant's settings as JSON. Those written before a part of them existed are read with that part's default. */
import { customType } from 'drizzle-orm/sqlite-core';
import type { ServiceSettings } from '../../domain/service/configuration.ts';
import { defaultSeatingPolicies } from '../../domain/service/default-settings.ts';

type WrittenSettings = Omit<ServiceSettings, 'seating'> & Partial<Pick<ServiceSettings, 'seating'>>;

export const settingsColumn = customType<{ data: ServiceSettings; driverData: string }>({
  dataType: () => 'text',
  toDriver: (settings) => JSON.stringify(settings),
  fromDriver: (text) => {
    const written = JSON.parse(text) as WrittenSettings;
    return { ...written, seating: { ...defaultSeatingPolicies, ...written.seating } };
  },
});
