import type { DayState } from '../domain/reservation/state.ts';
import { type Tonight, tonightOf } from '../domain/reservation/tonight.ts';
import type { Ledger } from './ledger.ts';

export interface TonightView extends Tonight {
  /** Events that D1 does not know yet, and the time of the last one, epoch milliseconds. */
  readonly unprojected: number;
  readonly lastEventAt: number;
}

export function tonightView(state: DayState, ledger: Ledger, now: number): TonightView {
  const { seq, lastEventAt } = state;
  return { ...tonightOf(state, now), unprojected: seq - ledger.projectedSeq(), lastEventAt };
}
