/** Configurations that days wrote into their ledgers before a part of them existed. */
import type { DayConfiguration } from './configuration.ts';
import { defaultSeatingPolicies } from './default-settings.ts';

type Later = 'seating' | 'forecast';
/** A day's configuration as any release may have written it. */
export type WrittenConfiguration = Omit<DayConfiguration, Later> & Partial<Pick<DayConfiguration, Later>>;

/** The configuration with what it lacks: as the house was run before there was a choice. */
export function liftConfiguration(written: WrittenConfiguration): DayConfiguration {
  if (written.seating !== undefined && written.forecast !== undefined) return written as DayConfiguration;
  return { seating: defaultSeatingPolicies, forecast: null, ...written };
}
