/** What the parts of a day that stand beside the object need of it: its state, its transaction, its clock. */
import type { DayState } from '../domain/reservation/state.ts';
import type { Env } from '../env.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import type { Executed } from './decision-log.ts';
import type { Ledger } from './ledger.ts';
import type { DayRequest } from './messages.ts';

export interface DayPort {
  readonly env: Env;
  readonly ledger: Ledger;
  /** `r7:2026-11-22` */
  readonly name: string;
  readonly load: () => DayState | null;
  readonly facts: () => Promise<RestaurantFacts>;
  readonly transact: (request: DayRequest) => Executed;
  /** The day's clock, epoch milliseconds. */
  readonly now: () => number;
}
